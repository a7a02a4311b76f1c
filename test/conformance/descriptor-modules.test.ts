import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isModuleType, MODULES, type ModuleKind } from '../../src/catalog/modules.ts';
import { isRecord } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What a descriptor needs less of than a Forge manifest, whose modules all have a key. */
const NOT_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  cloudAppMigration: ['key'],
  webhooks: ['key'],
};

/** Of Bitbucket, the reference material says nothing. */
const typesOfOthers = Object.entries(MODULES)
  .filter(([, kind]: [string, ModuleKind]) => kind.products.some((product) => product !== 'bitbucket'))
  .map(([type]) => type);
const modules: readonly Facts[] = hasSharedFolder ? readModules() : [];
const inDescriptors = modules.filter(({ container }) => !String(container).startsWith('not a module'));

describe.skipIf(!hasSharedFolder)(
  'the list of module types (needs ../shared, the reference material)',
  () => {
    test('is complete', () => {
      expect(modules).toHaveLength(70);
      expect(modules.map(({ name }) => name).toSorted()).toEqual(typesOfOthers.toSorted());
    });

    test.each(modules)(
      'has $name for the right products, in the right container',
      ({ name, products, container }) => {
        const type = String(name);
        const kind: ModuleKind | undefined = isModuleType(type) ? MODULES[type] : undefined;
        const others = kind?.products.filter((product) => product !== 'bitbucket');
        expect(others?.toSorted()).toEqual(stringsOf(products).toSorted());
        const word = /^(array|object|not a module)/.exec(String(container))?.[1] ?? '';
        expect(kind?.container).toBe({ array: 'list', object: 'object', 'not a module': 'root' }[word]);
      },
    );

    test.each(inDescriptors)(
      '$name has the properties of either source, and requires what Connect does',
      (facts) => {
        const type = String(facts['name']);
        const schema = readSchema(`modules/${type}.json`);
        const sources = [facts['connect_schema'], facts['forge_manifest_schema']].filter(isRecord);
        const fields = new Set(sources.flatMap(({ fields }) => Object.keys(recordOf(fields))));
        expect(Object.keys(recordOf(schema['properties'])).toSorted()).toEqual([...fields].toSorted());
        const [closest] = sources;
        const optional = NOT_REQUIRED[type] ?? [];
        const required = stringsOf(closest?.['required']).filter((field) => !optional.includes(field));
        expect(stringsOf(schema['required']).toSorted()).toEqual(required.toSorted());
      },
    );

    test.each(inDescriptors)(
      '$name has the choices and types of its sources, and no limits but those of Connect',
      (facts) => {
        const schema = readSchema(`modules/${String(facts['name'])}.json`);
        const properties = recordOf(schema['properties']);
        for (const source of [facts['connect_schema'], facts['forge_manifest_schema']].filter(isRecord)) {
          for (const [field, stated] of Object.entries(recordOf(source['fields']))) {
            const ours = resolve(recordOf(properties[field]));
            const { type, enum: choices } = recordOf(stated);
            const where = `${String(facts['name'])}.${field}`;
            if (type !== undefined) expect(ours['type'], where).toBe(type);
            const bothCases = stringsOf(choices).flatMap((choice) => [choice, choice.toUpperCase()]);
            expect(stringsOf(ours['enum']), where).toEqual(expect.arrayContaining(bothCases));
            if (choices === undefined) expect(ours['enum'], where).toBeUndefined();
            const connect = recordOf(recordOf(facts['connect_schema'])['fields']);
            expect(ours['maxLength'], where).toBe(recordOf(connect[field])['maxLength']);
          }
        }
      },
    );
  },
);

function readModules(): readonly Facts[] {
  const data: unknown = JSON.parse(readFileSync(sharedFile('protocol/modules.json'), 'utf8'));
  return Object.values(recordOf(recordOf(data)['modules'])).filter(isRecord);
}

function readSchema(file: string): Facts {
  return recordOf(JSON.parse(readFileSync(packageFile('schemas', file), 'utf8')));
}

/** The shared schema that a property refers to, or the property's own. */
function resolve(schema: Facts): Facts {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? readSchema(reference.replace('../', '')) : schema;
}

function recordOf(value: unknown): Facts {
  return isRecord(value) ? value : {};
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
