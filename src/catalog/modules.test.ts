import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';
import { isModuleType, MODULES, type ModuleKind, moduleTypesOf } from './modules.ts';
import { PRODUCTS } from './products.ts';

const files = ['', 'modules', 'shared'].flatMap((folder) =>
  readdirSync(packageFile('schemas', folder))
    .filter((name) => name.endsWith('.json'))
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
});

describe('module types', () => {
  test('have one schema file each', () => {
    const described = files
      .filter((file) => file.startsWith('modules/'))
      .map((file) => path.basename(file, '.json'));
    expect(described.toSorted()).toEqual(Object.keys(MODULES).toSorted());
  });

  test.each(PRODUCTS)('stand in the descriptor of %s as the catalogue says', (product) => {
    const { properties } = readSchema(`${product}-descriptor.json`);
    const modules = isRecord(properties) && isRecord(properties['modules']) ? properties['modules'] : {};
    const expected = Object.fromEntries(
      moduleTypesOf(product).map((type) => {
        const $ref = `modules/${type}.json`;
        const { container }: ModuleKind = MODULES[type];
        return [type, container === 'list' ? { type: 'array', items: { $ref } } : { $ref }];
      }),
    );
    expect(modules['properties']).toEqual(expected);
  });

  test('are told from other names', () => {
    expect(isModuleType('webPanels')).toBe(true);
    expect(isModuleType('constructor')).toBe(false);
  });
});
