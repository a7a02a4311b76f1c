import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_PARTIAL_VARIABLE } from './partial-variable.ts';

const panel = (url: string) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';

testRule(URL_PARTIAL_VARIABLE, [
  {
    name: 'finds part of a segment',
    document: panel('/issues/{issue.key}.html'),
    findings: [
      {
        pointer,
        message: '{issue.key} as only part of a segment of the path',
        hint: '?key={issue.key}',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds part of a value, once for a URL',
    document: panel('/p?i={issue.key}-{project.key}'),
    findings: [{ pointer, message: '{issue.key} as only part of the value of a parameter' }],
  },
  {
    name: 'finds what is behind the #',
    document: panel('/p#/issues/{issue.key}'),
    findings: [{ pointer, message: 'behind the #' }],
  },
  {
    name: 'takes whole segments and values',
    document: panel('/{project.key}/p?i={issue.key}&j=1#x'),
    findings: [],
  },
  {
    name: 'takes what a placeholder is next to',
    document: panel('/p?i={{prefix}}{issue.key}'),
    findings: [],
  },
  { name: 'leaves unknown names to the rule about them', document: panel('/x{foo}'), findings: [] },
]);
