import { expect, test } from 'vitest';
import { createDiagnostic, createReportContext, createSource } from '../../test/support/report-samples.ts';
import { formatGitlab } from './gitlab.ts';

const context = createReportContext({ cwd: '/builds/me/addon/app', root: '/builds/me/addon' });

test('is a Code Quality report', () => {
  const source = createSource({ source: './a.json', diagnostics: [createDiagnostic({ hint: 'Do it.' })] });
  expect(JSON.parse(formatGitlab([source], context))).toEqual([
    {
      description: 'It is wrong. Do it.',
      check_name: 'schema/type',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'major',
      location: { path: 'app/a.json', lines: { begin: 2, end: 2 } },
    },
  ]);
});

test('has unique fingerprints, and a path also for what is no file', () => {
  const diagnostics = [
    createDiagnostic(),
    createDiagnostic({ severity: 'warning' }),
    createDiagnostic({ severity: 'info' }),
  ];
  const sources = [createSource({ diagnostics }), createSource({ source: '<stdin>', diagnostics })];
  const issues: { fingerprint: string; severity: string; location: { path: string } }[] = JSON.parse(
    formatGitlab(sources, context),
  );
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(6);
  expect(issues.slice(0, 3).map(({ severity }) => severity)).toEqual(['major', 'minor', 'info']);
  expect(issues[3]?.location.path).toBe('<stdin>');
});

test('is an empty list when nothing was found', () => {
  expect(JSON.parse(formatGitlab([createSource({ diagnostics: [] })], context))).toEqual([]);
});
