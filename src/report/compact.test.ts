import { expect, test } from 'vitest';
import { createDiagnostic, createSource } from '../../test/support/report-samples.ts';
import { formatCompact } from './compact.ts';

test('gives each finding one line, whatever its message holds', () => {
  const second = createDiagnostic({ severity: 'warning', message: 'No "a\nb\u2028c\u001b[1m".' });
  const shown = formatCompact([
    createSource({ diagnostics: [createDiagnostic(), second] }),
    createSource({ source: 'b.json', diagnostics: [] }),
  ]);
  expect(shown).toBe(
    'a.json:2:6 error It is wrong. schema/type\na.json:2:6 warning No "a·b·c·[1m". schema/type\n',
  );
});

test('is silent when there is nothing to say', () => {
  expect(formatCompact([createSource({ valid: true, diagnostics: [] })])).toBe('');
});
