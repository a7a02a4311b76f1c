import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import { checkRules } from '../../src/lint/semantic-step.ts';
import { SYNTAX_RULES } from '../../src/lint/syntax-rules.ts';
import { testRulePage } from '../support/rule-page.ts';
import { lintExample, textExamplesBelow } from '../support/syntax-rule-page.ts';

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('the page of $id', ({ rule }) => {
  const page = testRulePage(rule, async (document, product) => checkRules(document, product, [rule]));

  test('says whether the product refuses the add-on', () => {
    expect(/The product refuses to install/.test(page)).toBe(rule.refusesInstall === true);
  });
});

/** Their examples are texts as they are written, and not laid over anything. */
describe.each(SYNTAX_RULES)('the page of $id', ({ id, severity, summary }) => {
  const page = readFileSync(packageFile('docs/rules', `${id}.md`), 'utf8');
  const find = async (example: ReturnType<typeof textExamplesBelow>[number]) =>
    (await lintExample(example)).filter(({ ruleId }) => ruleId === id);

  test('has the id for its title, and the summary for its first paragraph', () => {
    const [title, first] = page.split(/\n{2,}/);
    expect(title).toBe(`# ${id}`);
    expect(first?.replaceAll('\n', ' ').replaceAll('`', '')).toBe(summary);
  });

  test('shows what is reported, how bad it is, and whether it can be mended', async () => {
    const examples = textExamplesBelow(page, 'Reported');
    expect(examples.length).toBeGreaterThan(0);
    const found = await Promise.all(examples.map(find));
    for (const [index, findings] of found.entries()) {
      expect(findings, examples[index]?.text).not.toEqual([]);
    }
    expect(found[0]?.[0]?.severity).toBe(severity);
    const canBeMended = found.flat().some(({ fix }) => fix !== undefined);
    expect(page).toContain(`\n\nSeverity: ${severity}${canBeMended ? ' · With a fix' : ''}\n\n`);
  });

  test('shows what passes', async () => {
    const examples = textExamplesBelow(page, 'Passes');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(await find(example), example.text).toEqual([]);
  });

  test('names its sources', () => {
    expect(page).toMatch(/\n## Sources\n\n- \S/);
  });
});
