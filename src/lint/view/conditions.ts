import { isRecord } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { toPointer } from '../json-pointer.ts';
import type { ModuleView } from './modules.ts';

/** A single condition of a module. */
export interface ConditionView {
  readonly module: ModuleView;
  /** Name of the condition, as it is written. */
  readonly name: string;
  readonly isInverted: boolean;
  /** Undefined when there are none, or they are no object. */
  readonly params: Readonly<Record<string, unknown>> | undefined;
  /** Of the object that has `condition`. */
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A list of conditions: that of a module, or one inside of it. */
export interface ConditionList {
  readonly module: ModuleView;
  /** Whether all of the entries have to hold or one of them. */
  readonly join: 'and' | 'or';
  /** Of the list itself. */
  readonly pointer: string;
  readonly entries: readonly unknown[];
  /** The object that the list stands in; undefined for the list of a module. */
  readonly composite: Readonly<Record<string, unknown>> | undefined;
}

/** Where modules have conditions: `publishConditions` has some for its dialog too, `jiraIssueContents` for its content. */
const PLACES = [['conditions'], ['contentPresentConditions'], ['dialog', 'conditions']] as const;

/**
 * The conditions of a module, however they are nested. There are two forms of composite conditions:
 * `{ "and": […] }` or `{ "or": […] }`, and `{ "type": "AND", "conditions": […] }`.
 */
export function collectConditions(module: ModuleView): readonly ConditionView[] {
  return collectConditionLists(module).flatMap(({ entries, pointer }) =>
    entries.flatMap((value, index) => toCondition(value, `${pointer}${toPointer([index])}`, module)),
  );
}

/** Every list of conditions of a module, outer ones before those inside. */
export const collectConditionLists = perObject((module: ModuleView): readonly ConditionList[] => {
  return PLACES.flatMap((path) => {
    const entries = path.reduce(step, module.value);
    if (!Array.isArray(entries)) return [];
    const pointer = `${module.pointer}${toPointer(path)}`;
    return withInner({ module, join: 'and', pointer, entries, composite: undefined });
  });
});

function step(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function withInner(list: ConditionList): readonly ConditionList[] {
  const inner = list.entries.flatMap((entry, index) =>
    isRecord(entry) && typeof entry['condition'] !== 'string'
      ? ['and', 'or', 'conditions'].flatMap((name) => {
          const entries = entry[name];
          if (!Array.isArray(entries)) return [];
          const pointer = `${list.pointer}${toPointer([index, name])}`;
          const join = joinOf(name, entry);
          return withInner({ module: list.module, join, pointer, entries, composite: entry });
        })
      : [],
  );
  return [list, ...inner];
}

function joinOf(name: string, composite: Readonly<Record<string, unknown>>): 'and' | 'or' {
  const type = name === 'conditions' ? composite['type'] : name;
  return typeof type === 'string' && type.toLowerCase() === 'or' ? 'or' : 'and';
}

function toCondition(value: unknown, pointer: string, module: ModuleView): readonly ConditionView[] {
  if (!isRecord(value) || typeof value['condition'] !== 'string') return [];
  const params = isRecord(value['params']) ? value['params'] : undefined;
  return [{ module, name: value['condition'], isInverted: value['invert'] === true, params, pointer, value }];
}
