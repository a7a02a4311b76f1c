/**
 * What `connect-kit init` takes: without installation beside `node -e 0`, in interleaved rounds; and once the whole way from
 * the prompt to a panel of the new add-on in the dev instance, step by step. The second needs what npm can fetch.
 *
 * Usage: node bench/init.mjs [rounds] [template] — 15 rounds and the template express unless given. Build first. It never
 * fails because of a time.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './table.mjs';

const rounds = Number(process.argv[2] ?? 15);
const template = process.argv[3] ?? 'express';
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('error rounds must be a positive whole number');
  process.exit(2);
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'bin/connect-kit.js');
const AIM_MS = 500;
const folder = mkdtempSync(path.join(tmpdir(), 'connect-kit-bench-'));
try {
  console.log(`Node ${process.version}, template ${template}, ${rounds} interleaved rounds\n`);
  compareWithNode();
  console.log('\nFrom the prompt to a panel, once:\n');
  await measureTheWay();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function compareWithNode() {
  const samples = [
    { name: 'node -e 0', times: [], argv: () => ['-e', '0'] },
    { name: 'init --no-install --no-git', times: [], argv: (round) => initArgv(`r${round}`, '--no-git') },
    { name: 'init --no-install', times: [], argv: (round) => initArgv(`g${round}`) },
  ];
  // The first round warms the disk cache and is thrown away.
  for (let round = -1; round < rounds; round += 1) {
    for (const { times, argv } of samples) {
      const ms = timeOf(() => runNode(argv(round)));
      if (round >= 0) times.push(ms);
    }
  }
  const base = median(samples[0].times);
  const rows = samples.map(({ name, times }, index) => {
    const ms = median(times);
    return [name, `${ms.toFixed(0)} ms`, (ms / base).toFixed(2), index === 0 ? '' : verdictOf(ms)];
  });
  printTable([['command', 'median', 'ratio', `aim: ${AIM_MS} ms`], ...rows]);
}

function verdictOf(ms) {
  return ms <= AIM_MS ? 'ok' : `missed by ${(ms - AIM_MS).toFixed(0)} ms`;
}

function initArgv(name, ...flags) {
  const given = ['--yes', '--no-install', '--template', template, '--package-manager', 'npm'];
  return [bin, 'init', name, ...given, '--connect-kit', root, ...flags];
}

function runNode(argv) {
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${argv.join(' ')} ended with ${status}: ${stderr}`);
}

function timeOf(action) {
  const started = performance.now();
  action();
  return performance.now() - started;
}

async function measureTheWay() {
  const steps = [];
  steps.push(['plan and write the files', timeOf(() => runNode(initArgv('way', '--no-git')))]);
  const project = path.join(folder, 'way');
  steps.push(['install the dependencies (npm)', timeOf(() => install(project))]);
  steps.push(...(await measureDev(project)));
  const total = steps.reduce((sum, [, ms]) => sum + ms, 0);
  const rows = [...steps, ['together', total]].map(([name, ms]) => [name, `${(ms / 1000).toFixed(2)} s`]);
  printTable([['step', 'time'], ...rows]);
}

function install(project) {
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: project,
    shell,
    stdio: 'ignore',
  });
  if (status !== 0) throw new Error(`npm install ended with ${status}`);
}

/** The loop's own events say when what is done: they come as lines of JSON. */
async function measureDev(project) {
  let last = performance.now();
  const steps = [];
  const mark = (name) => {
    const now = performance.now();
    steps.push([name, now - last]);
    last = now;
  };
  const dev = spawn(process.execPath, [bin, 'dev', project, '--port', '0', '--ephemeral', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(dev, 'close');
  try {
    let ready;
    for await (const line of createInterface({ input: dev.stdout })) {
      const event = JSON.parse(line);
      if (isInstall(event)) mark('start dev instance and add-on, until it is told of its install');
      if (event.event !== 'ready') continue;
      mark('finish the install');
      ready = event;
      break;
    }
    if (ready === undefined) throw new Error('connect-kit dev ended before the add-on was installed');
    dev.stdout.resume();
    const page = await textOf(`${ready.productUrl}/browse/DEMO-1`);
    mark('the page of an issue');
    const { extensions } = JSON.parse(/id="connect-kit-page">(.*?)<\/script>/s.exec(page)[1]);
    await textOf(extensions[0].url);
    mark('the first HTML of the panel, which reads the issue over REST');
    return steps;
  } finally {
    dev.kill('SIGINT');
    await ended;
  }
}

function isInstall({ event, exchange }) {
  return event === 'exchange' && exchange.kind === 'lifecycle' && exchange.url.endsWith('/installed');
}

async function textOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}
