/**
 * How fast deliveries are replayed, as a ratio to autocannon, which sends the same bytes unsigned to the same listener.
 * Both run as processes of their own, in turn; the figures are what they report themselves, without their start.
 *
 * Usage: node bench/webhook.mjs [rounds] [deliveries a round] — 7 and 20,000 unless given; node bench/webhook.mjs memory
 * replays 10,000 and 1,000,000 and compares the peaks of memory (Linux only). Build first. It never fails because of a time.
 */
import { fork, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './table.mjs';

const file = fileURLToPath(import.meta.url);
const bin = fileURLToPath(new URL('../bin/connect-kit.js', import.meta.url));
const autocannon = fileURLToPath(new URL('../node_modules/autocannon/autocannon.js', import.meta.url));
const AIM = 0.7;
/** How long autocannon sends in a round. */
const SECONDS = 3;
const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ-dMUkzkX1a2uYb0Tq3oDcJ7s';

if (process.argv[2] === 'listen') listen();
else await main();

/** The add-on of the bench: reads the body, and answers 204. */
function listen() {
  const server = createServer((request, response) => {
    request.on('end', () => {
      response.writeHead(204);
      response.end();
    });
    request.resume();
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function main() {
  const folder = await mkdtemp(path.join(tmpdir(), 'connect-kit-bench-'));
  const listener = fork(file, ['listen']);
  try {
    const port = await new Promise((resolve) => listener.once('message', resolve));
    const url = `http://127.0.0.1:${port}`;
    const body = await prepare(folder);
    if (process.argv[2] === 'memory') await compareMemory(folder, url);
    else await compareSpeed(folder, url, body);
  } finally {
    listener.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One recording with a body of some kilobytes, as Jira's are. */
async function prepare(folder) {
  const fields = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `customfield_${10_000 + index}`,
      { value: `value ${index}`, id: index },
    ]),
  );
  const body = JSON.stringify({
    timestamp: 1,
    webhookEvent: 'jira:issue_updated',
    issue: { key: 'ABC-1', fields },
  });
  const recording = {
    version: 1,
    id: 'bench',
    time: '2026-01-01T00:00:00.000Z',
    event: 'jira:issue_updated',
    request: {
      method: 'POST',
      path: '/issue-updated',
      query: null,
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'Atlassian Webhook HTTP Client' },
      body: { text: [body] },
    },
  };
  await mkdir(path.join(folder, 'recordings'));
  await writeFile(path.join(folder, 'recordings/bench.webhook.json'), JSON.stringify(recording));
  await writeFile(path.join(folder, 'body.json'), body);
  return body;
}

async function compareSpeed(folder, url, body) {
  const rounds = Number(process.argv[2] ?? 7);
  const amount = Number(process.argv[3] ?? 20_000);
  console.log(
    `Node ${process.version}, ${rounds} interleaved rounds of ${amount} deliveries of ${body.length} bytes\n`,
  );
  const rows = [['connections', 'connect-kit', 'autocannon', 'ratio', 'aim', '']];
  for (const connections of [1, 10, 50]) {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push((await replay(folder, url, amount, connections)).perSecond);
      theirs.push(await cannon(folder, url, connections));
    }
    const ratio = median(ours.map((rate, index) => rate / theirs[index]));
    rows.push([
      String(connections),
      `${Math.round(median(ours))}/s`,
      `${Math.round(median(theirs))}/s`,
      ratio.toFixed(2),
      AIM.toFixed(1),
      ratio >= AIM ? 'ok' : `missed by ${(AIM - ratio).toFixed(2)}`,
    ]);
  }
  printTable(rows);
}

async function compareMemory(folder, url) {
  const rows = [['deliveries', 'peak of memory', 'a second']];
  for (const amount of [10_000, 1_000_000]) {
    const { perSecond, peakMb } = await replay(folder, url, amount, 10);
    rows.push([
      String(amount),
      peakMb === undefined ? 'unknown here' : `${Math.round(peakMb)} MB`,
      `${Math.round(perSecond)}`,
    ]);
  }
  printTable(rows);
}

async function replay(folder, url, amount, connections) {
  const flags = [
    '--speed',
    'max',
    '--repeat',
    String(amount),
    '--concurrency',
    String(connections),
    '--client-key',
    'bench',
  ];
  const { stdout, peakMb } = await run(
    [bin, 'webhook', 'replay', 'recordings', '--to', url, '--json', '--quiet', ...flags],
    folder,
    { CONNECT_KIT_SECRET: SECRET },
  );
  const { ok, deliveries, perSecond } = JSON.parse(stdout);
  if (!ok || deliveries !== amount) throw new Error(`the replay went wrong:\n${stdout}`);
  return { perSecond, peakMb };
}

/** By time, not by number: it notices only at the next full second that it has sent enough. */
async function cannon(folder, url, connections) {
  const headers = ['Content-Type=application/json', 'User-Agent=Atlassian Webhook HTTP Client'];
  const { stdout } = await run(
    [
      ...[
        autocannon,
        '--json',
        '--no-progress',
        '--duration',
        String(SECONDS),
        '--connections',
        String(connections),
      ],
      ...['--method', 'POST', '--input', 'body.json', ...headers.flatMap((header) => ['--headers', header])],
      `${url}/issue-updated`,
    ],
    folder,
    {},
  );
  const { requests, duration, non2xx, errors } = JSON.parse(stdout);
  if (non2xx > 0 || errors > 0 || requests.total === 0) throw new Error(`autocannon went wrong:\n${stdout}`);
  return requests.total / duration;
}

/** Runs Node on a script; the peak of its memory is read while it runs, where the system tells it. */
async function run(argv, cwd, env) {
  const child = spawn(process.execPath, argv, { cwd, env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  let peakMb;
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kb = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    if (kb !== undefined) peakMb = Number(kb) / 1024;
  }, 200);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return { stdout, peakMb };
}
