import type { Token } from './token.ts';

/** An object or list that is being read. */
export interface Frame {
  readonly kind: 'object' | 'list';
  readonly opening: Token;
  /** Of the line on which the bracket opens it. */
  readonly indentation: number;
  /** Column of the first entry that begins a line. */
  entryColumn: number | undefined;
  /** Name or position of the entry that was read last. */
  lastEntry: string | number | undefined;
}

/**
 * Whether a token that begins a line stands outside of an object or list, as the indentation tells, though no bracket has
 * closed it: then that bracket is most likely what is missing.
 */
export function isOutside(frame: Frame, token: Token): boolean {
  if (!token.gap.hasLineBreak || frame.entryColumn === undefined) return false;
  if (frame.entryColumn <= frame.indentation) return false;
  const isClosing = token.kind === '}' || token.kind === ']';
  return isClosing ? token.column < frame.indentation : token.column <= frame.indentation;
}
