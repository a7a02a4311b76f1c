import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import { checkRules } from '../../src/lint/semantic-step.ts';
import { SOUND } from '../support/test-rule.ts';

/**
 * A page says what its rule says, and its examples are true. Examples are cut to what matters: they are laid over a
 * sound descriptor. Product and severity stand in a line of their own: `Severity: error · Product: Jira`.
 */
describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('the page of $id', ({ id, rule }) => {
  const page = readFileSync(packageFile('docs/rules', `${id}.md`), 'utf8');

  test('has the id for its title, and the summary for its first paragraph', () => {
    const [title, summary] = page.split(/\n{2,}/);
    expect(title).toBe(`# ${id}`);
    expect(summary?.replaceAll('\n', ' ').replaceAll('`', '')).toBe(rule.summary);
  });

  test('says how bad a finding is, and whether the product refuses the add-on', () => {
    expect(page).toContain(`Severity: ${rule.severity}`);
    expect(/The product refuses to install/.test(page)).toBe(rule.refusesInstall === true);
  });

  test('shows what is reported', () => {
    const examples = examplesBelow(page, 'Reported');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(run(rule, example), example.text).not.toEqual([]);
  });

  test('shows what passes', () => {
    const examples = examplesBelow(page, 'Passes');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(run(rule, example), example.text).toEqual([]);
  });

  test('names its sources', () => {
    expect(page).toMatch(/\n## Sources\n\n- \S/);
  });
});

interface Example {
  readonly text: string;
  readonly product: 'jira' | 'confluence' | 'bitbucket';
}

/** The `json` blocks of a section; ```` ```json product="confluence" ```` for another product than Jira. */
function examplesBelow(page: string, heading: string): readonly Example[] {
  const section = new RegExp(`\\n## ${heading}\\n(.*?)(?=\\n## |$)`, 's').exec(page)?.[1] ?? '';
  return Array.from(
    section.matchAll(/```json(?: product="(\w+)")?\n(.*?)```/gs),
    ([, product, text = '']) => ({
      text,
      product: product === 'confluence' || product === 'bitbucket' ? product : 'jira',
    }),
  );
}

function run(rule: Rule, { text, product }: Example): readonly unknown[] {
  const example: unknown = JSON.parse(text);
  expect(isRecord(example), text).toBe(true);
  return isRecord(example) ? checkRules({ ...SOUND, ...withoutNull(example) }, product, [rule]) : [];
}

/** In an example, null takes a property of the sound descriptor away. */
function withoutNull(example: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(example).map(([name, value]) => [name, value === null ? undefined : value]);
  return Object.fromEntries(entries);
}
