import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DescriptorProduct } from '../../src/catalog/products.ts';
import { compareCalls } from '../../src/code/compare/compare-calls.ts';
import { readFacts } from '../../src/code/compare/facts.ts';
import { CODE_RULES } from '../../src/code/compare/rules.ts';
import { findUnusedScopes } from '../../src/code/compare/unused-scopes.ts';
import { readSource } from '../../src/code/find-product-calls.ts';
import { languageOf } from '../../src/code/language.ts';
import { packageFile } from '../../src/core/package-root.ts';

/** Examples are pairs: a part of a descriptor, and a source of its add-on. */
interface Example {
  readonly product: DescriptorProduct;
  readonly descriptor: string;
  readonly extension: string;
  readonly source: string;
}

describe.each(CODE_RULES)('the page of $id', ({ id, severity, summary }) => {
  const page = readFileSync(packageFile('docs/rules', `${id}.md`), 'utf8');

  test('has the id for its title, the summary for its first paragraph, severity and sources', () => {
    const [title, first] = page.split(/\n{2,}/);
    expect(title).toBe(`# ${id}`);
    expect(first?.replaceAll('\n', ' ').replaceAll('`', '')).toBe(summary);
    expect(page).toContain(`\n\nSeverity: ${severity}\n\n`);
    expect(page).toMatch(/\n## Sources\n\n- \S/);
  });

  test('shows what is reported, first with the severity of the rule', () => {
    const found = examplesBelow(page, 'Reported').map((example) => ({ example, found: run(id, example) }));
    expect(found[0]?.found[0]?.severity).toBe(severity);
    for (const { example, found: findings } of found) expect(findings, example.source).not.toEqual([]);
  });

  test('shows what passes', () => {
    const examples = examplesBelow(page, 'Passes');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(run(id, example), example.source).toEqual([]);
  });

  test('has no code block outside of an example', () => {
    const blocks = page.match(/^```\w/gm)?.length ?? 0;
    const examples = examplesBelow(page, 'Reported').length + examplesBelow(page, 'Passes').length;
    expect(blocks).toBe(2 * examples);
  });
});

function examplesBelow(page: string, heading: string): readonly Example[] {
  const section = new RegExp(`\\n## ${heading}\\n(.*?)(?=\\n## |$)`, 's').exec(page)?.[1] ?? '';
  const pair = /```json(?: product="(\w+)")?\n(.*?)```\s+```(\w+)\n(.*?)```/gs;
  return Array.from(section.matchAll(pair), ([, product, descriptor = '', extension = '', source = '']) => ({
    product: product === 'confluence' ? product : 'jira',
    descriptor,
    extension,
    source,
  }));
}

function run(id: string, { product, descriptor, extension, source }: Example) {
  const language = languageOf(`a.${extension}`);
  if (language === undefined) throw new Error(extension);
  const uses = [{ ...readSource(source, language), file: `a.${extension}`, isTest: false }];
  const facts = readFacts(JSON.parse(descriptor), product);
  return [...compareCalls(uses, facts), ...findUnusedScopes(uses, facts)].filter(
    ({ ruleId }) => ruleId === id,
  );
}
