import { MODULES, type ModuleKind, type ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';
import type { Scope } from '../../catalog/scopes.ts';
import { UsageError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { addScopes, entryChanges } from './descriptor-facts.ts';
import { type ClosedDescriptor, editDescriptorText, isClosed, refuseToEdit } from './descriptor-text.ts';
import {
  addToModuleIndex,
  type IndexEntry,
  indexLines,
  refuseIndex,
  UnknownIndexError,
} from './module-index.ts';
import type { ModulePlan } from './module-plan.ts';
import type { RouteDraft } from './plan-route.ts';
import { routeFileOf } from './recipe-files.ts';
import type { IndexFile, Workspace } from './workspace.ts';

/** A module that is to be added, all of its names chosen. */
export interface ModuleDraft {
  readonly type: ModuleType;
  readonly product: Product;
  readonly key: string | undefined;
  readonly entry: JsonObject;
  readonly routes: readonly RouteDraft[];
  readonly scopes: readonly Scope[];
  readonly warnings: readonly string[];
}

/**
 * Puts a module into the descriptor, and its routes into the project.
 * @throws UsageError where the descriptor or the list of routes cannot be edited without guessing
 */
export function completePlan(draft: ModuleDraft, workspace: Workspace): ModulePlan {
  const { descriptor, scopes } = editDescriptor(draft, workspace);
  const files = draft.routes.flatMap(({ files: own }) => [...own]);
  const index = editIndex(draft, workspace);
  return {
    changed: new Map([[workspace.layout.descriptor, descriptor], ...index, ...files]),
    entry: draft.entry,
    routes: draft.routes.map(({ route }) => route),
    key: draft.key,
    companions: [],
    scopes,
    warnings: draft.warnings,
  };
}

function editDescriptor(
  { type, product, entry, scopes: needed }: ModuleDraft,
  { descriptor, layout: { descriptor: file } }: Workspace,
): { readonly descriptor: Uint8Array; readonly scopes: readonly Scope[] } {
  const { container }: ModuleKind = MODULES[type];
  const isList = container === 'list';
  const refuse = (closed: ClosedDescriptor) => refuseToEdit(closed, [printEntry(type, entry, isList)]);
  if (isClosed(descriptor)) throw refuse(descriptor);
  const { value } = descriptor;
  if (!isList && value['modules'] !== undefined && Object.hasOwn(Object(value['modules']), type)) {
    throw new UsageError('module-exists', `A descriptor has one ${type}, and this one has it already.`, {
      where: `${file}: modules.${type}`,
    });
  }
  const changes = entryChanges(value, type, entry, isList);
  const scopeChange = addScopes(value, needed, product);
  const edited =
    changes === undefined || scopeChange === undefined
      ? undefined
      : editDescriptorText(descriptor, [...changes, ...scopeChange.changes]);
  if (edited === undefined || scopeChange === undefined) {
    const problem = `${file} is left as it is: "modules" or "scopes" is not as it is in a descriptor, or stands there twice.`;
    throw refuse({ problem, where: file });
  }
  return { descriptor: edited, scopes: scopeChange.added };
}

function printEntry(type: ModuleType, entry: JsonObject, isList: boolean): string {
  return `"modules": ${JSON.stringify({ [type]: isList ? [entry] : entry }, null, 2)}`;
}

function editIndex(
  { routes }: ModuleDraft,
  { index }: Workspace,
): readonly (readonly [string, Uint8Array])[] {
  const added = routes.filter(({ route }) => !route.isShared);
  if (index === undefined || added.length === 0) return [];
  const entries = added.map((draft) => toEntry(draft, index));
  if (index.content instanceof UnknownIndexError) throw refuse(index.content, index, entries);
  try {
    const text = entries.reduce((before, entry) => addToModuleIndex(before, entry, index.width), index.text);
    return [[index.file, new TextEncoder().encode(text)]];
  } catch (error) {
    throw error instanceof UnknownIndexError ? refuse(error, index, entries) : error;
  }
}

function refuse(error: UnknownIndexError, { file }: IndexFile, entries: readonly IndexEntry[]): UsageError {
  return refuseIndex(error, file, entries.flatMap(indexLines));
}

function toEntry({ route, files }: RouteDraft, { file }: IndexFile): IndexEntry {
  const own = routeFileOf(files, route, file);
  return {
    name: route.exportName,
    source: `./${route.file}`,
    extension: own.slice(own.lastIndexOf('.')),
  };
}
