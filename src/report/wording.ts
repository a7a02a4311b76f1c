import type { Diagnostic } from '../core/diagnostics.ts';

/** What is wrong and what to do, for formats with one text for both. */
export function withHint({ message, hint }: Pick<Diagnostic, 'message' | 'hint'>): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
