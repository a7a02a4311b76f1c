import type { ModuleType } from '../../catalog/modules.ts';
import { UsageError } from '../../core/errors.ts';

/** The refusal of a flag that says something which modules of the type do not have. */
export function useless(type: ModuleType, flag: string, what: string): UsageError {
  return new UsageError('no-such-property', `${type} have no ${what}.`, {
    where: flag,
    nextSteps: ['Leave the flag out.'],
  });
}
