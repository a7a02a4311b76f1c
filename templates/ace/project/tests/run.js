// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

// All tests in one process: they share the database and the dev instance of addon-under-test.js, which take a while to start.
const loading = load();
// The first test, so that all others wait for it: once the tests that are known have ended, `after` stops what they share.
test('every file of tests is loaded', () => loading);

async function load() {
  for (const name of readdirSync(import.meta.dirname, { recursive: true })) {
    if (String(name).endsWith('.test.js'))
      await import(pathToFileURL(path.join(import.meta.dirname, String(name))).href);
  }
}
