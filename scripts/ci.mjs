// The gate: nothing lands unless all of it passes. Ends with the counts of all tests.
import path from 'node:path';
import { withPackedPackage } from './e2e.mjs';
import { heading, root, run, runOrExit, runTests } from './steps.mjs';

heading('Format, lint, types, unused code');
await runOrExit('npm', ['run', 'check']);

heading('Build');
await runOrExit(process.execPath, ['scripts/build.mjs']);

heading('Package');
await runOrExit(process.execPath, [path.join(root, 'node_modules/publint/src/cli.js'), 'run', '--strict']);

heading('Tests: unit, integration, conformance, and end-to-end on the packed and installed tarball');
// All in one run: what waits for other processes leaves the processors to what does not.
const tests = await withPackedPackage((env) =>
  runTests(['unit', 'integration', 'conformance', 'e2e'], path.join(root, 'test-results/tests.json'), env),
);

heading('The demo proves the loop');
const demo = await run(process.execPath, ['scripts/demo.mjs'], { env: { CI: 'true' } });

console.log(`\n${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`);
process.exitCode = tests.code === 0 ? demo : tests.code;
