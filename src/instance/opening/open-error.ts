import type { ErrorDetails } from '../../core/errors.ts';

/** Why a module cannot be opened as it was asked for. */
export class OpenError extends Error {
  override readonly name = 'OpenError';
  /** `module-unknown`, `module-hidden`, `module-without-page`, `context-unknown`, `context-missing`, `not-visible` or `user-unknown`. */
  readonly code: string;
  readonly nextSteps: readonly string[];

  constructor(code: string, message: string, { nextSteps = [] }: Pick<ErrorDetails, 'nextSteps'> = {}) {
    super(message);
    this.code = code;
    this.nextSteps = nextSteps;
  }
}

/** Advice on a word that nobody knows: the one that was meant, or else all that there are. */
export function adviseWord(meant: string | undefined, known: readonly string[]): readonly string[] {
  if (meant !== undefined) return [`Did you mean ${meant}?`];
  return known.length === 0 ? [] : [`There is ${known.join(', ')}.`];
}
