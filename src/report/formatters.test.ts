import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../core/diagnostics.ts';
import type { CheckedSource, ReportStyles } from './formatter.ts';
import { formatters } from './formatters.ts';

const plain = (text: string) => text;
const PLAIN: ReportStyles = {
  bold: plain,
  dim: plain,
  success: plain,
  warning: plain,
  danger: plain,
  accent: plain,
};

function createDiagnostic(overrides: Partial<Diagnostic> = {}): Diagnostic {
  return {
    ruleId: 'schema/type',
    severity: 'error',
    message: 'It is wrong.',
    pointer: '/b',
    range: { start: { line: 2, column: 6 }, end: { line: 2, column: 9 } },
    ...overrides,
  };
}

function createSource(overrides: Partial<CheckedSource> = {}): CheckedSource {
  return {
    source: 'a.json',
    text: '{\n"b": "x"\n}',
    product: 'jira',
    valid: false,
    diagnostics: [createDiagnostic()],
    ...overrides,
  };
}

describe('pretty', () => {
  test('shows place, rule, source line, hint and sum', () => {
    const source = createSource({ diagnostics: [createDiagnostic({ hint: 'Do it.' })] });
    expect(formatters.pretty([source], PLAIN)).toBe(
      [
        'a.json:2:6 error It is wrong. schema/type',
        '  2 | "b": "x"',
        '    |      ^^^',
        '  → Do it.',
        '',
        '✗ a.json: 1 error.',
        '',
      ].join('\n'),
    );
  });

  test('says for which product a descriptor is valid', () => {
    const valid = { valid: true, diagnostics: [] };
    expect(formatters.pretty([createSource(valid)], PLAIN)).toBe(
      '✓ a.json is a valid descriptor for Jira.\n',
    );
    expect(formatters.pretty([createSource({ ...valid, product: undefined })], PLAIN)).toBe(
      '✓ a.json is a valid descriptor for Jira and Confluence.\n',
    );
    const warned = createSource({ valid: true, diagnostics: [createDiagnostic({ severity: 'warning' })] });
    expect(formatters.pretty([warned], PLAIN)).toContain('valid descriptor for Jira, with 1 warning.');
  });

  test('cuts long lines around the place', () => {
    const text = `{"a":"${'x'.repeat(300)}","b":1,"c":"${'y'.repeat(300)}"}`;
    const column = text.indexOf('"b"') + 1;
    const range = { start: { line: 1, column }, end: { line: 1, column: column + 3 } };
    const shown = formatters.pretty(
      [createSource({ text, diagnostics: [createDiagnostic({ range })] })],
      PLAIN,
    );
    const [, line = '', carets = ''] = shown.split('\n');
    expect(line.length).toBeLessThan(120);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('"b"');
  });

  test('marks a range of several lines on its first', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 3, column: 2 } };
    const shown = formatters.pretty([createSource({ diagnostics: [createDiagnostic({ range })] })], PLAIN);
    expect(shown.split('\n').slice(1, 3)).toEqual(['  1 | {', '    | ^']);
  });

  test('lets no control sequence of the text through', () => {
    const text = '{\n"b": "\u001b[31m\u202e"\n}';
    expect(formatters.pretty([createSource({ text })], PLAIN)).toContain('2 | "b": "·[31m·"');
  });

  test('styles by severity', () => {
    const styled = { ...PLAIN, warning: (text: string) => `<w>${text}</w>` };
    const source = createSource({ diagnostics: [createDiagnostic({ severity: 'warning' })] });
    expect(formatters.pretty([source], styled)).toContain('<w>warning</w> It is wrong.');
  });
});

describe('json', () => {
  test('has the documented shape', () => {
    const report: unknown = JSON.parse(
      formatters.json(
        [createSource(), createSource({ source: 'b', product: undefined, valid: true, diagnostics: [] })],
        PLAIN,
      ),
    );
    expect(report).toEqual({
      version: 1,
      results: [
        {
          source: 'a.json',
          product: 'jira',
          valid: false,
          diagnostics: [
            {
              ruleId: 'schema/type',
              severity: 'error',
              message: 'It is wrong.',
              pointer: '/b',
              range: { start: { line: 2, column: 6 }, end: { line: 2, column: 9 } },
              hint: null,
            },
          ],
        },
        { source: 'b', product: null, valid: true, diagnostics: [] },
      ],
      summary: { sources: 2, valid: 1, errors: 1, warnings: 0, infos: 0 },
    });
  });
});
