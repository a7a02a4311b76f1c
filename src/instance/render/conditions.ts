import { isRecord, stringAt } from '../../core/json.ts';

/** Says of one condition whether it holds; undefined where that is not known. */
export type DecideOne = (name: string, params: Readonly<Record<string, unknown>>) => boolean | undefined;

/**
 * Whether all conditions hold. A condition that the dev instance does not decide counts as true, whether inverted or not, so
 * that what depends on it can be seen.
 */
export function conditionsHold(conditions: readonly unknown[], decide: DecideOne): boolean {
  return failingOf(conditions, decide).length === 0;
}

/** Those of a list, all of which must hold, that do not. */
export function failingOf(conditions: readonly unknown[], decide: DecideOne): readonly unknown[] {
  return conditions.filter((condition) => !conditionHolds(condition, decide));
}

function conditionHolds(condition: unknown, decide: DecideOne): boolean {
  if (!isRecord(condition)) return true;
  const { and, or, conditions, params } = condition;
  if (Array.isArray(and)) return conditionsHold(and, decide);
  if (Array.isArray(or)) return or.some((one) => conditionHolds(one, decide));
  if (Array.isArray(conditions)) {
    return stringAt(condition, 'type')?.toLowerCase() === 'or'
      ? conditions.some((one) => conditionHolds(one, decide))
      : conditionsHold(conditions, decide);
  }
  const holds = decide(stringAt(condition, 'condition') ?? '', isRecord(params) ? params : {});
  return holds === undefined || holds !== (condition['invert'] === true);
}
