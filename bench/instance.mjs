/**
 * What the dev instance takes: a signed request beside a bare Hono server with the same answer, the same with ten and with
 * a hundred thousand issues, searches, webhooks, and memory. Every side is a process of its own; rounds are interleaved,
 * so that a busy moment strikes everyone alike, and medians are compared.
 *
 * Usage: node bench/instance.mjs [rounds] [issues] — 21 rounds and 100000 issues unless given. Build first. It never fails
 * because of a time.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createQueryStringHash, signToken } from '../dist/index.js';
import { median, printTable } from './table.mjs';

const rounds = Number(process.argv[2] ?? 21);
const MANY = Number(process.argv[3] ?? 100_000);
if (![rounds, MANY].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('error rounds and issues must be positive whole numbers');
  process.exit(2);
}

const bin = fileURLToPath(new URL('../bin/connect-kit.js', import.meta.url));
const bare = fileURLToPath(new URL('./bare-server.mjs', import.meta.url));
const FEW = 10;
const WEBHOOKS = 1000;
const CONNECTIONS = 4;
/** Requests on each of them in a round. */
const EACH = 250;
const ISSUE = '/rest/api/3/issue/DEMO-1';
const SEARCHES = {
  'a search by status, newest first': 'project = DEMO AND status = "To Do" ORDER BY created DESC',
  'a search for a word': 'text ~ "special" ORDER BY key',
  'a search of one assignee': 'assignee is EMPTY AND labels = rare ORDER BY updated',
};
const ADMIN = `Basic ${btoa('admin:admin')}`;

