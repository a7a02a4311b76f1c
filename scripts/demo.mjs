// Scaffolds an add-on into a temporary folder and runs it in the dev instance. With CI=true it proves the loop by
// itself and ends; otherwise it goes on until Ctrl-C. Arguments are passed on to `connect-kit dev`.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root, run } from './steps.mjs';

const bin = path.join(root, 'bin/connect-kit.js');
const folder = await mkdtemp(path.join(tmpdir(), 'connect-kit-demo-'));
const project = path.join(folder, 'demo-addon');
const args = process.argv.slice(2);

// The dev instance ends itself on Ctrl-C; this script stays to tidy up after it.
process.on('SIGINT', () => {});

try {
  const init = [
    'init',
    'demo-addon',
    '--yes',
    '--no-git',
    '--name',
    'Demo add-on',
    '--connect-kit',
    root,
    '--cwd',
    folder,
  ];
  process.exitCode = await run(process.execPath, [bin, ...init]);
  if (process.exitCode === 0) process.exitCode = process.env['CI'] === 'true' ? await prove() : await show();
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function show() {
  const code = await run(process.execPath, [bin, 'dev', project, '--ephemeral', ...args]);
  return code === 130 ? 0 : code;
}

/** Installed, shown, read, told: each step as a browser and a person would take it, over HTTP. */
async function prove() {
  const dev = spawn(
    process.execPath,
    [bin, 'dev', project, '--port', '0', '--ephemeral', '--json', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => dev.on('close', resolve));
  const events = [];
  const waiting = new Set();
  createInterface({ input: dev.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    for (const check of waiting) check();
  });
  const seen = (what, matches) =>
    new Promise((resolve, reject) => {
      const check = () => {
        const event = events.find(matches);
        if (event === undefined) return;
        waiting.delete(check);
        console.log(`✓ ${what}`);
        resolve(event);
      };
      waiting.add(check);
      ended.then(() => reject(new Error(`connect-kit dev ended before: ${what}`)), reject);
      check();
    });
  const delivered = (kind, url) => (event) =>
    event.event === 'exchange' &&
    event.exchange.kind === kind &&
    event.exchange.url.includes(url) &&
    event.exchange.status < 300 &&
    event.exchange.verdict?.valid === true;

  try {
    await seen('the add-on verified its signed install', delivered('lifecycle', '/installed'));
    const ready = await seen('it is installed', (event) => event.event === 'ready');
    const page = await (await fetch(`${ready.productUrl}/browse/DEMO-1`)).text();
    const data = JSON.parse(/id="connect-kit-page">(.*?)<\/script>/s.exec(page)[1]);
    const panel = await (await fetch(data.extensions[0].url)).text();
    await seen('its panel read the issue over REST', delivered('rest', '/rest/api/3/issue/DEMO-1'));
    if (!panel.includes('Plan the release of the mobile app')) throw new Error('the panel lacks the summary');
    console.log("✓ its panel shows the issue's summary");
    await fetch(`${ready.productUrl}/rest/api/3/issue/DEMO-1`, {
      method: 'PUT',
      headers: { Authorization: `Basic ${btoa('admin:admin')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ fields: { summary: 'Edited by the demo' } }),
    });
    await seen('it received the webhook of an edit', delivered('webhook', '/webhooks/issue'));
  } catch (error) {
    console.error(`✗ ${error.message}`);
    return 1;
  } finally {
    dev.kill('SIGINT');
    await ended;
  }
  if (!events.some(delivered('lifecycle', '/uninstalled'))) {
    console.error('✗ the add-on was not told that it is uninstalled');
    return 1;
  }
  console.log('✓ it was uninstalled, and everything has ended');
  return 0;
}
