import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { forgeLimitsOf } from '../../src/catalog/forge-limits.ts';
import { isRecord } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

type Facts = Readonly<Record<string, unknown>>;

/** Limits of texts that people read; the reference states them once, with the validators' `errorMessage`. */
const TRANSLATABLE = { value: 1500, i18n: 300 } as const;

const modules = hasSharedFolder ? readModules() : [];

describe.skipIf(!hasSharedFolder)('the limits of Forge (needs ../shared, the reference material)', () => {
  test.each(modules)('of $name are those of the manifest schema', ({ name, facts }) => {
    const stated = collect(recordAt(facts, 'forge_manifest_schema'), [])
      .filter(([path]) => !/(^|\/)conditions(\/|$)/.test(path) && path !== 'shortcut')
      .toSorted();
    const ours = forgeLimitsOf(name).map(({ path, max }): [string, number] => [path.join('/'), max]);
    expect(ours.toSorted()).toEqual([...new Map(stated)].toSorted());
  });
});

function collect(schema: Facts, path: readonly string[]): readonly [string, number][] {
  const own = [schema['maxLength'], schema['maxItems']].flatMap((max): [string, number][] =>
    typeof max === 'number' ? [[path.join('/'), max]] : [],
  );
  const texts = Object.entries(schema['ref'] === 'i18nProperty' ? TRANSLATABLE : {});
  const fields = Object.entries(recordAt(schema, 'fields'));
  const alternatives = Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isRecord) : [];
  return [
    ...own,
    ...texts.map(([name, max]): [string, number] => [[...path, name].join('/'), max]),
    ...fields.flatMap(([name, child]) => (isRecord(child) ? collect(child, [...path, name]) : [])),
    ...(isRecord(schema['items']) ? collect(schema['items'], [...path, '*']) : []),
    ...alternatives.flatMap((one) => collect(one, path)),
  ];
}

function readModules(): readonly { name: string; facts: Facts }[] {
  const data: unknown = JSON.parse(readFileSync(sharedFile('protocol/modules.json'), 'utf8'));
  return Object.entries(recordAt(data, 'modules')).flatMap(([name, facts]) =>
    isRecord(facts) && !String(facts['container']).startsWith('not a module') ? [{ name, facts }] : [],
  );
}

function recordAt(value: unknown, name: string): Facts {
  const found = isRecord(value) ? value[name] : undefined;
  return isRecord(found) ? found : {};
}
