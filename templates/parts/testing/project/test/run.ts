import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

/**
 * Runs every `*.test.ts` in one process, because they share what takes longest: a dev instance and a database. One by
 * itself: `tsx --test test/lifecycle.test.ts`.
 */
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .sort();

const loading = load();
// The first test, so that all others wait for it: once the tests that are known have ended, `after` stops what they share.
test('every file of tests is loaded', () => loading);

async function load(): Promise<void> {
  for (const file of files) await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
}
