import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findCondition, JIRA_PERMISSIONS, listConditions } from '../../src/catalog/conditions.ts';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** Conditions that neither the reference nor Atlassian's schema nor a descriptor of the corpus names, and who does. */
const NAMED_ELSEWHERE: Readonly<Record<string, string>> = {
  has_space_permission: 'hasSpacePermission of Forge, next to hasPagePermission, which Connect has',
  'servicedesk.is_agent': 'the descriptor of github:zjhayes/Tag-for-Checkout',
};

const reference: Readonly<Record<string, unknown>> = hasSharedFolder ? readReference() : {};
const conditions = listOf(reference['conditions']);

describe.skipIf(!hasSharedFolder)('the list of conditions (needs ../shared, the reference material)', () => {
  test('has every condition of the reference', () => {
    expect(conditions).toHaveLength(73);
    const missing = conditions.filter((fact) => findCondition(nameOf(fact)) === undefined);
    expect(missing).toEqual([]);
  });

  test.each(conditions.map((fact) => ({ name: nameOf(fact), fact })))(
    'has $name for the same products, with the same needs',
    ({ name, fact }) => {
      const found = findCondition(name);
      const products = Array.isArray(fact['products']) ? fact['products'] : [];
      expect(found?.products.toSorted()).toEqual(products.toSorted());
      expect(found?.inUrls).toBe(fact['usable_inline_in_url']);
      expect(found?.state === 'removed').toBe(stringAt(fact, 'confidence')?.startsWith('removed'));
      // What the host of 2016 let onto pages, Atlassian's schema of 2021 lets there too.
      if (fact['works_without_page_context'] === true) expect(found?.onPages).toBe(true);
      const need = stringAt(fact, 'needs_context')?.replace(' user', '');
      if (/^\w+$/.test(need ?? '')) expect(found?.needs).toBe(need);
    },
  );

  test('has the params of the reference', () => {
    for (const fact of conditions) {
      const stated = Object.keys(isRecord(fact['params']) ? fact['params'] : {});
      const { params, takesMore } = findCondition(nameOf(fact)) ?? { params: {}, takesMore: false };
      const unknown = stated.filter((name) => !Object.hasOwn(params ?? {}, name));
      // The reference does not know which params entity_property_exists takes: it lists those of its neighbours.
      if (nameOf(fact) !== 'entity_property_exists')
        expect(takesMore ? [] : unknown, nameOf(fact)).toEqual([]);
    }
  });

  test('invents none', () => {
    const schema = readFileSync(sharedFile('reference/jira-global-schema.json'), 'utf8');
    const folder = sharedFile('corpus/descriptors');
    const corpus = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    const texts = [JSON.stringify(conditions), schema, ...corpus].join('\n');
    const invented = listConditions()
      .map(({ name }) => name)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(texts) && !Object.hasOwn(NAMED_ELSEWHERE, name));
    expect(invented).toEqual([]);
  });

  test("has on pages what Atlassian's schema lists for them", () => {
    const schema: unknown = JSON.parse(readFileSync(sharedFile('reference/jira-global-schema.json'), 'utf8'));
    const path = ['definitions', 'pageModule', 'properties', 'conditions'];
    const text = stringAt(path.reduce(step, schema), 'fieldDescription') ?? '';
    const listed = Array.from(text.matchAll(/<code>(\w+)<\/code>/g), ([, name = '']) => name);
    expect(listed).toHaveLength(36);
    const onPages = listConditions().flatMap(({ name, onPages }) => (onPages ? [name] : []));
    expect(onPages.toSorted()).toEqual(listed.toSorted());
  });

  test("has Jira's permissions", () => {
    expect(JIRA_PERMISSIONS.project).toEqual(reference['jira_project_permission_keys']);
    const global = conditions.find((fact) => nameOf(fact) === 'has_global_permission');
    const stated = isRecord(global?.['params']) ? String(global['params']['permission']) : '';
    expect(JIRA_PERMISSIONS.global).toEqual(stated.match(/\b[A-Z_]{6,}\b/g));
  });
});

function step(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function nameOf(fact: Readonly<Record<string, unknown>>): string {
  return stringAt(fact, 'condition') ?? '';
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function readReference(): Record<string, unknown> {
  const value: unknown = JSON.parse(readFileSync(sharedFile('protocol/conditions.json'), 'utf8'));
  return isRecord(value) ? value : {};
}
