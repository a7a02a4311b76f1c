import { execFileSync } from 'node:child_process';

/** The compiled schemas are build products: make sure that tests of the sources see today's. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/compile-schemas.mjs'], { stdio: 'inherit' });
}
