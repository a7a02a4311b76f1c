import type { ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RouteKind, RouteSubject } from './route.ts';

/** What a new module of a type looks like, and what the add-on answers for it. */
export interface ModuleSample {
  /** Of the first module of its kind in a descriptor; also the name of its route. */
  readonly key: string;
  /** True where the keys of all add-ons share one space of names: the key begins with the add-on's own. */
  readonly isKeyGlobal?: true;
  /** What people see, where nothing else is said; the name of the add-on when it is left out. */
  readonly name?: string;
  /** The main one first. */
  readonly routes: readonly RouteSample[];
  /** Modules that the entry names by their keys. */
  readonly references?: readonly ReferenceSample[];
  /** The entry of the descriptor, in the order in which people read it. */
  readonly entry: (given: EntryInput) => JsonObject;
}

export interface RouteSample {
  readonly kind: RouteKind;
  readonly about: RouteSubject;
  /** What it is about where the module is put somewhere else than its sample is. */
  readonly aboutAt?: (location: string) => RouteSubject;
  /** Tells it from the other routes of the module; the main one has none. */
  readonly role?: string;
  /** See `RouteOrigin.isSpecial`. */
  readonly isSpecial?: true;
}

export interface ReferenceSample {
  readonly role: string;
  /** A module of one of these types will do. */
  readonly targets: readonly ModuleType[];
  /** What is added where there is none; without it, the entry does without. */
  readonly otherwise?: {
    readonly type: ModuleType;
    readonly sample?: ModuleSample;
    readonly suffix?: string;
  };
}

export interface EntryInput {
  readonly key: string;
  readonly name: string;
  readonly addonName: string;
  readonly product: Product;
  /** Name that code can have, made of the key: `issuePanel`. */
  readonly exportName: string;
  /** An icon that every template has. */
  readonly iconUrl: string;
  /** Where people learn about the add-on. */
  readonly homeUrl: string;
  /** The location that was asked for. */
  readonly location: string | undefined;
  /** Path of a route. */
  readonly path: (role?: string) => string;
  /** URL of a route: its path, and the query with what it is about. */
  readonly url: (role?: string) => string;
  /** Key of the module that a reference leads to. */
  readonly reference: (role: string) => string | undefined;
}

/** A sample that is another in either product. */
export type SampleOfProducts = ModuleSample | Readonly<Record<Product, ModuleSample>>;

/** An icon that every template has. */
export const ICON_URL = '/assets/icon.svg';

export function text(value: string): JsonObject {
  return { value };
}

export function icon(size: number): JsonObject {
  return { width: size, height: size, url: ICON_URL };
}
