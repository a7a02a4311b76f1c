// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// All tests in one process: they share the database and the dev instance of addon-under-test.js, which take a while to start.
for (const name of readdirSync(import.meta.dirname, { recursive: true })) {
  if (String(name).endsWith('.test.js'))
    await import(pathToFileURL(path.join(import.meta.dirname, String(name))).href);
}
