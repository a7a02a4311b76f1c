/**
 * How long connect-kit takes to start, as a multiple of `node -e 0` on the same machine in the same run. Rounds are
 * interleaved, so that a busy moment strikes every command alike, and medians are compared.
 *
 * Usage: node bench/startup.mjs [rounds] — 20 unless given. Build first. It never fails because of a time.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './table.mjs';

const bin = fileURLToPath(new URL('../bin/connect-kit.js', import.meta.url));
const rounds = Number(process.argv[2] ?? 20);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('error rounds must be a positive whole number');
  process.exit(2);
}

const folder = mkdtempSync(path.join(tmpdir(), 'connect-kit-bench-'));
try {
  report(measure(prepareCommands(folder)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function prepareCommands(inFolder) {
  const secretFile = path.join(inFolder, 'secret.txt');
  const descriptorFile = path.join(inFolder, 'atlassian-connect.json');
  writeFileSync(secretFile, 'a shared secret\n');
  writeFileSync(descriptorFile, JSON.stringify(smallDescriptor(), null, 2));
  const sign = [
    'jwt',
    'sign',
    '--secret-file',
    secretFile,
    '--iss',
    'bench',
    '--url',
    '/rest/api/3/myself?expand=groups',
  ];
  return [
    { name: 'node -e 0', argv: ['-e', '0'], aim: 1 },
    { name: '--version', argv: [bin, '--version'], aim: 1.3 },
    { name: 'jwt sign', argv: [bin, ...sign], aim: 1.6 },
    { name: 'validate descriptor', argv: [bin, 'validate', 'descriptor', descriptorFile], aim: 1.6 },
  ];
}

/** Small and without findings: what is measured is starting, not linting. */
function smallDescriptor() {
  return {
    key: 'com.example.bench',
    name: 'Bench',
    baseUrl: 'https://bench.example.com',
    vendor: { name: 'Example', url: 'https://example.com' },
    authentication: { type: 'jwt' },
    lifecycle: { installed: '/installed', uninstalled: '/uninstalled' },
    apiMigrations: { 'signed-install': true },
    scopes: ['READ'],
    modules: { generalPages: [{ key: 'hello', url: '/hello', name: { value: 'Hello' } }] },
  };
}

function measure(commands) {
  const samples = commands.map((command) => ({ ...command, times: [], failure: undefined }));
  // The first round warms the disk cache and is thrown away.
  for (let round = -1; round < rounds; round += 1) {
    for (const sample of samples) {
      if (sample.failure !== undefined) continue;
      const started = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, sample.argv, { cwd: folder, encoding: 'utf8' });
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0) sample.failure = `exit code ${status}: ${stderr.trim().split('\n')[0]}`;
      else if (round >= 0) sample.times.push(ms);
    }
  }
  return samples;
}

function report(samples) {
  const base = median(samples[0].times);
  const rows = samples.map(({ name, aim, times, failure }) => {
    if (failure !== undefined) return [name, '-', '-', aim.toFixed(1), `not measured: ${failure}`];
    const ratio = median(times) / base;
    const verdict = ratio <= aim ? 'ok' : `missed by ${(ratio - aim).toFixed(2)}`;
    return [name, `${median(times).toFixed(1)} ms`, ratio.toFixed(2), aim.toFixed(1), verdict];
  });
  const table = [['command', 'median', 'ratio', 'aim', ''], ...rows];
  console.log(`Node ${process.version}, ${rounds} interleaved rounds\n`);
  printTable(table);
}
