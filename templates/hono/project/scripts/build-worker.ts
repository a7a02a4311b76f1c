import path from 'node:path';
import { build } from 'esbuild';

/** Bundles `src/worker.ts` into the one file that Cloudflare Workers run: see wrangler.json. */
await build({
  absWorkingDir: path.join(import.meta.dirname, '..'),
  entryPoints: ['src/worker.ts'],
  outfile: 'dist/worker/index.js',
  bundle: true,
  format: 'esm',
  target: 'es2023',
  // `pg` is made of modules of Node.js. Workers have them too, and sockets of their own.
  platform: 'node',
  conditions: ['workerd', 'worker', 'browser'],
  external: ['cloudflare:*', 'pg-native'],
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
  },
  sourcemap: true,
  logLevel: 'warning',
});
