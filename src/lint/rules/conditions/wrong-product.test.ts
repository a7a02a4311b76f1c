import { PANEL_CONDITIONS as AT, panelWith } from '../../../../test/support/condition-samples.ts';
import { testRule } from '../../../../test/support/test-rule.ts';
import { WRONG_PRODUCT_CONDITION } from './wrong-product.ts';

const CONDITIONS = panelWith({ condition: 'user_is_admin' }, { condition: 'has_page_permission' });

testRule(WRONG_PRODUCT_CONDITION, [
  {
    name: 'finds a condition of Confluence in a descriptor for Jira',
    document: CONDITIONS,
    findings: [
      {
        pointer: `${AT}/1/condition`,
        message: 'has_page_permission is a condition of Confluence: Jira does not have it.',
      },
    ],
  },
  { name: 'says nothing where it belongs', document: CONDITIONS, product: 'confluence', findings: [] },
  { name: 'says nothing where the descriptor suits both', document: CONDITIONS, product: null, findings: [] },
  { name: 'says nothing of Bitbucket', document: CONDITIONS, product: 'bitbucket', findings: [] },
  {
    name: 'says nothing of what no product has',
    document: panelWith({ condition: 'moon_is_full' }),
    findings: [],
  },
]);
