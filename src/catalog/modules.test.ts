import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';
import {
  BITBUCKET_CONDITIONS,
  BITBUCKET_EVENTS,
  BITBUCKET_MODULE_ALIASES,
  BITBUCKET_SCOPES,
} from './bitbucket.ts';
import { isModuleType, MODULES, type ModuleKind, moduleTypesOf } from './modules.ts';
import { DESCRIPTOR_PRODUCTS, PRODUCTS } from './products.ts';

const FOLDERS = ['', 'modules', 'shared', 'bitbucket/modules', 'bitbucket/shared'];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(packageFile('schemas', folder))
    .filter((name) => name.endsWith(folder === '' ? '-descriptor.json' : '.json'))
    .map((name) => path.posix.join(folder, name)),
);

function readSchema(file: string): Record<string, unknown> {
  const schema: unknown = JSON.parse(readFileSync(packageFile('schemas', file), 'utf8'));
  if (!isRecord(schema)) throw new Error(`${file} holds no object`);
  return schema;
}

describe('every schema file', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  ajv.addKeyword('patternErrorMessage');
  ajv.addKeyword('enumDescriptions');
  ajv.addFormat('uri-reference', true);
  ajv.addFormat('uri-template', true);
  for (const file of files) ajv.addSchema(readSchema(file));

  test.each(files)(
    '%s is JSON Schema 2020-12, says what it is and where from, and refers to what is there',
    (file) => {
      const schema = readSchema(file);
      expect(schema).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `https://connect-kit.github.io/connect-kit/schemas/${file}`,
        $comment: expect.stringMatching(/^Source: .*\d{4}/),
        title: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\S.*\.$/),
      });
      expect(ajv.validateSchema(schema)).toBe(true);
      expect(ajv.getSchema(String(schema['$id']))).toBeTypeOf('function');
    },
  );

  test.each(files)('%s describes every property, itself or by the schema that it refers to', (file) => {
    const lacking = propertiesIn(readSchema(file))
      .filter(({ schema }) => !('description' in schema) && !('$ref' in schema))
      .map(({ path: at }) => at);
    expect(lacking).toEqual([]);
  });

  test.each(files)('%s gives examples and defaults that are valid', (file) => {
    const id = String(readSchema(file)['$id']);
    for (const { path: at, schema } of subschemasIn(readSchema(file))) {
      const { examples, default: initial, ...rest } = schema;
      const values = [
        ...(Array.isArray(examples) ? examples : []),
        ...(initial === undefined ? [] : [initial]),
      ];
      // Relative references are resolved from here.
      const isValid = values.length === 0 ? undefined : ajv.compile({ ...rest, $id: `${id}?at=${at}` });
      for (const value of values) expect(isValid?.(value), `${at}: ${JSON.stringify(value)}`).toBe(true);
    }
  });
});

describe('module types', () => {
  test.each([
    ['modules/', PRODUCTS],
    ['bitbucket/modules/', ['bitbucket'] as const],
  ])('have one schema file each below %s', (folder, products) => {
    const described = files
      .filter((file) => path.posix.dirname(file) === path.posix.normalize(folder).slice(0, -1))
      .map((file) => path.basename(file, '.json'));
    const types = Object.entries(MODULES).filter(([, kind]: [string, ModuleKind]) =>
      kind.products.some((product) => products.some((one) => one === product)),
    );
    expect(described.toSorted()).toEqual(types.map(([type]) => type).toSorted());
  });

  test.each(DESCRIPTOR_PRODUCTS)('stand in the descriptor of %s as the catalogue says', (product) => {
    const modules = modulesOf(readSchema(`${product}-descriptor.json`));
    const aliases = product === 'bitbucket' ? Object.keys(BITBUCKET_MODULE_ALIASES) : [];
    expect(Object.keys(modules).toSorted()).toEqual([...moduleTypesOf(product), ...aliases].toSorted());
    for (const type of moduleTypesOf(product)) {
      const $ref = `${product === 'bitbucket' ? 'bitbucket/' : ''}modules/${type}.json`;
      const { container }: ModuleKind = MODULES[type];
      const entry = recordOf(modules[type]);
      const list = { type: 'array', items: { $ref } };
      // Of some, Bitbucket takes one or a list.
      expect(recordOf(entry['else'] ?? entry), type).toMatchObject(container === 'list' ? list : { $ref });
    }
  });

  test('are told from other names', () => {
    expect(isModuleType('webPanels')).toBe(true);
    expect(isModuleType('constructor')).toBe(false);
  });
});

describe('what the schemas of Bitbucket offer is what the catalogue knows:', () => {
  test('other names of module types', () => {
    const modules = modulesOf(readSchema('bitbucket-descriptor.json'));
    for (const [alias, type] of Object.entries(BITBUCKET_MODULE_ALIASES)) {
      const items = { $ref: `bitbucket/modules/${type}.json` };
      expect(modules[alias]).toMatchObject({ deprecated: true, type: 'array', items });
    }
  });

  test('scopes, events and conditions', () => {
    const scopes = recordOf(readSchema('bitbucket/shared/scopes.json')['items']);
    expect(scopes['enum']).toEqual(BITBUCKET_SCOPES);
    const { event } = propertiesOf(readSchema('bitbucket/modules/webhooks.json'));
    expect(namesOf(event)).toEqual(BITBUCKET_EVENTS);
    const { condition } = propertiesOf(readSchema('bitbucket/shared/condition.json'));
    expect(namesOf(condition)).toEqual(Object.keys(BITBUCKET_CONDITIONS));
  });
});

interface Part {
  readonly path: string;
  readonly schema: Record<string, unknown>;
}

function propertiesIn(schema: Record<string, unknown>): readonly Part[] {
  // A choice among required properties, or by the type, says nothing of what they are.
  return subschemasIn(schema).filter(
    ({ path: at }) => /\/properties\/[^/]+$/.test(at) && !/\/(if|then|else)\//.test(at),
  );
}

/** The schema and every schema inside of it, by pointer. */
function subschemasIn(schema: Record<string, unknown>, at = ''): readonly Part[] {
  const named = Object.entries(propertiesOf(schema)).map(
    ([name, part]) => [`properties/${name}`, part] as const,
  );
  const single = ['items', 'additionalProperties', 'if', 'then', 'else'].map(
    (name) => [name, schema[name]] as const,
  );
  const listed = ['allOf', 'anyOf'].flatMap((name) => {
    const parts: unknown = schema[name];
    return Array.isArray(parts) ? parts.map((part, index) => [`${name}/${index}`, part] as const) : [];
  });
  return [
    { path: at, schema },
    ...[...named, ...single, ...listed].flatMap(([name, part]) =>
      isRecord(part) ? subschemasIn(part, `${at}/${name}`) : [],
    ),
  ];
}

/** The names that editors offer next to any text. */
function namesOf(schema: unknown): unknown {
  const { anyOf } = recordOf(schema);
  return Array.isArray(anyOf) ? recordOf(anyOf[0])['enum'] : undefined;
}

function modulesOf(schema: Record<string, unknown>): Record<string, unknown> {
  return propertiesOf(recordOf(propertiesOf(schema)['modules']));
}

function propertiesOf(schema: Record<string, unknown>): Record<string, unknown> {
  return recordOf(schema['properties']);
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
