/**
 * How fast requests pass the proxy with all that it keeps of them, as ratios to http-proxy in front of the same server.
 * Server, proxies and client are processes of their own; each round measures all of them in turn.
 *
 * Usage: node bench/proxy.mjs [rounds] [seconds a measurement] — 5 and 3 unless given. It needs no build, and never fails
 * because of a time.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median, printTable } from './table.mjs';

const file = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const [mode, ...args] = process.argv.slice(2);
const ROLES = { server, ours, peer };
/** Of what http-proxy manages. */
const AIM = 0.9;

const LOADS = [
  { name: 'GET, 1 KB answer, 50 at a time', connections: 50, path: '/small' },
  { name: 'POST, 4 KB JSON, 50 at a time', connections: 50, method: 'POST', path: '/', size: 4096 },
  { name: 'GET, 1 MB answer, 4 at a time', connections: 4, path: '/large' },
  { name: 'GET, 1 KB answer, one at a time', connections: 1, path: '/small' },
];

process.on('SIGINT', () => process.exit());
if (mode in ROLES) await ROLES[mode](...args);
else await main(Number(mode ?? 5), Number(args[0] ?? 3));

async function main(rounds, seconds) {
  const { default: autocannon } = await import('autocannon');
  const folder = await mkdtemp(path.join(root, 'node_modules/.bench-'));
  const children = [];
  const start = async (role, ...more) => {
    const child = fork(file, [role, ...more.map(String)]);
    children.push(child);
    return new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error(`${role} ended`)));
    });
  };
  try {
    const bundle = await bundleProxy(folder);
    const target = await start('server');
    const ports = {
      direct: target,
      'connect-kit': await start('ours', bundle, target),
      'http-proxy': await start('peer', target),
    };
    const rows = [
      ['', 'direct', 'http-proxy', 'connect-kit', 'ratio', 'added, http-proxy', 'added, connect-kit'],
    ];
    for (const load of LOADS) rows.push(await measure(autocannon, load, ports, rounds, seconds));
    printTable(rows);
    console.log(
      `requests a second; ratio: connect-kit to http-proxy, at least ${AIM} is the aim; added: median latency`,
    );
  } finally {
    for (const child of children) child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(autocannon, load, ports, rounds, seconds) {
  const found = Object.fromEntries(Object.keys(ports).map((name) => [name, { rates: [], latencies: [] }]));
  // The first round warms everything up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, port] of Object.entries(ports)) {
      const { requests, latency, errors, non2xx } = await autocannon({
        url: `http://localhost:${port}${load.path}`,
        connections: load.connections,
        duration: round === 0 ? 1 : seconds,
        method: load.method ?? 'GET',
        ...(load.size === undefined
          ? {}
          : {
              body: JSON.stringify({ text: 'x'.repeat(load.size) }),
              headers: { 'content-type': 'application/json' },
            }),
      });
      if (errors + non2xx > 0) throw new Error(`${name}: ${errors} errors, ${non2xx} answers other than 2xx`);
      if (round === 0) continue;
      found[name].rates.push(requests.average);
      found[name].latencies.push((1000 * load.connections) / requests.average);
      void latency;
    }
  }
  const rate = (name) => median(found[name].rates);
  const added = (name) =>
    median(found[name].latencies.map((one, index) => one - found.direct.latencies[index]));
  const ratio = median(
    found['connect-kit'].rates.map((one, index) => one / found['http-proxy'].rates[index]),
  );
  return [
    load.name,
    ...['direct', 'http-proxy', 'connect-kit'].map((name) => rate(name).toFixed(0)),
    `${ratio.toFixed(2)}${ratio < AIM ? ' (missed)' : ''}`,
    ...['http-proxy', 'connect-kit'].map((name) => `${added(name).toFixed(2)} ms`),
  ];
}

/** The proxy as it is in the sources. */
async function bundleProxy(folder) {
  const { build } = await import('rolldown');
  const bundle = path.join(folder, 'proxy.mjs');
  await build({
    cwd: root,
    input: 'src/proxy/inspected-proxy.ts',
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    output: { file: bundle, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  });
  return bundle;
}

function server() {
  const bodies = { '/small': Buffer.alloc(1024, 'x'), '/large': Buffer.alloc(1024 * 1024, 'x') };
  const one = createServer((request, response) => {
    request.resume().on('end', () => {
      const body = bodies[request.url] ?? Buffer.from('{}');
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
      response.end(body);
    });
  });
  one.listen(0, 'localhost', () => process.send(one.address().port));
}

async function ours(bundle, target) {
  const { startInspectedProxy } = await import(pathToFileURL(bundle));
  const { proxy } = await startInspectedProxy({
    port: 0,
    inspectorPort: 0,
    target: `http://localhost:${target}`,
    clock: { now: () => Date.now(), sleep: async () => {} },
    fetch,
    signal: new AbortController().signal,
  });
  process.send(proxy.port);
}

/** As people set it up who care: connections are kept. */
async function peer(target) {
  const { default: httpProxy } = await import('http-proxy');
  const proxy = httpProxy.createProxyServer({
    target: `http://localhost:${target}`,
    agent: new Agent({ keepAlive: true }),
    xfwd: true,
  });
  const one = createServer((request, response) => proxy.web(request, response, () => response.destroy()));
  one.listen(0, 'localhost', () => process.send(one.address().port));
}
