import { describe, expect, test } from 'vitest';
import {
  DESCRIPTOR,
  descriptorText,
  layoutOf,
  projectOf,
  recipesOf,
  textOf,
} from '../../../../test/support/scaffold-project.ts';
import { DEPRECATED_MODULES } from '../../../catalog/module-facts.ts';
import { moduleTypesOf } from '../../../catalog/modules.ts';
import { PRODUCTS } from '../../../catalog/products.ts';
import { lintDescriptor } from '../../../lint/lint-descriptor.ts';
import { planModule } from '../plan-module.ts';

const CASES = PRODUCTS.flatMap((product) => moduleTypesOf(product).map((type) => [type, product] as const));

describe('every module type', () => {
  const recipes = recipesOf(['page', 'webhook', 'fragment', 'fragment-jiraJqlFunctions']);

  test.each(CASES)('%s in %s is fine to the linter', async (type, product) => {
    const before = projectOf({ [DESCRIPTOR]: descriptorText({ scopes: [] }) });
    const { changed } = planModule(before, layoutOf({ recipes }), { type, product });
    const { diagnostics } = await lintDescriptor(textOf(changed, DESCRIPTOR), { product });
    const isDeprecated = Object.hasOwn(DEPRECATED_MODULES, type);
    const findings = diagnostics.filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId);
    expect(findings).toEqual(isDeprecated ? ['modules/deprecated'] : []);
  });
});
