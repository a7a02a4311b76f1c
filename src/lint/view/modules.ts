import { isRecord } from '../../core/json.ts';
import { toPointer } from '../json-pointer.ts';

/** An entry below `modules`, of a type that the product knows or not. */
export interface ModuleView {
  /** The name below `modules`, for instance `webPanels`. */
  readonly type: string;
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The module's key, where it has one that is a text. */
  readonly key: string | undefined;
}

export function collectModules(root: Readonly<Record<string, unknown>>): readonly ModuleView[] {
  const modules = root['modules'];
  if (!isRecord(modules)) return [];
  return Object.entries(modules).flatMap(([type, entry]) =>
    Array.isArray(entry)
      ? entry.flatMap((value, index) => toView(type, value, toPointer(['modules', type, index])))
      : toView(type, entry, toPointer(['modules', type])),
  );
}

/** The keys of the modules that are of one of `types`; none twice. */
export function keysOf(modules: readonly ModuleView[], types: readonly string[]): readonly string[] {
  return [...new Set(modules.flatMap(({ type, key }) => (types.includes(type) ? (key ?? []) : [])))];
}

function toView(type: string, value: unknown, pointer: string): readonly ModuleView[] {
  if (!isRecord(value)) return [];
  const key = value['key'];
  return [{ type, pointer, value, key: typeof key === 'string' ? key : undefined }];
}
