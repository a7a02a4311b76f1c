import { BITBUCKET_ROOT_PROPERTIES, BITBUCKET_SCOPES } from '../catalog/bitbucket.ts';
import { isModuleType, MODULES, type ModuleKind, RETIRED_MODULES } from '../catalog/modules.ts';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../catalog/products.ts';
import { isRecord, stringAt } from '../core/json.ts';

/**
 * The product that a descriptor is meant for, found by what only one product knows, strongest sign first: module types,
 * then events of webhooks, locations, scopes, and properties of the root. The product with most of the first sign that
 * tells them apart wins. Undefined when nothing does: such a descriptor suits Jira and Confluence.
 */
export function detectProduct(descriptor: unknown): DescriptorProduct | undefined {
  if (!isRecord(descriptor)) return undefined;
  const modules = isRecord(descriptor['modules']) ? descriptor['modules'] : {};
  const entries = Object.values(modules).flat();
  const signs: readonly (readonly (DescriptorProduct | undefined)[])[] = [
    Object.keys(modules).map(productOfModule),
    entries.map((entry) => productOfName(EVENTS, stringAt(entry, 'event'))),
    entries.map((entry) => productOfName(LOCATIONS, stringAt(entry, 'location'))),
    listOf(descriptor['scopes']).map(productOfScope),
    BITBUCKET_ROOT_PROPERTIES.filter((name) => Object.hasOwn(descriptor, name)).map(() => 'bitbucket'),
  ];
  for (const votes of signs) {
    const winner = majority(votes);
    if (winner !== undefined) return winner;
  }
  return undefined;
}

type Patterns = Readonly<Record<DescriptorProduct, RegExp>>;

/** Names of events that one product has, by their beginning; `comment_created` and some others are in two. */
const EVENTS: Patterns = {
  jira: /^(jira:|issue(?!:)|sprint_|board_|worklog_|project_|filter_|option_)/,
  confluence:
    /^(page_|blog_|blueprint_|space_|content_|label_|group_|theme_|relation_|search_|attachment_(removed|restored|trashed|updated|viewed))/,
  bitbucket: /^(issue|project|pullrequest|repo|user):/,
};
/**
 * Locations that one product has. Taken from Atlassian's schema for Jira, the host plugin's tests of 2016
 * (github:mahmoudimus/ac@6626e41), Bitbucket's pages about its modules, and published add-ons; products add locations
 * without notice, so this is a sign only.
 */
const LOCATIONS: Patterns = {
  jira: /jira|^system\.(top\.navigation\.bar|preset\.filters|user\.options)|^(operations-|tools-menu|projectgroup)/,
  confluence:
    /confluence|^system\.(header|content|browse|help|space|editor)|^atl\.(general|editor|userprofile)/,
  bitbucket: /^org\.bitbucket\./,
};
/** Source: https://developer.atlassian.com/cloud/confluence/scopes-for-connect-apps and its twins. */
const SCOPES: Readonly<Record<DescriptorProduct, ReadonlySet<string>>> = {
  jira: new Set(['project_admin', 'PROJECT_ADMIN']),
  confluence: new Set(['space_admin', 'SPACE_ADMIN']),
  bitbucket: new Set(BITBUCKET_SCOPES),
};

function productOfModule(name: string): DescriptorProduct | undefined {
  const known: Readonly<Record<string, ModuleKind>> = RETIRED_MODULES;
  const kind = isModuleType(name) ? MODULES[name] : Object.hasOwn(known, name) ? known[name] : undefined;
  return kind?.products.length === 1 ? kind.products[0] : undefined;
}

function productOfName(patterns: Patterns, name: string | undefined): DescriptorProduct | undefined {
  return name === undefined ? undefined : DESCRIPTOR_PRODUCTS.find((product) => patterns[product].test(name));
}

function productOfScope(scope: string): DescriptorProduct | undefined {
  return DESCRIPTOR_PRODUCTS.find((product) => SCOPES[product].has(scope));
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Undefined where two have as many. */
function majority(votes: readonly (DescriptorProduct | undefined)[]): DescriptorProduct | undefined {
  const count = (product: DescriptorProduct) => votes.filter((vote) => vote === product).length;
  const [first, second] = DESCRIPTOR_PRODUCTS.map((product) => ({ product, votes: count(product) })).toSorted(
    (a, b) => b.votes - a.votes,
  );
  return first !== undefined && first.votes > (second?.votes ?? 0) ? first.product : undefined;
}
