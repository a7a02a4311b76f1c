/**
 * How fast `connect-kit validate descriptor` checks, against the tools that people use for it today: one file from a
 * cold start, 500 files in one call, and how its time grows with the size of a file. Rounds are interleaved, so that a
 * busy moment strikes everyone alike, and medians are compared.
 *
 * Usage: node bench/lint.mjs [rounds] — 7 unless given. Build first. The peers are installed into bench/peers when they
 * are not there, which takes the npm registry. It never fails because of a time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printTable } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = path.join(root, 'bin/connect-kit.js');
const peers = fileURLToPath(new URL('peers', import.meta.url));
const rounds = Number(process.argv[2] ?? 7);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('error rounds must be a positive whole number');
  process.exit(2);
}

/** Files in one call. */
const COUNT = 500;

/** Has the process say its peak memory on stderr when it ends. */
const MEMORY = [
  '--import',
  `data:text/javascript,process.on('exit',()=>console.error('peak '+Math.round(process.resourceUsage().maxRSS/1024)+' MB'))`,
];

installPeers();
const folder = mkdtempSync(path.join(tmpdir(), 'connect-kit-bench-'));
try {
  const files = writeInputs(folder);
  console.log(`Node ${process.version}, ${rounds} interleaved rounds\n`);
  compareColdStart(files);
  compareMany(files);
  showGrowth(files);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function installPeers() {
  if (existsSync(path.join(peers, 'node_modules'))) return;
  console.error('Installing the peers into bench/peers …');
  const { status } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'],
    {
      cwd: peers,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) {
    console.error('error the peers cannot be installed');
    process.exit(3);
  }
}

/** One descriptor, many, the schema that the peers check against, and what they need around it. */
function writeInputs(inFolder) {
  const many = path.join(inFolder, 'many');
  mkdirSync(many);
  for (let index = 0; index < COUNT; index += 1) {
    writeFileSync(path.join(many, `${index}.json`), JSON.stringify(descriptor(index), null, 2));
  }
  const one = path.join(inFolder, 'atlassian-connect.json');
  writeFileSync(one, JSON.stringify(descriptor(0), null, 2));
  const printed = spawnSync(process.execPath, [bin, 'validate', '--print-schema', 'jira'], {
    encoding: 'utf8',
  });
  if (printed.status !== 0) throw new Error(printed.stderr);
  const schema = path.join(inFolder, 'schema.json');
  // The formats are left out: the peers' own take context variables such as {issue.key} for mistakes.
  const document = JSON.parse(printed.stdout, (key, value) => (key === 'format' ? undefined : value));
  writeFileSync(schema, JSON.stringify(document));
  const ruleset = path.join(inFolder, 'ruleset.json');
  writeFileSync(
    ruleset,
    JSON.stringify({
      rules: {
        descriptor: {
          given: '$',
          severity: 'error',
          // biome-ignore lint/suspicious/noThenProperty: the ruleset's own form
          then: {
            function: 'schema',
            functionOptions: { schema: document, dialect: 'draft2020-12', allErrors: true },
          },
        },
      },
    }),
  );
  // Atlassian's validator is a library: this is the least program around it.
  const harness = path.join(inFolder, 'harness.cjs');
  writeFileSync(
    harness,
    `const fs = require('node:fs');
const validator = require(${JSON.stringify(path.join(peers, 'node_modules/atlassian-connect-validator'))});
const schema = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
for (const file of process.argv.slice(3)) {
  validator.validateDescriptor(JSON.parse(fs.readFileSync(file, 'utf8')), schema, (errors) => {
    if (errors) process.exitCode = 1;
  });
}
`,
  );
  const manyFiles = Array.from({ length: COUNT }, (_, index) => path.join(many, `${index}.json`));
  return { one, many, manyFiles, schema, ruleset, harness, folder: inFolder };
}

/** As large as a published add-on's: several modules, conditions, webhooks. Valid, and to the taste of every rule but news. */
function descriptor(number) {
  const panel = (index) => ({
    key: `panel-${index}`,
    location: 'atl.jira.view.issue.right.context',
    name: { value: `Panel ${index}` },
    url: '/panel?issue={issue.key}&project={project.key}',
    conditions: [{ condition: 'user_is_logged_in' }],
  });
  return {
    key: `com.acme.bench-${number}`,
    name: `Bench ${number}`,
    description: 'Measures how long a check takes.',
    baseUrl: `https://bench-${number}.acme.io`,
    vendor: { name: 'Acme', url: 'https://acme.io' },
    authentication: { type: 'jwt' },
    lifecycle: { installed: '/installed', uninstalled: '/uninstalled' },
    apiVersion: 1,
    apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true },
    scopes: ['WRITE'],
    modules: {
      generalPages: [
        { key: 'home', url: '/home', name: { value: 'Home' }, location: 'system.top.navigation.bar' },
      ],
      webPanels: Array.from({ length: 5 }, (_, index) => panel(index)),
      webhooks: ['created', 'updated', 'deleted'].map((verb) => ({
        event: `jira:issue_${verb}`,
        url: `/webhooks/${verb}`,
        excludeBody: false,
      })),
      jiraIssueContents: [
        {
          key: 'content',
          name: { value: 'Content' },
          icon: { width: 16, height: 16, url: '/icon.svg' },
          tooltip: { value: 'Adds content' },
          target: { type: 'web_panel', url: '/content?issue={issue.key}' },
        },
      ],
    },
  };
}

