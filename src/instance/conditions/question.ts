import type { Product } from '../../catalog/products.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import type { AppProperties } from '../addons/app-properties.ts';
import type { Confluence } from '../confluence/confluence.ts';
import type { JiraStore } from '../jira/jira-store.ts';
import type { Person } from '../people/people.ts';

/** The data that conditions look at. */
export interface ConditionDeps {
  readonly jira: JiraStore;
  readonly confluence: Confluence;
  readonly properties: AppProperties;
}

/** What is asked: of whom, about which add-on, on which page. */
export interface Question {
  readonly person: Person | undefined;
  readonly product: Product;
  readonly addonKey: string;
  readonly isLicensed: boolean;
  /** Nested by product, as add-ons get it: `{ jira: { issue: { key } } }`. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Undefined where the data does not say. */
export type Decide = (question: Question, deps: ConditionDeps) => boolean | undefined;

/** The id or the key of what the page is about. */
export function contextId({ context, product }: Question, entity: string, names = ['id', 'key']) {
  const own = context[product];
  const found = isRecord(own) ? own[entity] : undefined;
  for (const name of names) {
    const value = isRecord(found) ? found[name] : undefined;
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
  }
  return undefined;
}

export function param({ params }: Question, name: string): string {
  return stringAt(params, name) ?? '';
}