const children = [];
const folders = [];
// Also when nobody reads on.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
const addon = await startAddon();
try {
  const small = await startInstance(FEW);
  const large = await startInstance(MANY);
  console.log(
    `Node ${process.version}, ${rounds} interleaved rounds; ${MANY} issues were made in ${large.seconds} s\n`,
  );
  await compareReads(small, large);
  await compareSearches(small, large);
  console.log();
  await measureWebhooks(small);
  console.log(`memory of the process with ${MANY} issues: ${residentMegabytes(large.pid)} MB (aim: 300 MB)`);
} finally {
  for (const child of children) child.kill('SIGKILL');
  await addon.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * One answer, asked for as often as can be: by an add-on, and of a server that only sends it. Also a round of different
 * issues, of which an instance that remembers the latest knows less, and one that is written to between the rounds.
 */
async function compareReads(small, large) {
  const answer = await (await fetch(`${small.origin}${ISSUE}`, { headers: { Authorization: ADMIN } })).text();
  const hono = await startBare(answer);
  const one = Array.from({ length: EACH }, () => ISSUE);
  const inTurn = one.map((_, index) => `/rest/api/3/issue/DEMO-${(index % Math.min(EACH, MANY)) + 1}`);
  const sides = [
    { server: hono, messages: await messagesOf({ ...small, ...hono }, one) },
    { server: small, messages: await messagesOf(small, one) },
    { server: large, messages: await messagesOf(large, one) },
    { server: large, messages: await messagesOf(large, inTurn), before: () => createIssues(large.origin, 1) },
  ];
  const used = sides.map(() => 0);
  const rates = await measure(
    sides.map(({ server, messages, before = () => {} }, index) => async (round) => {
      await before();
      const start = processorMilliseconds(server.pid);
      const rate = await requestsPerSecond(server.port, messages);
      if (round >= 0) used[index] += processorMilliseconds(server.pid) - start;
      return rate;
    }),
  );
  const [peer, few, many, different] = rates;
  const cost = (index) => `${((1000 * used[index]) / (rounds * CONNECTIONS * EACH)).toFixed(0)} µs`;
  printTable([
    ['', 'a second', 'processor', 'ratio', 'aim', ''],
    ['a bare Hono server with the same answer', peer.toFixed(0), cost(0), '1.00', '', ''],
    [`an issue by a signed request, of ${FEW}`, few.toFixed(0), cost(1), ...verdict(few / peer, 0.5)],
    [`the same, of ${MANY}`, many.toFixed(0), cost(2), ...verdict(many / few, 0.9)],
    [
      'different issues of them, after a change',
      different.toFixed(0),
      cost(3),
      (different / many).toFixed(2),
      '',
      '',
    ],
  ]);
  console.log(
    '\nThe first ratio is to the bare server, the others to the row above. What a request takes of the',
  );
  console.log(
    'processor counts all threads, and is what a busy machine distorts least (0 where there is no /proc).\n',
  );
}

async function compareSearches(small, large) {
  const rows = [];
  for (const [name, jql] of Object.entries(SEARCHES)) {
    const target = `/rest/api/3/search/jql?maxResults=50&fields=summary,status&jql=${encodeURIComponent(jql)}`;
    const [few, many] = await measure(
      [small, large].map((instance) => async () => {
        const headers = { Authorization: `JWT ${await sign('GET', target, instance.secret)}` };
        const started = process.hrtime.bigint();
        const response = await fetch(`${instance.origin}${target}`, { headers });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${jql}: ${response.status}`);
        return Number(process.hrtime.bigint() - started) / 1e6;
      }),
    );
    rows.push([name, `${few.toFixed(1)} ms`, `${many.toFixed(1)} ms`, (many / few).toFixed(1)]);
  }
  printTable([['', `of ${FEW}`, `of ${MANY}`, 'ratio'], ...rows]);
}

/** From the first change to the last delivery; the listener answers at once. */
async function measureWebhooks(instance) {
  const before = addon.hooks();
  const started = process.hrtime.bigint();
  await createIssues(instance.origin, WEBHOOKS);
  const made = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  await addon.until(before + WEBHOOKS);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const rate = (WEBHOOKS / seconds).toFixed(0);
  console.log(
    `${WEBHOOKS} issues made in ${made} s, and all their webhooks delivered after ${seconds.toFixed(1)} s: ${rate} a second`,
  );
}

/** Medians of what the functions measure, in their order. */
async function measure(functions) {
  const samples = functions.map(() => []);
  // The first rounds let the compiler do its work and are thrown away.
  for (let round = -3; round < rounds; round += 1) {
    for (const [index, call] of functions.entries()) {
      const value = await call(round);
      if (round >= 0) samples[index].push(value);
    }
  }
  return samples.map(median);
}

/**
 * Requests that follow each other on a few connections without waiting for answers: the server has always something to do,
 * and the client, which only counts, takes little of the machine.
 */
async function requestsPerSecond(port, messages) {
  const together = messages.join('');
  const started = process.hrtime.bigint();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendAll(port, together, messages.length)));
  return (CONNECTIONS * messages.length) / (Number(process.hrtime.bigint() - started) / 1e9);
}

async function messagesOf({ port, secret }, targets) {
  const message = async (target) =>
    `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: JWT ${await sign('GET', target, secret)}\r\n\r\n`;
  return Promise.all(targets.map(message));
}

async function sendAll(port, messages, count) {
  const socket = connect(port, '127.0.0.1');
  let seen = 0;
  let rest = '';
  socket.write(messages);
  for await (const chunk of socket) {
    const text = rest + chunk.toString('latin1');
    seen += text.split('HTTP/1.1 200 ').length - 1;
    if (/HTTP\/1\.1 [1345]/.test(text)) throw new Error(`not answered with 200: ${text.slice(0, 300)}`);
    // What a chunk may have of the next status line.
    rest = text.slice(text.lastIndexOf('HTTP/1.1 200 ') + 13).slice(-12);
    if (seen >= count) break;
  }
  socket.destroy();
}

/** As people run it, with its data in a folder. The add-on is installed once the issues are there. */
async function startInstance(issues) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'connect-kit-bench-'));
  folders.push(cwd);
  const child = spawn(process.execPath, [bin, 'instance', 'start', '--port', '0', '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { jira: origin } = await readyOf(child);
  const started = process.hrtime.bigint();
  // Those of the demo project that every site begins with count.
  await createIssues(origin, issues - 5);
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(0);
  const { controlToken } = JSON.parse(readFileSync(path.join(cwd, '.connect-kit/instance.json'), 'utf8'));
  const response = await fetch(`${origin}/_connect-kit/api/addons`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${controlToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ product: 'jira', descriptorUrl: `${addon.origin}/descriptor.json` }),
  });
  if (!response.ok) throw new Error(`installing: ${response.status} ${await response.text()}`);
  return { origin, port: Number(new URL(origin).port), pid: child.pid, secret: addon.secret(), seconds };
}

async function startBare(answer) {
  const child = spawn(process.execPath, [bare, answer], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { ...(await readyOf(child)), pid: child.pid };
}

async function readyOf(child) {
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return JSON.parse(line);
  }
  throw new Error('a server ended before it was ready');
}

/** Fifty at once, a few requests at a time; one of a thousand is a rare one. */
async function createIssues(origin, count) {
  let made = 0;
  const create = async () => {
    while (made < count) {
      const size = Math.min(50, count - made);
      const first = made;
      made += size;
      const issueUpdates = Array.from({ length: size }, (_, index) => issueOf(first + index));
      const response = await fetch(`${origin}/rest/api/3/issue/bulk`, {
        method: 'POST',
        headers: { Authorization: ADMIN, 'Content-Type': 'application/json' },
        body: JSON.stringify({ issueUpdates }),
      });
      if (response.status !== 201) throw new Error(`creating: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all([create(), create(), create(), create()]);
}

function issueOf(number) {
  const isRare = number % 1000 === 0;
  const labels = isRare ? ['rare'] : [`label-${number % 50}`];
  const summary = `Issue ${number} that somebody has written about ${isRare ? 'something special' : 'the usual'}`;
  return { fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary, labels } };
}

/** An add-on that accepts everything, remembers its secret, and counts webhooks. */
async function startAddon() {
  let secret = '';
  let hooks = 0;
  const arrived = new EventTarget();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/descriptor.json') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(descriptor(server.address().port)));
        return;
      }
      if (request.url === '/installed') secret = JSON.parse(Buffer.concat(chunks).toString()).sharedSecret;
      if (request.url?.startsWith('/created')) {
        hooks += 1;
        arrived.dispatchEvent(new Event('hook'));
      }
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    secret: () => secret,
    hooks: () => hooks,
    until: async (count) => {
      while (hooks < count) await once(arrived, 'hook');
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function descriptor(port) {
  return {
    ...{ key: 'bench', name: 'Bench', baseUrl: `http://127.0.0.1:${port}`, scopes: ['READ'] },
    authentication: { type: 'jwt' },
    lifecycle: { installed: '/installed' },
    apiMigrations: { gdpr: true, 'signed-install': true },
    modules: { webhooks: [{ event: 'jira:issue_created', url: '/created' }] },
  };
}

async function sign(method, url, secret) {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: 'bench', iat, exp: iat + 3600, qsh: createQueryStringHash({ method, url }) };
  return signToken(claims, { algorithm: 'HS256', secret });
}

/** What the system counts as the process's own, in megabytes. */
function residentMegabytes(pid) {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1024);
}

/** What the system counts as the process's time on the processors so far, in steps of ten milliseconds. */
function processorMilliseconds(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function verdict(ratio, aim) {
  return [ratio.toFixed(2), aim.toFixed(1), ratio >= aim ? 'ok' : `missed by ${(aim - ratio).toFixed(2)}`];
}
