import { expect, test } from 'vitest';
import { createDiagnostic, createSource, PLAIN } from '../../test/support/report-samples.ts';
import { linesOf } from './code-frame.ts';
import { formatPretty } from './pretty.ts';

const CONTEXT = { styles: PLAIN };

test('shows place, rule, source line, hint, the sum and where to read on', () => {
  const source = createSource({ diagnostics: [createDiagnostic({ hint: 'Do it.' })] });
  expect(formatPretty([source], CONTEXT)).toBe(
    [
      'a.json:2:6 error It is wrong. schema/type',
      '  2 | "b": "x"',
      '    |      ^^^',
      '  → Do it.',
      '',
      '✗ a.json: 1 error.',
      'connect-kit explain <rule> tells more.',
      '',
    ].join('\n'),
  );
});

test('says for which product a descriptor is valid', () => {
  const valid = { valid: true, diagnostics: [] };
  expect(formatPretty([createSource(valid)], CONTEXT)).toBe('✓ a.json is a valid descriptor for Jira.\n');
  expect(formatPretty([createSource({ ...valid, product: undefined })], CONTEXT)).toBe(
    '✓ a.json is a valid descriptor for Jira and Confluence.\n',
  );
  const warned = createSource({ valid: true, diagnostics: [createDiagnostic({ severity: 'warning' })] });
  expect(formatPretty([warned], CONTEXT)).toContain('valid descriptor for Jira, with 1 warning.');
});

test('sums up several sources, and tells of explanations once', () => {
  const warning = createDiagnostic({ severity: 'warning' });
  const shown = formatPretty(
    [
      createSource(),
      createSource({ source: 'b.json', valid: true, diagnostics: [warning] }),
      createSource({ source: 'c.json', valid: true, diagnostics: [] }),
    ],
    CONTEXT,
  );
  expect(shown.split('\n').slice(-3)).toEqual([
    '2 of 3 descriptors are valid: 1 error and 1 warning.',
    'connect-kit explain <rule> tells more.',
    '',
  ]);
  expect(shown.match(/explain/g)).toHaveLength(1);
});

test('says how many findings --fix mends, and how many it has mended', () => {
  const fix = { title: 'Mend', edits: [{ offset: 0, length: 1, text: '' }] };
  const fixable = createDiagnostic({ fix });
  const first = formatPretty([createSource({ diagnostics: [fixable, createDiagnostic()] })], CONTEXT);
  expect(first).toContain('\nconnect-kit validate descriptor --fix mends 1 of these.\n');
  const all = formatPretty([createSource({ diagnostics: [fixable, fixable] })], CONTEXT);
  expect(all).toContain('--fix mends all of these.');
  const mended = formatPretty([createSource({ valid: true, diagnostics: [], fixed: 2 })], CONTEXT);
  expect(mended).toBe('✓ a.json is a valid descriptor for Jira. 2 fixed.\n');
  const mendable = formatPretty([createSource({ valid: true, diagnostics: [], fixable: 2 })], CONTEXT);
  expect(mendable).toBe('✓ a.json is a valid descriptor for Jira. 2 would be fixed.\n');
});

test('says of findings that are known how many there are', () => {
  const known = createSource({ valid: true, diagnostics: [], known: 3 });
  expect(formatPretty([known], CONTEXT)).toBe('✓ a.json: nothing new. 3 known.\n');
  expect(formatPretty([{ ...known, valid: false, diagnostics: [createDiagnostic()] }], CONTEXT)).toContain(
    '\n✗ a.json: 1 error. 3 known.\n',
  );
});

test('cuts long lines around the place', () => {
  const text = `{"a":"${'x'.repeat(300)}","b":1,"c":"${'y'.repeat(300)}"}`;
  const column = text.indexOf('"b"') + 1;
  const range = { start: { line: 1, column }, end: { line: 1, column: column + 3 } };
  const diagnostics = [createDiagnostic({ range })];
  const shown = formatPretty([createSource({ lines: linesOf(text, diagnostics), diagnostics })], CONTEXT);
  const [, line = '', carets = ''] = shown.split('\n');
  expect(line.length).toBeLessThan(120);
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('"b"');
});

test('marks a range of several lines on its first', () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 3, column: 2 } };
  const shown = formatPretty([createSource({ diagnostics: [createDiagnostic({ range })] })], CONTEXT);
  expect(shown.split('\n').slice(1, 3)).toEqual(['  1 | {', '    | ^']);
});

test('lets no control sequence of the text, of a name or of a file through', () => {
  const shown = formatPretty(
    [
      createSource({
        source: 'a\u001b]8;;x.json',
        lines: new Map([[2, '"b": "\u001b[31m\u202e"']]),
        diagnostics: [createDiagnostic({ message: 'No \u001b[2J.', hint: 'Not\n\u2028this.' })],
      }),
    ],
    CONTEXT,
  );
  expect(shown).toContain('2 | "b": "·[31m·"');
  expect(shown).toContain('a·]8;;x.json:2:6 error No ·[2J. schema/type');
  expect(shown).toContain('→ Not··this.');
  expect(shown).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
});

test('styles by severity', () => {
  const styled = { ...PLAIN, warning: (text: string) => `<w>${text}</w>` };
  const source = createSource({ diagnostics: [createDiagnostic({ severity: 'warning' })] });
  expect(formatPretty([source], { styles: styled })).toContain('<w>warning</w> It is wrong.');
});

test('shows nothing of nothing', () => {
  expect(formatPretty([], CONTEXT)).toBe('');
});
