import type { ModuleType } from '../../catalog/modules.ts';
import type { Product } from '../../catalog/products.ts';
import type { Scope } from '../../catalog/scopes.ts';
import type { Recipes } from '../templates.ts';
import type { Route } from './route.ts';

/** Contents by path; paths are relative to the project, with forward slashes. */
export type ProjectFiles = ReadonlyMap<string, Uint8Array>;

/** Where things stand in a project. */
export interface ProjectLayout {
  /** Path of the descriptor. */
  readonly descriptor: string;
  /** Path of the file that lists the routes; undefined for projects without a server. */
  readonly moduleIndex: string | undefined;
  /** Undefined to add the entry of the descriptor alone. */
  readonly recipes: Recipes | undefined;
  /** What people call the add-on. */
  readonly addonName: string;
}

export interface ModuleRequest {
  readonly type: ModuleType;
  /** The host product of the descriptor. */
  readonly product: Product;
  /** For webhooks, the name of their route: they have no key. */
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  /** For webhooks only. */
  readonly event?: string | undefined;
  /** For modules that have one. */
  readonly location?: string | undefined;
}

export interface ModulePlan {
  /** Every file that is new or another than before. */
  readonly changed: ProjectFiles;
  /** What is put into the descriptor. */
  readonly entry: unknown;
  readonly routes: readonly Route[];
  /** Undefined for webhooks. */
  readonly key: string | undefined;
  /** Modules that come along, because this one needs them. */
  readonly companions: readonly AddedModule[];
  /** Scopes that the descriptor did not ask for and now does. */
  readonly scopes: readonly Scope[];
  /** What a person should know before they rely on the module, as sentences. */
  readonly warnings: readonly string[];
}

export interface AddedModule {
  readonly type: ModuleType;
  readonly key: string | undefined;
}
