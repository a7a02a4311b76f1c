import {
  findLocation,
  type Location,
  type LocationKind,
  type LocationState,
  listLocations,
} from '../catalog/locations.ts';
import { PRODUCT_NAMES, PRODUCTS } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import type { TopicSource } from './topic.ts';

/** The places of the products' pages. Some names are places of both products: then one page tells of both. */
export const LOCATION_TOPICS: TopicSource = {
  list: () => {
    const names = new Set(PRODUCTS.flatMap(listLocations).map(({ name }) => name));
    return [...names].map((name) => ({
      kind: 'location',
      name,
      summary: joinWords(locationsOf(name).map(summaryOf), 'and'),
    }));
  },
  page: async (name) => `# ${name}\n\n${locationsOf(name).map(sectionOf).join('\n')}`,
};

const KINDS: Readonly<Record<LocationKind, string>> = {
  item: 'links (web items and pages)',
  panel: 'panels',
  section: 'groups of links (web sections)',
  tab: 'tabs',
};

const STATES: Readonly<Record<LocationState, string>> = {
  current: "Atlassian's documentation or schema names it.",
  'add-ons': 'It is not documented; published add-ons use it.',
  'host-2016': 'The host of 2016, or the documentation of Data Center, has it; today it may not.',
  deprecated: 'Atlassian means to take it away, or has.',
  refused: 'The host of 2016 refuses add-ons with a web panel there.',
};

function locationsOf(name: string): readonly Location[] {
  return PRODUCTS.flatMap((product) => findLocation(name, product) ?? []);
}

function summaryOf({ product, what, state }: Location): string {
  return `${PRODUCT_NAMES[product]}${what === undefined ? '' : `: ${what}`}${state === 'deprecated' ? ' (deprecated)' : ''}`;
}

function sectionOf({ product, what, state, kinds, isOnly, successor, forge, sources }: Location): string {
  const shown = joinWords(
    kinds.map((kind) => KINDS[kind]),
    'and',
  );
  return [
    `## ${PRODUCT_NAMES[product]}${what === undefined ? '' : `: ${what}`}`,
    '',
    STATES[state],
    '',
    `- It shows ${shown}${isOnly ? ', and nothing else' : ''}.`,
    ...(successor === undefined ? [] : [`- Use \`${successor}\` instead.`]),
    ...(forge === undefined ? [] : [`- In Forge: \`${forge}\`.`]),
    '',
    `Known from: ${sources.join(', ')}.`,
    '',
  ].join('\n');
}
