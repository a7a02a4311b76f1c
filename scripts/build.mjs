// Builds the package: compiled schemas, the bundled command line and library, browser assets, types and notices.
// dist is replaced as a whole when all of it is there: an aborted build leaves the one before in its place.
import { execFileSync } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { bundleBrowserCode, copyBrowserAssets } from './browser-assets.mjs';
import { compileSchemas } from './compile-schemas.mjs';
import { renderNotices } from './notices.mjs';
import { replaceFolder } from './replace-folder.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** What Node has not loaded anyway when a program starts, and takes milliseconds to load. */
const SLOW_BUILTINS =
  /^(?:node:)?(?:child_process|crypto|http2?|https|inspector|net|os|readline|stream|tls|tty|worker_threads|zlib)\b/;

/** Commander starts other programs for commands that are files of their own, which ours never are. */
const withoutSubprocesses = {
  name: 'commander without subprocesses',
  resolveId(source, importer) {
    const isCommander = importer?.replaceAll('\\', '/').includes('/node_modules/commander/');
    return isCommander && source === 'node:child_process' ? '\0no-subprocesses' : undefined;
  },
  load(id) {
    return id === '\0no-subprocesses' ? 'module.exports = {};' : undefined;
  },
};

/** Catalogues as texts that are parsed as JSON, which takes a fraction of what it takes to compile them as code. */
const dataAsText = {
  name: 'data as text',
  transform(code, id) {
    if (!id.endsWith('.json')) return undefined;
    const text = JSON.stringify(JSON.stringify(JSON.parse(code)));
    return { code: `export default JSON.parse(${text});`, moduleType: 'js' };
  },
};

/** What stands beside the types of the harness for those who `require` it. */
const TESTING_FOR_COMMONJS = `import type { Testing } from './testing.js' with { 'resolution-mode': 'import' };
export type * from './testing.js' with { 'resolution-mode': 'import' };
export declare const startInstance: Testing['startInstance'];
export declare const connectInstance: Testing['connectInstance'];
export declare const findFreePort: Testing['findFreePort'];
`;

await compileSchemas();
await replaceFolder(path.join(root, 'dist'), async (dist) => {
  const bundled = [...(await bundleCommandLine(path.join(dist, 'cli'))), ...(await bundleLibrary(dist))];
  // SQLite looks for its WebAssembly beside the code that it is bundled into.
  await copyFile(
    require.resolve('node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm'),
    path.join(dist, 'cli/node-sqlite3-wasm.wasm'),
  );
  await copyBrowserAssets(path.join(dist, 'browser'));
  await bundleBrowserCode(path.join(dist, 'browser'));
  await writeTypes(path.join(dist, 'types'));
  const packages = [...new Set(bundled.flatMap(({ moduleIds }) => moduleIds.flatMap(packageFolder)))];
  await writeFile(path.join(dist, 'THIRD-PARTY-NOTICES.md'), await renderNotices(root, packages));
});

/**
 * The command line and the test harness, which share what they are made of, split at dynamic imports, so that a command loads only what it runs. As CommonJS, because Node
 * starts that faster by far (see bench/README.md). Names stay as in the sources, for stack traces.
 */
async function bundleCommandLine(folder) {
  const chunks = await bundle(['src/main.ts', 'src/harness.ts'], {
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  refuseSlowStart(chunks);
  refuseLateBuiltins(chunks);
  return chunks;
}

/** The library, as ES modules, and the way into the test harness, in both forms. */
async function bundleLibrary(folder) {
  const library = await bundle(['src/index.ts', 'src/testing.ts'], {
    dir: folder,
    format: 'esm',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  const testing = await bundle('src/testing.ts', {
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
  });
  return [...library, ...testing];
}

/**
 * Bundles everything that is not Node's own.
 * @returns {Promise<import('rolldown').OutputChunk[]>} the files
 */
async function bundle(input, output) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    // jsonc-parser's CommonJS form hides its imports from bundlers.
    resolve: {
      mainFields: ['module', 'main'],
      // Whether there are colours is for src/terminal to say: chalk need not load Node's terminals to find out.
      alias: {
        '#supports-color': path.join(root, 'node_modules/chalk/source/vendor/supports-color/browser.js'),
      },
    },
    plugins: [withoutSubprocesses, dataAsText],
    onLog(level, log) {
      if (level === 'warn') throw new Error(`bundling: ${log.message}`);
    },
  });
  const files = await build.write({ ...output, minify: { compress: true, mangle: false, codegen: false } });
  await build.close();
  return files.output.filter(({ type }) => type === 'chunk');
}

/** Fails when what every run loads has come to hold what only some need: one static import is enough for it. */
function refuseSlowStart(chunks) {
  const loaded = new Set(chunks.filter(({ isEntry, name }) => isEntry && name === 'main'));
  for (const { imports } of loaded) {
    for (const name of imports) {
      if (SLOW_BUILTINS.test(name)) throw new Error(`every run of the command line would load ${name}`);
      if (!isBuiltin(name)) loaded.add(chunks.find(({ fileName }) => fileName === name));
    }
  }
  const packages = [...loaded].flatMap(({ moduleIds }) => moduleIds.flatMap(packageFolder));
  const unexpected = packages.find((folder) => !['commander', 'chalk'].includes(path.basename(folder)));
  if (unexpected !== undefined) throw new Error(`every run of the command line would load ${unexpected}`);
}

/** Code from the cache of bin/compile-cache.js cannot import what is not a file of the bundle while it runs. */
function refuseLateBuiltins(chunks) {
  for (const { dynamicImports, fileName } of chunks) {
    const late = dynamicImports.find((name) => isBuiltin(name));
    if (late !== undefined)
      throw new Error(`${fileName} imports ${late} while it runs: import it statically`);
  }
}

async function writeTypes(folder) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', folder], {
    cwd: root,
    stdio: 'inherit',
  });
  await writeFile(path.join(folder, 'testing.d.cts'), TESTING_FOR_COMMONJS);
}

function packageFolder(module) {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(
    module.replaceAll('\\', '/').replace(/^\0/, ''),
  );
  return match === null ? [] : [match[1]];
}
