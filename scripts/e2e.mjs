// Packs connect-kit, installs the tarball, and runs the end-to-end tests on what people would get.
import path from 'node:path';
import { ensureBrowser } from './ensure-browser.mjs';
import { ensurePostgres } from './ensure-postgres.mjs';
import { packAndInstall } from './packed.mjs';
import { root, run, runTests } from './steps.mjs';

/** Each starts processes of its own: more at once only wait for each other. */
const WORKERS = 2;

/** @returns {Promise<{ code: number, passed: number, failed: number, skipped: number }>} */
export async function runEndToEndTests() {
  await ensureBrowser();
  await ensurePostgres();
  const packed = await packAndInstall();
  console.log(
    `Installed from the tarball: ${(packed.bytes / 1024 / 1024).toFixed(1)} MB with all dependencies.`,
  );
  try {
    return await runTests(['e2e'], path.join(root, 'test-results/e2e.json'), {
      env: { CONNECT_KIT_BIN: packed.bin, CONNECT_KIT_TARBALL: packed.tarball },
      flags: [`--maxWorkers=${WORKERS}`],
    });
  } finally {
    await packed.remove();
  }
}

if (process.argv[1] === import.meta.filename) {
  const built = await run(process.execPath, ['scripts/build.mjs']);
  process.exitCode = built === 0 ? (await runEndToEndTests()).code : built;
}
