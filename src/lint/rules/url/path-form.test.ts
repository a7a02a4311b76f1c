import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_PATH_FORM } from './path-form.ts';

const page = (url: unknown) => ({ modules: { generalPages: [{ key: 'p', url }] } });
const pointer = '/modules/generalPages/0/url';

testRule(URL_PATH_FORM, [
  ...[
    ['/a//b', 'a double slash'],
    ['/a/', undefined],
    ['/a//', 'a double slash'],
    ['/a/./b', 'a dot segment'],
    ['/a/../b', 'a dot segment'],
    ['/a/%2e/b', 'a dot segment'],
    [String.raw`/a\b`, 'a backslash'],
    ['/a.b/c..d/.e', undefined],
    ['/a?b=//c', undefined],
    ['/a#//b', undefined],
    ['https://acme.io//a', undefined],
    ['//acme.io', undefined],
    ['/../a', undefined],
  ].map(([url, message]) => ({
    name: message === undefined ? `has nothing against ${url}` : `finds ${message} in ${url}`,
    document: page(url),
    findings:
      message === undefined ? [] : [{ pointer, message: `has ${message} in its path`, severity: 'warning' }],
  })),
  {
    name: 'finds it in callbacks',
    document: { lifecycle: { installed: '/a//installed' } },
    findings: [{ pointer: '/lifecycle/installed', message: 'a double slash' }],
  },
]);
