import type { Json } from '../../../core/json.ts';

/** A node of a document in the Atlassian Document Format. */
export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, Json>>;
  readonly content?: readonly AdfNode[];
  readonly marks?: readonly AdfMark[];
  readonly text?: string;
}

export interface AdfMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, Json>>;
}

/** The type of the extension that a macro of Confluence is in this format. */
export const MACRO_EXTENSION = 'com.atlassian.confluence.macro.core';
/** Macros that are a panel in this format, by name. */
export const PANEL_TYPES: Readonly<Record<string, string>> = {
  info: 'info',
  note: 'note',
  tip: 'success',
  warning: 'error',
};
