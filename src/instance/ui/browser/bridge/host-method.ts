import { showWarning } from '../flags.ts';
import type { HostMethod, RegisteredExtension } from '../libraries.d.ts';

/** Calls back into the frame. */
export type Answer = ((...args: unknown[]) => void) & { readonly _context: RegisteredExtension };

/**
 * A method that answers through the callback which the add-on gives last. There is no way to tell the add-on of a
 * failure, so the page tells the developer.
 */
export function callbackMethod(
  run: (caller: RegisteredExtension, args: readonly unknown[], answer: Answer) => void,
): HostMethod {
  return (...all) => {
    const { args, answer } = split(all);
    try {
      run(answer._context, args, answer);
    } catch (error) {
      warnDeveloper(answer._context, error instanceof Error ? error.message : String(error));
    }
  };
}

/** A method whose result the add-on gets as a promise or, when it gives a callback, through that. */
export function promiseMethod(
  run: (caller: RegisteredExtension, args: readonly unknown[]) => Promise<unknown>,
): HostMethod {
  const method: HostMethod = (...all) => {
    const { args, answer } = split(all);
    return run(answer._context, args);
  };
  method.returnsPromise = true;
  return method;
}

/** Says on the page what an add-on did wrong, and which of its modules it was. */
export function warnDeveloper({ extension }: RegisteredExtension, message: string): void {
  showWarning(message, `Called by ${extension.addon_key}, module ${extension.key}.`);
}

function split(all: readonly unknown[]): { args: readonly unknown[]; answer: Answer } {
  const answer = all.at(-1);
  if (!isAnswer(answer)) throw new Error('A method of the bridge was called from outside a frame.');
  return { args: all.slice(0, -1), answer };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'function' && '_context' in value;
}
