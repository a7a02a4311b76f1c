// Builds the package: compiled schemas, the bundled command line and library, browser assets, types and notices.
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { bundleBrowserCode, copyBrowserAssets } from './browser-assets.mjs';
import { compileSchemas } from './compile-schemas.mjs';
import { renderNotices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

await rm(dist, { recursive: true, force: true });
await compileSchemas();
const bundled = await bundleNode();
await copyBrowserAssets(path.join(dist, 'browser'));
await bundleBrowserCode(path.join(dist, 'browser'));
execFileSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
await writeFile(path.join(dist, 'THIRD-PARTY-NOTICES.md'), await renderNotices(root, bundled));

/**
 * Bundles everything that is not Node's own, split at dynamic imports, so that a command loads only what it runs.
 * @returns the folders of the packages that ended up in the bundle
 */
async function bundleNode() {
  const bundle = await rolldown({
    cwd: root,
    input: { main: 'src/main.ts', index: 'src/index.ts' },
    platform: 'node',
    // jsonc-parser's CommonJS form hides its imports from bundlers.
    resolve: { mainFields: ['module', 'main'] },
    onLog(level, log) {
      if (level === 'warn') throw new Error(`bundling: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: dist,
    format: 'esm',
    minify: { compress: true, mangle: false, codegen: false },
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
  return [...new Set(modules.flatMap(packageFolder))];
}

function packageFolder(module) {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(
    module.replaceAll('\\', '/').replace(/^\0/, ''),
  );
  return match === null ? [] : [match[1]];
}
