import { isRecord, stringAt } from '../../core/json.ts';
import type { Person } from '../people/people.ts';

export interface ConditionContext {
  readonly person: Person | undefined;
  readonly isLicensed: boolean;
}

const EVALUATORS: Readonly<Record<string, (context: ConditionContext) => boolean>> = {
  user_is_logged_in: ({ person }) => person !== undefined,
  user_is_admin: ({ person }) => person?.isAdmin === true,
  user_is_sysadmin: ({ person }) => person?.isAdmin === true,
  addon_is_licensed: ({ isLicensed }) => isLicensed,
};

/**
 * Whether all conditions hold. A condition that the dev instance does not evaluate counts as true, whether inverted
 * or not, so that what depends on it can be seen.
 */
export function conditionsHold(conditions: readonly unknown[], context: ConditionContext): boolean {
  return conditions.every((condition) => conditionHolds(condition, context));
}

function conditionHolds(condition: unknown, context: ConditionContext): boolean {
  if (!isRecord(condition)) return true;
  const { and, or, conditions } = condition;
  if (Array.isArray(and)) return conditionsHold(and, context);
  if (Array.isArray(or)) return or.some((one) => conditionHolds(one, context));
  if (Array.isArray(conditions)) {
    return stringAt(condition, 'type')?.toLowerCase() === 'or'
      ? conditions.some((one) => conditionHolds(one, context))
      : conditionsHold(conditions, context);
  }
  const name = stringAt(condition, 'condition') ?? '';
  const evaluate = Object.hasOwn(EVALUATORS, name) ? EVALUATORS[name] : undefined;
  return evaluate === undefined || evaluate(context) !== (condition['invert'] === true);
}
