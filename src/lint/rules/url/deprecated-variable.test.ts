import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_DEPRECATED_VARIABLE } from './deprecated-variable.ts';

const item = (url: string) => ({ modules: { webItems: [{ key: 'i', url }] } });
const pointer = '/modules/webItems/0/url';

testRule(URL_DEPRECATED_VARIABLE, [
  {
    name: 'finds the old names of content, and mends them together',
    document: item('/i?p={page.id}&v={page.version}&s={space.key}&q={page.id}'),
    product: 'confluence',
    findings: [
      {
        pointer,
        message:
          '{page.id} and {page.version}, which Atlassian has deprecated in favour of {content.id} and {content.version}.',
        severity: 'info',
        fix: 'Write {content.id} and {content.version}',
      },
    ],
  },
  {
    name: 'mends nothing where the values are others',
    document: item('/i?m={board.mode}'),
    findings: [
      { pointer, message: '{board.mode}', hint: 'Write {board.screen}; its values are others', fix: null },
    ],
  },
  {
    name: 'mends no page that links open by these names',
    document: { modules: { generalPages: [{ key: 'p', url: '/p?p={page.id}' }] } },
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/generalPages/0/url',
        message: '{page.id}',
        hint: 'here and in the links that open the page',
        fix: null,
      },
    ],
  },
  {
    name: 'takes them in macros, which have no others',
    document: { modules: { dynamicContentMacros: [{ key: 'm', url: '/m?p={page.id}&v={page.version}' }] } },
    product: 'confluence',
    findings: [],
  },
  { name: 'leaves the other product to the rule about it', document: item('/i?p={page.id}'), findings: [] },
  { name: 'takes the new names', document: item('/i?p={content.id}'), product: 'confluence', findings: [] },
]);
