import { isModuleType, MODULES, type ModuleKind, RETIRED_MODULES } from '../catalog/modules.ts';
import { PRODUCTS, type Product } from '../catalog/products.ts';
import { isRecord, stringAt } from '../core/json.ts';

/**
 * The product that a descriptor is meant for, found by what only one product knows, strongest sign first:
 * module types, then events of webhooks, locations, and scopes. The product with more of the first sign that tells
 * them apart wins. Undefined when nothing does: such a descriptor suits both.
 */
export function detectProduct(descriptor: unknown): Product | undefined {
  if (!isRecord(descriptor)) return undefined;
  const modules = isRecord(descriptor['modules']) ? descriptor['modules'] : {};
  const entries = Object.values(modules).flat();
  const signs: readonly (readonly (Product | undefined)[])[] = [
    Object.keys(modules).map(productOfModule),
    entries.map((entry) => productOfName(EVENTS, stringAt(entry, 'event'))),
    entries.map((entry) => productOfName(LOCATIONS, stringAt(entry, 'location'))),
    listOf(descriptor['scopes']).map((scope) => productOfName(SCOPES, scope)),
  ];
  for (const votes of signs) {
    const winner = majority(votes);
    if (winner !== undefined) return winner;
  }
  return undefined;
}

type Patterns = Readonly<Record<Product, RegExp>>;

/** Names of events that one product has, by their beginning; `comment_created` and some others are in both. */
const EVENTS: Patterns = {
  jira: /^(jira:|issue|sprint_|board_|worklog_|project_|filter_|option_)/,
  confluence:
    /^(page_|blog_|blueprint_|space_|content_|label_|group_|theme_|relation_|search_|attachment_(removed|restored|trashed|updated|viewed))/,
};
/**
 * Locations that one product has. Taken from Atlassian's schema for Jira, the host plugin's tests of 2016
 * (github:mahmoudimus/ac@6626e41) and published add-ons; products add locations without notice, so this is a sign only.
 */
const LOCATIONS: Patterns = {
  jira: /jira|^system\.(top\.navigation\.bar|preset\.filters|user\.options)|^(operations-|tools-menu|projectgroup)/,
  confluence:
    /confluence|^system\.(header|content|browse|help|space|editor)|^atl\.(general|editor|userprofile)/,
};
/** Source: https://developer.atlassian.com/cloud/confluence/scopes-for-connect-apps and its twin for Jira. */
const SCOPES: Patterns = { jira: /^project_admin$/i, confluence: /^space_admin$/i };

function productOfModule(name: string): Product | undefined {
  const known: Readonly<Record<string, ModuleKind>> = RETIRED_MODULES;
  const kind = isModuleType(name) ? MODULES[name] : Object.hasOwn(known, name) ? known[name] : undefined;
  return kind?.products.length === 1 ? kind.products[0] : undefined;
}

function productOfName(patterns: Patterns, name: string | undefined): Product | undefined {
  return name === undefined ? undefined : PRODUCTS.find((product) => patterns[product].test(name));
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function majority(votes: readonly (Product | undefined)[]): Product | undefined {
  const count = (product: Product) => votes.filter((vote) => vote === product).length;
  const difference = count('jira') - count('confluence');
  if (difference === 0) return undefined;
  return difference > 0 ? 'jira' : 'confluence';
}
