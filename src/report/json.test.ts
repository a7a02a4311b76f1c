import { expect, test } from 'vitest';
import { createDiagnostic, createSource } from '../../test/support/report-samples.ts';
import { formatJson } from './json.ts';

test('has the documented shape', () => {
  const fix = { title: 'Remove it', edits: [{ offset: 2, length: 3, text: '' }] };
  const sources = [
    createSource({ diagnostics: [createDiagnostic(), createDiagnostic({ hint: 'Do it.', fix })] }),
    createSource({
      source: 'b',
      product: undefined,
      valid: true,
      diagnostics: [],
      fixed: 1,
      fixable: 3,
      known: 2,
    }),
  ];
  const report: unknown = JSON.parse(formatJson(sources, { version: '1.2.3' }));
  const diagnostic = {
    ruleId: 'schema/type',
    severity: 'error',
    message: 'It is wrong.',
    pointer: '/b',
    range: { start: { line: 2, column: 6 }, end: { line: 2, column: 9 } },
    hint: null,
    fix: null,
    docs: 'https://unpkg.com/connect-kit@1.2.3/docs/rules/schema/type.md',
  };
  expect(report).toEqual({
    version: 1,
    results: [
      {
        source: 'a.json',
        product: 'jira',
        valid: false,
        diagnostics: [diagnostic, { ...diagnostic, hint: 'Do it.', fix }],
      },
      { source: 'b', product: null, valid: true, diagnostics: [], fixed: 1, fixable: 3, known: 2 },
    ],
    summary: { sources: 2, valid: 1, errors: 2, warnings: 0, infos: 0 },
  });
});
