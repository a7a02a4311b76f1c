import path from 'node:path';
import { expect, test } from 'vitest';
import { createFolder } from '../../test/support/validate.ts';
import { planValidation, type ValidateRequest } from './plan.ts';
import { filesOfInterest } from './watch.ts';

const REQUEST: ValidateRequest = {
  sources: ['apps/*.json', 'later.json'],
  allowEmpty: false,
  product: undefined,
  rules: [],
  values: [],
  formats: ['pretty', 'json=apps/report.json'],
  json: false,
  failOn: undefined,
  maxWarnings: undefined,
  baseline: 'known.json',
  updateBaseline: false,
  code: ['web'],
  fix: 'none',
  watch: true,
  config: true,
};

test('a watch looks at what the run reads, also where it is not there yet, and not at what it writes', async () => {
  const cwd = await createFolder({
    'connect-kit.config.json': {},
    'apps/a.json': '',
    'apps/b.json': '',
    'apps/report.json': '',
    'web/app.js': '',
    'web/node_modules/a/a.js': '',
    'web/notes.txt': '',
  });
  const plan = await planValidation(REQUEST, { cwd, env: {} });
  const files = [...(await filesOfInterest(plan, cwd))].map((file) => path.relative(cwd, file));
  expect(files.toSorted()).toEqual(
    ['apps/a.json', 'apps/b.json', 'connect-kit.config.json', 'known.json', 'later.json', 'web/app.js'].map(
      (file) => path.normalize(file),
    ),
  );
});
