import { describe, expect, test } from 'vitest';
import {
  DESCRIPTOR,
  descriptorText,
  INDEX,
  layoutOf,
  projectOf,
  recipesOf,
  textOf,
} from '../../../test/support/scaffold-project.ts';
import { DEPRECATED_MODULES } from '../../catalog/module-facts.ts';
import { moduleTypesOf } from '../../catalog/modules.ts';
import { PRODUCTS } from '../../catalog/products.ts';
import { lintDescriptor } from '../../lint/lint-descriptor.ts';
import { planModule } from './plan-module.ts';

describe('planModule', () => {
  test('adds an entry, a route and its test', () => {
    const { changed, routes, key } = planModule(projectOf(), layoutOf(), {
      type: 'jiraIssueContents',
      product: 'jira',
    });
    expect([...changed.keys()]).toEqual([
      DESCRIPTOR,
      INDEX,
      'src/modules/issue-panel.ts',
      'test/modules/issue-panel.test.ts',
    ]);
    expect(key).toBe('issue-panel');
    expect(routes).toEqual([
      {
        kind: 'page',
        about: 'issue',
        path: '/issue-panel',
        file: 'issue-panel',
        exportName: 'issuePanel',
        isShared: false,
      },
    ]);
    expect(JSON.parse(textOf(changed, DESCRIPTOR)).modules).toEqual({
      jiraIssueContents: [
        {
          key: 'issue-panel',
          name: { value: 'Sound' },
          tooltip: { value: 'Show Sound' },
          icon: { width: 24, height: 24, url: '/assets/icon.svg' },
          target: { type: 'web_panel', url: '/issue-panel?issue={issue.key}' },
        },
      ],
    });
    expect(textOf(changed, INDEX)).toBe(`import { issuePanel } from './issue-panel.ts';
import type { Module } from './module.ts';

export const modules: readonly Module[] = [issuePanel];
`);
    expect(textOf(changed, 'src/modules/issue-panel.ts')).toBe(
      "// page: issue-panel jiraIssueContents\nexport const issuePanel = { path: '/issue-panel' };\n",
    );
  });
});

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
