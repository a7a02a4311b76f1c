import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findLocation, HIDDEN_LOCATIONS, listLocations } from '../../src/catalog/locations.ts';
import { PRODUCTS } from '../../src/catalog/products.ts';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { detectProduct } from '../../src/descriptor/detect-product.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

type Facts = Readonly<Record<string, unknown>>;

const forge = hasSharedFolder ? readJson('forge/modules.json') : {};
const modules = hasSharedFolder ? recordAt(readJson('protocol/modules.json'), 'modules') : {};

describe.skipIf(!hasSharedFolder)('the list of locations (needs ../shared, the reference material)', () => {
  test.each(
    PRODUCTS.flatMap((product) =>
      (['webItemLocations', 'webPanelLocations'] as const).map((table) => ({ product, table })),
    ),
  )('has what takes their place in Forge: $table of $product', ({ product, table }) => {
    const successors = recordAt(recordAt(forge, table), product);
    expect(Object.keys(successors).length).toBeGreaterThan(0);
    for (const [name, successor] of Object.entries(successors)) {
      expect(findLocation(name, product)?.forge, name).toBe(successor);
    }
  });

  test.each(PRODUCTS)('has those that the module types of %s name', (product) => {
    const stated = Object.values(modules)
      .map((module) => recordAt(module, 'facts'))
      .flatMap((facts) => [
        ...wordsOf(recordAt(facts, 'known_locations')[product]),
        ...wordsOf(recordAt(facts, 'default_location')[product]),
        ...(product === 'jira' ? wordsOf(facts['locations']) : []),
      ]);
    expect(stated.length).toBeGreaterThan(5);
    expect(stated.filter((name) => findLocation(name, product) === undefined)).toEqual([]);
  });

  test('has every location of real descriptors that does not name a section of their own', () => {
    const unknown = readCorpus().flatMap(({ file, descriptor }) =>
      ownLocations(descriptor).flatMap((name) => (isKnown(name) ? [] : [`${file}: ${name}`])),
    );
    // The section of Atlassian's example for boards, which this descriptor forgot to copy.
    expect(unknown).toEqual(['Jekzer__Kudos2U__h6.json: board-links']);
  });
});

test('the product of a descriptor is not found out to be the other one by a known location', () => {
  for (const product of PRODUCTS) {
    for (const { name } of listLocations(product)) {
      const isShared = PRODUCTS.every((one) => findLocation(name, one) !== undefined);
      const detected = detectProduct({ modules: { webItems: [{ location: name }] } });
      if (!isShared) expect([product, undefined], name).toContain(detected);
    }
  }
});

function isKnown(name: string): boolean {
  const known = PRODUCTS.some((product) => findLocation(name, product) !== undefined);
  return known || HIDDEN_LOCATIONS.some((hidden) => hidden === name);
}

/** Locations of modules, without those that lead to a section or item of the descriptor itself, or to Bitbucket. */
function ownLocations(descriptor: Facts): readonly string[] {
  const types = Object.entries(recordAt(descriptor, 'modules'));
  const entries = types.flatMap(([type, list]) =>
    [list].flat().flatMap((entry) => (isRecord(entry) ? [{ type, entry }] : [])),
  );
  const keys = new Set(
    entries
      .filter(({ type }) => type === 'webSections' || type === 'webItems')
      .map(({ entry }) => stringAt(entry, 'key')),
  );
  return entries
    .flatMap(({ entry }) => stringAt(entry, 'location') ?? [])
    .filter((name) => name !== '' && !/bitbucket|\{/.test(name))
    .filter((name) => !name.split('/').some((segment) => keys.has(segment)));
}

function readCorpus(): readonly { file: string; descriptor: Facts }[] {
  const folder = sharedFile('corpus/descriptors');
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8').replace(/^\ufeff/, '');
    try {
      const descriptor: unknown = JSON.parse(text);
      return isRecord(descriptor) ? [{ file, descriptor }] : [];
    } catch {
      return [];
    }
  });
}

function recordAt(value: unknown, name: string): Facts {
  const found = isRecord(value) ? value[name] : undefined;
  return isRecord(found) ? found : {};
}

function wordsOf(value: unknown): readonly string[] {
  return [value].flat().flatMap((word) => (typeof word === 'string' ? [word.replace(/ \(.*/, '')] : []));
}

function readJson(file: string): Facts {
  const value: unknown = JSON.parse(readFileSync(sharedFile(file), 'utf8'));
  return isRecord(value) ? value : {};
}