function compareColdStart({ one, schema, ruleset, harness }) {
  console.log('One file from a cold start; ratio to `node -e 0`\n');
  const samples = measure([
    { name: 'node -e 0', argv: ['-e', '0'] },
    { name: 'connect-kit', argv: [bin, 'validate', 'descriptor', one] },
    { name: 'atlassian-connect-validator', argv: [harness, schema, one] },
    { name: 'ajv-cli', argv: [peer('ajv-cli/dist/index.js'), ...ajvFlags(schema), '-d', one] },
    {
      name: 'spectral',
      argv: [peer('@stoplight/spectral-cli/dist/index.js'), ...spectralFlags(ruleset), one],
    },
  ]);
  const base = samples[0].median;
  printTable([
    ['tool', 'median', 'ratio'],
    ...samples.map(({ name, median: ms }) => [name, `${ms.toFixed(0)} ms`, (ms / base).toFixed(2)]),
  ]);
}

function compareMany({ many, manyFiles, schema, ruleset, harness }) {
  console.log(`\n${COUNT} files in one call, start included; how many times as long the peer takes\n`);
  const glob = path.posix.join(many.replaceAll('\\', '/'), '*.json');
  const samples = measure([
    { name: 'connect-kit', argv: [bin, 'validate', 'descriptor', '--format', 'compact', glob] },
    { name: 'atlassian-connect-validator', argv: [harness, schema, ...manyFiles] },
    { name: 'ajv-cli', argv: [peer('ajv-cli/dist/index.js'), ...ajvFlags(schema), '-d', glob] },
    {
      name: 'spectral',
      argv: [peer('@stoplight/spectral-cli/dist/index.js'), ...spectralFlags(ruleset), glob],
    },
  ]);
  const ours = samples[0].median;
  printTable([
    ['tool', 'median', 'files/s', 'ratio'],
    ...samples.map(({ name, median: ms }) => [
      name,
      `${ms.toFixed(0)} ms`,
      ((COUNT / ms) * 1000).toFixed(0),
      (ms / ours).toFixed(1),
    ]),
  ]);
}

/** Twice the size should take twice the time. */
function showGrowth({ folder: inFolder }) {
  console.log('\nOne large file; time and peak memory\n');
  const rows = [1, 2, 4].map((megabytes) => {
    const file = path.join(inFolder, `large-${megabytes}.json`);
    writeFileSync(file, largeDescriptor(megabytes * 1024 * 1024));
    const [sample] = measure([
      {
        name: `${megabytes} MB`,
        argv: [...MEMORY, bin, 'validate', 'descriptor', '--format', 'compact', file],
      },
    ]);
    return [sample.name, `${sample.median.toFixed(0)} ms`, sample.note];
  });
  printTable([['size', 'median', 'peak'], ...rows]);
}

function largeDescriptor(bytes) {
  const base = descriptor(0);
  const [panel] = base.modules.webPanels;
  const each = JSON.stringify(panel).length + 10;
  const webPanels = Array.from({ length: Math.ceil(bytes / each) }, (_, index) => ({
    ...panel,
    key: `p-${index}`,
  }));
  return JSON.stringify({ ...base, modules: { webPanels } });
}

function ajvFlags(schema) {
  return ['validate', '--spec=draft2020', '--strict=false', '--all-errors', '-s', schema];
}

function spectralFlags(ruleset) {
  return ['lint', '--ruleset', ruleset, '--format', 'text'];
}

function peer(file) {
  return path.join(peers, 'node_modules', file);
}

/** Medians of interleaved rounds; the first round warms the disk cache and is thrown away. */
function measure(commands) {
  const samples = commands.map((command) => ({ ...command, times: [], note: '' }));
  for (let round = -1; round < rounds; round += 1) {
    for (const sample of samples) {
      const started = process.hrtime.bigint();
      const { status, stdout, stderr } = spawnSync(process.execPath, sample.argv, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0)
        throw new Error(
          `${sample.name} ended with ${status}:\n${stdout.slice(0, 2000)}${stderr.slice(0, 2000)}`,
        );
      sample.note = /^peak (.*)$/m.exec(stderr)?.[1] ?? '';
      if (round >= 0) sample.times.push(ms);
    }
  }
  return samples.map((sample) => ({ ...sample, median: median(sample.times) }));
}
