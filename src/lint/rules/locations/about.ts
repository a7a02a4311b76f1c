import {
  findLocation,
  HIDDEN_LOCATIONS,
  type Location,
  type LocationKind,
  listLocations,
} from '../../../catalog/locations.ts';
import { PRODUCTS, type Product } from '../../../catalog/products.ts';
import { perObject } from '../../../core/per-object.ts';
import { closest } from '../../../core/suggest.ts';
import { type DescriptorView, finalText } from '../../view/descriptor-view.ts';
import { keysOf, type ModuleView } from '../../view/modules.ts';

/** A module that says where it is to be shown. */
export interface PlacedModule {
  readonly module: ModuleView;
  readonly kind: LocationKind;
  /** Its location, as it is written. */
  readonly name: string;
  /** Of the location. */
  readonly pointer: string;
}

/** What the products show of a module type at its location. Pages are links there. */
const KINDS: Readonly<Record<string, LocationKind>> = {
  webItems: 'item',
  generalPages: 'item',
  adminPages: 'item',
  webPanels: 'panel',
  webSections: 'section',
  spaceToolsTabs: 'tab',
  jiraProjectAdminTabPanels: 'tab',
};

/** Modules whose location is final and not one that hides their link. Bitbucket has locations of its own. */
export const placedModules = perObject(({ modules, products }: DescriptorView): readonly PlacedModule[] => {
  if (products.includes('bitbucket')) return [];
  return modules.flatMap((module) => {
    const kind = Object.hasOwn(KINDS, module.type) ? KINDS[module.type] : undefined;
    const name = finalText(module.value, 'location');
    if (kind === undefined || name === undefined || name.trim() === '') return [];
    const isHidden = kind === 'item' && HIDDEN_LOCATIONS.some((hidden) => hidden === name);
    return isHidden ? [] : [{ module, kind, name, pointer: `${module.pointer}/location` }];
  });
});

/** The products that the descriptor may be for and that have Jira's kind of locations. */
export function hostsOf({ products }: DescriptorView): readonly Product[] {
  return PRODUCTS.filter((product) => products.includes(product));
}

/** The location of this name, in the first of `hosts` that has it. */
export function findFor(name: string, hosts: readonly Product[]): Location | undefined {
  return hosts.flatMap((host) => findLocation(name, host) ?? [])[0];
}

/**
 * What a location that no product has was meant to be: a web section of the add-on (`section`), a location of the
 * product (`location`), or who knows what (`unknown`).
 */
export interface Meaning {
  readonly kind: 'section' | 'location' | 'unknown';
  readonly suggestion: string | undefined;
}

/**
 * What a location means that is not in the catalogue.
 * @returns undefined for one that is in the catalogue of either product, or that leads to a web section or web item of
 *   the add-on: the host of 2016 looks for their keys in every segment
 */
export function meaningOf({ name }: PlacedModule, descriptor: DescriptorView): Meaning | undefined {
  if (findFor(name, PRODUCTS) !== undefined || leadsToOwn(name, descriptor)) return undefined;
  const hosts = hostsOf(descriptor);
  const sections = keysOf(descriptor.modules, ['webSections']);
  const [base = '', ...rest] = name.split('/');
  const last = rest.at(-1);
  const takesSections = findFor(base, hosts)?.kinds.includes('section') === true;
  if (last !== undefined && takesSections) {
    const suggestion = closest(last, sections);
    return {
      kind: 'section',
      suggestion: suggestion && `${[base, ...rest.slice(0, -1)].join('/')}/${suggestion}`,
    };
  }
  const nearSection = rest.length === 0 ? closest(name, sections) : undefined;
  if (nearSection !== undefined) return { kind: 'section', suggestion: nearSection };
  const suggestion = nearLocation(name, hosts);
  return { kind: suggestion === undefined ? 'unknown' : 'location', suggestion };
}

/** Real locations differ by more: `operations-work` and `operations-delete`. */
const MAX_EDITS = 2;

function nearLocation(name: string, hosts: readonly Product[]): string | undefined {
  const names = hosts.flatMap((host) => listLocations(host).map((location) => location.name));
  const suggestion = closest(name, names, MAX_EDITS);
  // Of a numbered series, the catalogue may lack some.
  return suggestion !== undefined && withoutDigits(suggestion) !== withoutDigits(name)
    ? suggestion
    : undefined;
}

function withoutDigits(name: string): string {
  return name.replaceAll(/\d+/g, '0');
}

function leadsToOwn(name: string, { root, modules }: DescriptorView): boolean {
  const keys = keysOf(modules, ['webSections', 'webItems']);
  const own = new Set([...keys, ...keys.map((key) => `${String(root['key'])}__${key}`)]);
  return name.split('/').some((segment) => own.has(segment));
}
