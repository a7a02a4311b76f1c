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
  /** A change of the text that mends it and nothing else; only where it is safe to make without asking. */
  readonly fix?: Fix;
}

/** A change of the text of a source. */
export interface Fix {
  /** What it does, as an instruction: `Remove the trailing slash`. */
  readonly title: string;
  /** They do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Replaces `length` UTF-16 code units from `offset` on with `text`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** What there is to know of a rule without running it. */
export interface RuleInfo {
  /** Stable id, `<group>/<rule>`. */
  readonly id: string;
  /** How bad a finding is unless the person says otherwise. Some rules state another for some findings. */
  readonly severity: Severity;
  /** What the rule asks for, as one sentence without markup. */
  readonly summary: string;
}
