import type { Product } from '../../catalog/products.ts';
import { allowedScopes, type Scope } from '../../catalog/scopes.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import type { Change } from '../../lint/fix-plan.ts';
import { toPointer } from '../../lint/json-pointer.ts';
import { collectModules, keysOf, type ModuleView } from '../../lint/view/modules.ts';
import { collectUrls } from '../../lint/view/urls.ts';

type Root = Readonly<Record<string, unknown>>;

/** What a descriptor has already, as far as a new module is concerned. */
export interface DescriptorFacts {
  readonly modules: readonly ModuleView[];
  /** Paths below the base URL that the add-on answers. */
  readonly paths: ReadonlySet<string>;
  /** Where people learn about the add-on: its vendor's page. */
  readonly homeUrl: string;
  /** Last part of the add-on's key, for keys that have to be its own. */
  readonly shortKey: string;
}

export function factsOf(root: Root): DescriptorFacts {
  const modules = collectModules(root);
  const urls = collectUrls(root, modules).filter(({ base }) => base === 'addon' || base === 'none');
  const key = stringAt(root, 'key') ?? '';
  const vendorUrl = stringAt(root['vendor'], 'url') ?? '';
  return {
    modules,
    paths: new Set(urls.map(({ text }) => pathOf(text))),
    homeUrl: /^https:/.test(vendorUrl) ? vendorUrl : 'https://www.example.com',
    shortKey: key.split('.').at(-1) ?? '',
  };
}

/** A URL without what follows its path. */
export function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** The module that has the key; webhooks have none, whatever they say. */
export function ownerOfKey({ modules }: DescriptorFacts, key: string): ModuleView | undefined {
  return modules.find((module) => module.key === key && module.type !== 'webhooks');
}

export function firstKeyOf({ modules }: DescriptorFacts, types: readonly string[]): string | undefined {
  return keysOf(modules, types)[0];
}

/** How scopes come to what a module needs. */
export interface ScopeChange {
  readonly added: readonly Scope[];
  readonly changes: readonly Change[];
}

/**
 * @returns the scopes that are missing, and how they get into the descriptor; undefined where its `scopes` are no list
 */
export function addScopes(root: Root, needed: readonly Scope[], product: Product): ScopeChange | undefined {
  const { scopes } = root;
  if (scopes !== undefined && !Array.isArray(scopes)) return undefined;
  const asked: readonly string[] = (scopes ?? []).filter((scope: unknown) => typeof scope === 'string');
  const allowed = allowedScopes(asked, product);
  const added = needed.filter((scope, at) => !allowed.has(scope) && needed.indexOf(scope) === at);
  if (added.length === 0) return { added, changes: [] };
  const isLower = asked.length > 0 && asked.every((scope) => scope === scope.toLowerCase());
  const written = added.map((scope) => (isLower ? scope.toLowerCase() : scope));
  return { added, changes: scopeChanges(scopes === undefined ? undefined : asked, written) };
}

function scopeChanges(asked: readonly string[] | undefined, written: readonly string[]): readonly Change[] {
  if (asked === undefined) return [{ kind: 'append', pointer: '', key: 'scopes', value: written }];
  // "NONE" means that there is no other.
  const none = asked.findIndex((scope) => scope.toUpperCase() === 'NONE');
  const [first, ...rest] = written;
  const replaced: readonly Change[] =
    none < 0 ? [] : [{ kind: 'replace', pointer: toPointer(['scopes', none]), value: first }];
  const appended = none < 0 ? written : rest;
  return [...replaced, ...appended.map((value): Change => ({ kind: 'append', pointer: '/scopes', value }))];
}

/**
 * How an entry gets into the descriptor.
 * @returns undefined where something else stands in its place than what a descriptor has there
 */
export function entryChanges(
  root: Root,
  type: string,
  entry: unknown,
  isList: boolean,
): readonly Change[] | undefined {
  const { modules } = root;
  const added = isList ? [entry] : entry;
  if (modules === undefined)
    return [{ kind: 'append', pointer: '', key: 'modules', value: { [type]: added } }];
  if (!isRecord(modules)) return undefined;
  const pointer = toPointer(['modules', type]);
  if (!Object.hasOwn(modules, type))
    return [{ kind: 'append', pointer: '/modules', key: type, value: added }];
  return isList && Array.isArray(modules[type]) ? [{ kind: 'append', pointer, value: entry }] : undefined;
}
