import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_DUPLICATE_PARAMETER } from './duplicate-parameter.ts';

const panel = (url: string) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';

testRule(URL_DUPLICATE_PARAMETER, [
  {
    name: 'finds a parameter that is there twice',
    document: panel('/p?a=1&b=2&a={issue.key}'),
    findings: [{ pointer, message: 'has the parameter "a" twice', severity: 'warning' }],
  },
  { name: 'takes names that differ', document: panel('/p?a=1&A=2&b=1#a=1&a=1'), findings: [] },
  { name: 'takes what a placeholder names', document: panel('/p?{{a}}=1&{{a}}=2'), findings: [] },
]);
