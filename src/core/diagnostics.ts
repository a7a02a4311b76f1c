/** What a check found: the contract between the linter, the dev instance and the report formats. */

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A place in a text. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  /** Stable id, `<group>/<rule>`, for instance `schema/required`. */
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** RFC 6901 pointer to the value that the diagnostic is about; empty for the whole document. */
  readonly pointer: string;
  readonly range: Range;
  /** What to do about it. */
  readonly hint?: string;
}
