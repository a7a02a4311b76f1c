import { isRecord } from '../../core/json.ts';
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

/**
 * The conditions of a module, however they are nested. There are two forms of composite conditions:
 * `{ "and": […] }` or `{ "or": […] }`, and `{ "type": "AND", "conditions": […] }`.
 */
export function collectConditions(module: ModuleView): readonly ConditionView[] {
  return collect(module.value['conditions'], `${module.pointer}/conditions`, module);
}

function collect(value: unknown, pointer: string, module: ModuleView): readonly ConditionView[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => collect(entry, `${pointer}${toPointer([index])}`, module));
  }
  if (!isRecord(value)) return [];
  const name = value['condition'];
  if (typeof name === 'string') {
    const params = isRecord(value['params']) ? value['params'] : undefined;
    return [{ module, name, isInverted: value['invert'] === true, params, pointer, value }];
  }
  return ['and', 'or', 'conditions'].flatMap((list) => collect(value[list], `${pointer}/${list}`, module));
}
