import type { Diagnostic, Fix } from '../../core/diagnostics.ts';
import type { SourceLanguage } from '../../descriptor/language.ts';
import type { SourceNode } from '../source-node.ts';
import type { TextPositions } from '../text-positions.ts';
import type { Doubt } from './doubt.ts';

export interface ReadOptions {
  /** What the text is written in; JSON unless given. */
  readonly language?: SourceLanguage | undefined;
  /**
   * What stands for placeholders, by name: `localBaseUrl` for `{{localBaseUrl}}`, `${localBaseUrl:default}`,
   * `<%= localBaseUrl %>` and the like. Where nothing is given, a placeholder stands for anything.
   */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** True for a text that was fetched as the product fetches it: it is JSON, and nothing will be filled in any more. */
  readonly isServed?: boolean | undefined;
}

export type { SourceLanguage };

/** What a source says, and what is wrong with how it says it. */
export interface Reading {
  readonly positions: TextPositions;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the text cannot be understood. */
  readonly document: SourceDocument | undefined;
  /** Names of given values that no placeholder has. */
  readonly unusedValues: readonly string[];
}

export interface SourceDocument {
  /** As `JSON.parse` would give it. A placeholder that stands without quotes is a text with the placeholder in it. */
  readonly value: unknown;
  readonly root: SourceNode;
  readonly language: SourceLanguage;
  readonly doubt: Doubt;
  /** True where the edits of a fix change what the author wrote as it was read. */
  readonly allowsFix: (fix: Fix) => boolean;
}
