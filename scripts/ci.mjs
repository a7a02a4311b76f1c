// The gate: nothing lands unless all of it passes. Ends with the counts of all tests.
import path from 'node:path';
import { runEndToEndTests } from './e2e.mjs';
import { heading, root, run, runOrExit, runTests } from './steps.mjs';

heading('Format, lint, types, unused code');
await runOrExit('npm', ['run', 'check']);

heading('Build');
await runOrExit(process.execPath, ['scripts/build.mjs']);

heading('Package');
await runOrExit(process.execPath, [path.join(root, 'node_modules/publint/src/cli.js'), 'run', '--strict']);

heading('Unit, integration and conformance tests');
const inProcess = await runTests(
  ['unit', 'integration', 'conformance'],
  path.join(root, 'test-results/in-process.json'),
);

heading('End-to-end tests of the packed and installed tarball');
const endToEnd = await runEndToEndTests();

heading('The demo proves the loop');
const demo = await run(process.execPath, ['scripts/demo.mjs'], { env: { CI: 'true' } });

const total = (name) => inProcess[name] + endToEnd[name];
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = [inProcess.code, endToEnd.code, demo].find((code) => code !== 0) ?? 0;
