import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../catalog/products.ts';
import { isRecord } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';
import { bundleSchema } from './bundle-schema.ts';

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false });
  ajv.addFormat('uri-reference', /^[^\s<>"]*$/);
  ajv.addFormat('uri-template', /^(?:[^\s<>"{}]|\{[^\s<>"{}]*\})*$/);
  return ajv;
}

/** The separate files, each under its own address. */
function compileSeparately(product: DescriptorProduct) {
  const ajv = createAjv();
  const folder = packageFile('schemas');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isSchema = file.endsWith('.json') && !file.startsWith('catalog');
    if (isSchema) ajv.addSchema(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  }
  const validate = ajv.getSchema(
    `https://connect-kit.github.io/connect-kit/schemas/${product}-descriptor.json`,
  );
  if (validate === undefined) throw new Error(`no schema for ${product}`);
  return validate;
}

const page = { key: 'k', name: { value: 'N' }, url: '/u', conditions: [{ or: [{ condition: 'b' }] }] };
const SAMPLE = {
  key: 'k',
  name: 'n',
  description: 'd',
  baseUrl: 'https://example.com',
  vendor: { name: 'v', url: 'https://example.com' },
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/i' },
  scopes: [],
  modules: {
    generalPages: [page],
    webPanels: [{ ...page, location: 'l', icon: { url: '/i', width: 1, height: 1 } }],
    webItems: [{ ...page, location: 'l', target: { type: 'dialog', options: { size: 'small' } } }],
    webhooks: [{ event: 'e', url: '/w' }],
  },
};

describe.each(DESCRIPTOR_PRODUCTS)('%s', (product) => {
  test('gives the verdict of the separate files', async () => {
    const bundled = createAjv().compile(await bundleSchema(product));
    const separate = compileSeparately(product);
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(undefined, null, 1, true, '', 'a b', '{x', [], {}, [{}], { a: 1 }, [{ or: [{}] }]),
        (steps, oddity) => {
          const data = mutate(SAMPLE, steps, oddity);
          const isValid = separate(data);
          if (!isValid) refused += 1;
          expect(bundled(data)).toBe(isValid);
        },
      ),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  test('is one document: every reference leads to a place in it', async () => {
    const schema = await bundleSchema(product);
    const refs = collect(schema, '$ref');
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      expect(ref).toMatch(/^#(?:\/\$defs\/[\w-]+)?$/);
      if (ref !== '#') expect(schema['$defs']).toHaveProperty(String(ref).slice('#/$defs/'.length));
    }
    expect(collect(schema, '$id')).toHaveLength(1);
  });

  test('keeps what it tells people', async () => {
    const schema = await bundleSchema(product);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: expect.stringContaining('descriptor'),
      description: expect.any(String),
    });
    expect(collect(schema, 'description').length).toBeGreaterThan(30);
  });
});

test('keeps the circles of conditions', async () => {
  const { $defs } = await bundleSchema('jira');
  expect($defs).toMatchObject({
    'shared-condition': { properties: { or: { items: { $ref: '#/$defs/shared-condition' } } } },
  });
});

/** The texts that stand under a keyword, wherever in the schema. */
function collect(value: unknown, keyword: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, keyword));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === keyword && typeof inner === 'string' ? [inner] : collect(inner, keyword),
  );
}

function mutate(value: unknown, steps: readonly number[], oddity: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (Array.isArray(value) && value.length > 0 && steps.length > 0) {
    return value.map((item, index) => (index === step % value.length ? mutate(item, rest, oddity) : item));
  }
  if (!isRecord(value) || steps.length === 0) return oddity;
  const names = [...Object.keys(value), 'odd'];
  const chosen = names[step % names.length] ?? 'odd';
  return JSON.parse(JSON.stringify({ ...value, [chosen]: mutate(value[chosen], rest, oddity) }));
}
