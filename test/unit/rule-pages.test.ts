import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/lint/rules/index.ts';
import { checkRules } from '../../src/lint/semantic-step.ts';
import { testRulePage } from '../support/rule-page.ts';

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('the page of $id', ({ rule }) => {
  const page = testRulePage(rule, async (document, product) => checkRules(document, product, [rule]));

  test('says whether the product refuses the add-on', () => {
    expect(/The product refuses to install/.test(page)).toBe(rule.refusesInstall === true);
  });
});
