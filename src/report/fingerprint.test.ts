import { expect, test } from 'vitest';
import { createDiagnostic } from '../../test/support/report-samples.ts';
import { createFingerprints } from './fingerprint.ts';

const range = { start: { line: 9, column: 1 }, end: { line: 9, column: 2 } };

test('a finding keeps its fingerprint when its line, its wording or its severity changes', () => {
  const before = createFingerprints()('a.json', createDiagnostic());
  const after = createDiagnostic({ range, message: 'Said better.', severity: 'warning' });
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(createFingerprints()('a.json', after)).toBe(before);
});

test('findings of another rule, place or source have another, and so have repeated ones', () => {
  const fingerprintOf = createFingerprints();
  const all = [
    fingerprintOf('a.json', createDiagnostic()),
    fingerprintOf('a.json', createDiagnostic()),
    fingerprintOf('a.json', createDiagnostic()),
    fingerprintOf('a.json', createDiagnostic({ ruleId: 'schema/enum' })),
    fingerprintOf('a.json', createDiagnostic({ pointer: '/c' })),
    fingerprintOf('b.json', createDiagnostic()),
  ];
  expect(new Set(all).size).toBe(all.length);
});
