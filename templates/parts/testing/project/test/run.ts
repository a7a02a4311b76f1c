import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs every `*.test.ts` in one process, because they share what takes longest: a dev instance and a database. One by
 * itself: `tsx --test test/lifecycle.test.ts`.
 */
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .sort();

for (const file of files) await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
