// All tests on the sources in their long versions: see test/support/soak.ts.
import path from 'node:path';
import { root, runTests } from './steps.mjs';

const { code } = await runTests(
  ['unit', 'integration', 'conformance'],
  path.join(root, 'test-results/soak.json'),
  { env: { CONNECT_KIT_SOAK: 'true' } },
);
process.exitCode = code;
