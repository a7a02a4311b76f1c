import data from '../../schemas/catalog/locations.json' with { type: 'json' };
import { knownWord } from './known-word.ts';
import type { Product } from './products.ts';

/** What a module shows at its location: a link (web items and pages), a panel, a group of links, or a tab. */
export const LOCATION_KINDS = ['item', 'panel', 'section', 'tab'] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

/**
 * - `current`: Atlassian's documentation or schema names it
 * - `add-ons`: not documented, but published add-ons use it
 * - `host-2016`: known to the host of 2016 or to the documentation of Data Center
 * - `deprecated`: Atlassian means to take it away, or has
 * - `refused`: the host of 2016 refuses add-ons with a web panel there
 */
export const LOCATION_STATES = ['current', 'add-ons', 'host-2016', 'deprecated', 'refused'] as const;
export type LocationState = (typeof LOCATION_STATES)[number];

/** A place of a product's pages that modules name. Products add such places without notice. */
export interface Location {
  readonly name: string;
  readonly product: Product;
  readonly state: LocationState;
  /** What the sources put there. */
  readonly kinds: readonly LocationKind[];
  /** True when the sources show that nothing else than `kinds` has a place there. */
  readonly isOnly: boolean;
  /** Where it is, in a few words, for the middle of a sentence; not known for each. */
  readonly what: string | undefined;
  /** The Forge module that takes its place. */
  readonly forge: string | undefined;
  /** The module type to use instead, where it is deprecated. */
  readonly successor: string | undefined;
  /** Where it is known from. */
  readonly sources: readonly string[];
}

interface RawLocation {
  readonly kinds: readonly string[];
  readonly state: string;
  readonly sources: readonly string[];
  readonly only?: boolean;
  readonly what?: string;
  readonly forge?: string;
  readonly successor?: string;
}

/** What people write who want no link to a page. `none` is Atlassian's; the others are known from add-ons and tests. */
export const HIDDEN_LOCATIONS = ['none', 'hidden', 'system.nowhere', 'not-shown'] as const;

let locations: Readonly<Record<Product, ReadonlyMap<string, Location>>> | undefined;

/** The location of this name; names are case-sensitive. */
export function findLocation(name: string, product: Product): Location | undefined {
  return byProduct()[product].get(name);
}

export function listLocations(product: Product): readonly Location[] {
  return [...byProduct()[product].values()];
}

function byProduct(): Readonly<Record<Product, ReadonlyMap<string, Location>>> {
  locations ??= { jira: toMap('jira'), confluence: toMap('confluence') };
  return locations;
}

const RAW: Readonly<Record<Product, Readonly<Record<string, RawLocation>>>> = data.locations;
const SOURCES: readonly string[] = Object.keys(data.sources);

function toMap(product: Product): ReadonlyMap<string, Location> {
  return new Map(Object.entries(RAW[product]).map(([name, raw]) => [name, toLocation(name, product, raw)]));
}

function toLocation(name: string, product: Product, raw: RawLocation): Location {
  return {
    name,
    product,
    state: knownWord(LOCATION_STATES, raw.state),
    kinds: raw.kinds.map((kind) => knownWord(LOCATION_KINDS, kind)),
    isOnly: raw.only === true,
    what: raw.what,
    forge: raw.forge,
    successor: raw.successor,
    sources: raw.sources.map((source) => knownWord(SOURCES, source)),
  };
}
