import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PRODUCTS } from '../../src/catalog/products.ts';
import { impliedScopes, isScope, SCOPE_KINDS, SCOPES } from '../../src/catalog/scopes.ts';
import { isRecord } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What the facts have apart from scopes: the mark of operations that no scope opens. */
const NO_SCOPE = 'INACCESSIBLE';

const facts: readonly (readonly [string, Facts])[] = hasSharedFolder
  ? Object.entries(recordAt(readJson('protocol/scopes.json'), 'scopes')).flatMap(([name, fact]) =>
      isRecord(fact) && name !== NO_SCOPE ? [[name, fact] as const] : [],
    )
  : [];

describe.skipIf(!hasSharedFolder)('scopes (needs ../shared, the reference material)', () => {
  test('are complete, and the ones that the schema accepts', () => {
    expect(facts.map(([name]) => name).toSorted()).toEqual([...SCOPES].toSorted());
    const accepted = readJson('protocol/scopes.json')['scope_values_accepted_by_schema'];
    expect(accepted).toEqual(SCOPES.map((scope) => scope.toLowerCase()));
  });

  test.each(facts)('%s is in the right products, and implies what it should', (name, fact) => {
    if (!isScope(name)) throw new Error(`${name} is no scope`);
    expect(SCOPE_KINDS[name].products).toEqual(fact['products']);
    for (const product of PRODUCTS) {
      const stated = fact['implies'] ?? fact[`implies_${product}`];
      expect(impliedScopes(name, product).toSorted()).toEqual(Array.isArray(stated) ? stated.toSorted() : []);
    }
  });

  test('imply in each product what the table of scopes of Forge says', () => {
    const byProduct = recordAt(readJson('forge/scopes.json'), 'connectScopes');
    for (const product of PRODUCTS) {
      for (const [name, fact] of Object.entries(recordAt(byProduct, product))) {
        if (!isScope(name) || !isRecord(fact)) throw new Error(`${name} is no scope`);
        expect(SCOPE_KINDS[name].products).toContain(product);
        expect(impliedScopes(name, product).toSorted(), `${name} in ${product}`).toEqual(fact['implies']);
      }
    }
  });
});

function readJson(file: string): Facts {
  const data: unknown = JSON.parse(readFileSync(sharedFile(file), 'utf8'));
  return isRecord(data) ? data : {};
}

function recordAt(data: Facts, name: string): Facts {
  const value = data[name];
  return isRecord(value) ? value : {};
}
