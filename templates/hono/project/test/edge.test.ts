import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';

const PROJECT_FOLDER = path.join(import.meta.dirname, '..');

/** Bundles a file for a platform that has web standards and nothing else; fails for an import of a `node:` module. */
async function bundleForTheWeb(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

test('the app, and all that it imports, runs where there is no Node.js', async () => {
  const files = await bundleForTheWeb('src/app.ts');
  assert.ok(files.includes('src/app.ts'));
});

test('the server for Node.js does not, so that the test above can fail', async () => {
  await assert.rejects(bundleForTheWeb('src/node.ts'), /node:/);
});
