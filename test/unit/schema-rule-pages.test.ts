import { describe } from 'vitest';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { SCHEMA_RULES } from '../../src/lint/schema-rules.ts';
import { testRulePage } from '../support/rule-page.ts';

describe.each(SCHEMA_RULES.map((rule) => ({ id: rule.id, rule })))('the page of $id', ({ id, rule }) => {
  testRulePage(rule, async (document, product) => {
    const { diagnostics } = await lintDescriptor(JSON.stringify(document), { product });
    return diagnostics.filter(({ ruleId }) => ruleId === id);
  });
});
