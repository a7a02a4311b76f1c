import type { Diagnostic } from '../../src/core/diagnostics.ts';
import type { CheckedSource, ReportContext, ReportStyles } from '../../src/report/formatter.ts';

/** As chalk without colours: several arguments are joined. */
const plain = (...texts: readonly unknown[]) => texts.join(' ');

/** Styles that change nothing. */
export const PLAIN: ReportStyles = {
  bold: plain,
  dim: plain,
  success: plain,
  warning: plain,
  danger: plain,
  accent: plain,
};

export function createReportContext(overrides: Partial<ReportContext> = {}): ReportContext {
  return {
    styles: PLAIN,
    version: '1.2.3',
    rules: [
      { id: 'schema/required', severity: 'error', summary: 'What is required is there.' },
      { id: 'schema/type', severity: 'error', summary: 'Values have the type that is expected.' },
      { id: 'scopes/unused', severity: 'warning', summary: 'Scopes are used.' },
    ],
    cwd: '/work/app',
    root: '/work/app',
    failOn: 'error',
    ...overrides,
  };
}

export function createDiagnostic(overrides: Partial<Diagnostic> = {}): Diagnostic {
  return {
    ruleId: 'schema/type',
    severity: 'error',
    message: 'It is wrong.',
    pointer: '/b',
    range: { start: { line: 2, column: 6 }, end: { line: 2, column: 9 } },
    ...overrides,
  };
}

export function createSource(overrides: Partial<CheckedSource> = {}): CheckedSource {
  return {
    source: 'a.json',
    lines: new Map([
      [1, '{'],
      [2, '"b": "x"'],
    ]),
    product: 'jira',
    valid: false,
    diagnostics: [createDiagnostic()],
    ...overrides,
  };
}
