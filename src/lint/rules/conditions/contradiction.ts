import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { type ConditionList, collectConditionLists } from '../../view/conditions.ts';
import { nameOf } from '../../wording.ts';

export const CONTRADICTION: Rule = {
  id: 'conditions/contradiction',
  severity: 'warning',
  summary: 'No list has a condition twice, or next to its opposite.',
  *check({ modules }) {
    for (const list of modules.flatMap(collectConditionLists)) yield* checkList(list);
  },
};

interface Seen {
  readonly isInverted: boolean;
  readonly pointer: string;
}

function* checkList(conditions: ConditionList): Iterable<RuleFinding> {
  const { entries, pointer: list } = conditions;
  const seen = new Map<string, Seen>();
  for (const [index, entry] of entries.entries()) {
    if (!isRecord(entry) || typeof entry['condition'] !== 'string') continue;
    const pointer = `${list}${toPointer([index])}`;
    const isInverted = entry['invert'] === true;
    const name = entry['condition'];
    // Bitbucket's conditions have more to them than a name and params.
    const meaning = JSON.stringify(sorted({ ...entry, invert: undefined }));
    const before = seen.get(meaning);
    if (before === undefined) {
      seen.set(meaning, { isInverted, pointer });
    } else if (before.isInverted === isInverted) {
      yield {
        pointer,
        severity: 'info',
        message: `${name} stands in this list already, at ${nameOf(before.pointer)}.`,
        fix: { title: 'Remove the second one', changes: [{ kind: 'remove', pointer }] },
      };
    } else {
      yield {
        pointer,
        message: `${name} and its opposite, at ${nameOf(before.pointer)}, are joined by "${conditions.join}": ${effectOf(conditions)}.`,
        hint: 'Keep one of the two.',
      };
    }
  }
}

function effectOf({ join, pointer, module }: ConditionList): string {
  if (pointer === `${module.pointer}/conditions`) return `nobody ever sees ${nameOf(module.pointer)}`;
  return join === 'and' ? 'the list never holds' : 'the list always holds';
}

/** Objects with their properties in one order, so that their texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.entries(value)
    .map(([name, child]) => [name, sorted(child)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
