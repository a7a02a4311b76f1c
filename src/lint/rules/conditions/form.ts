import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { type ConditionList, collectConditionLists } from '../../view/conditions.ts';
import { nameOf } from '../../wording.ts';

const LISTS = ['and', 'or', 'conditions'] as const;

export const CONDITION_FORM: Rule = {
  id: 'conditions/form',
  severity: 'warning',
  summary: 'A condition is one name, or one list that is joined by and or or.',
  *check({ modules, products }) {
    if (products.includes('bitbucket')) return;
    for (const list of modules.flatMap(collectConditionLists)) {
      yield* checkList(list);
      for (const [index, entry] of list.entries.entries()) {
        const pointer = `${list.pointer}${toPointer([index])}`;
        if (isRecord(entry)) yield* checkEntry(entry, pointer);
      }
    }
  },
};

function* checkList({ composite, entries, join, pointer }: ConditionList): Iterable<RuleFinding> {
  if (composite === undefined || entries.length > 0) return;
  yield {
    pointer,
    message: `${nameOf(pointer)} is empty${join === 'or' ? ': none of its conditions can hold' : ''}.`,
    hint: 'Put conditions into it, or remove it.',
  };
}

function* checkEntry(entry: Readonly<Record<string, unknown>>, pointer: string): Iterable<RuleFinding> {
  const lists = LISTS.filter((name) => Array.isArray(entry[name]));
  const [first, second] = lists;
  if (first === undefined) return;
  if (typeof entry['condition'] === 'string') {
    yield {
      pointer,
      key: first,
      message: `${nameOf(pointer)} has "condition" and "${first}": the name counts, and the list is ignored.`,
      hint: 'Make two entries of them.',
    };
  } else if (second !== undefined) {
    yield {
      pointer,
      key: second,
      message: `${nameOf(pointer)} has "${first}" and "${second}": only one of the lists counts.`,
      hint: 'Make two entries of them.',
    };
  } else {
    yield* checkJoin(entry, pointer, first);
  }
}

function* checkJoin(
  entry: Readonly<Record<string, unknown>>,
  pointer: string,
  list: (typeof LISTS)[number],
): Iterable<RuleFinding> {
  const type = typeof entry['type'] === 'string' ? entry['type'].toLowerCase() : undefined;
  if (entry['invert'] === true) {
    yield {
      pointer,
      key: 'invert',
      message: `${nameOf(pointer)} inverts a list: "invert" counts next to "condition" only.`,
      hint: 'Invert each of the conditions, and turn "and" into "or" or the other way round.',
    };
  }
  if (list === 'conditions' && type === 'or') {
    yield {
      pointer,
      key: 'type',
      severity: 'info',
      message: `The host of 2016 reads this list as "and": it takes no notice of "type".`,
      hint: 'Write "or": […], which every host understands.',
      fix: {
        title: 'Join the conditions by "or" itself',
        changes: [
          { kind: 'rename', pointer, key: 'conditions', to: 'or' },
          { kind: 'remove', pointer: `${pointer}/type` },
        ],
      },
    };
  }
  if (list !== 'conditions' && (type === 'and' || type === 'or') && type !== list) {
    yield {
      pointer,
      key: 'type',
      message: `${nameOf(pointer)} is joined by "${list}", and its "type" says "${type}".`,
      hint: 'Remove "type": it counts next to "conditions" only.',
    };
  }
}
