import { testRule } from '../../../../test/support/test-rule.ts';
import { NAMELESS_MODULE } from './nameless.ts';

const named = (name: unknown) => ({ modules: { generalPages: [{ key: 'a', url: '/a', name }] } });

testRule(NAMELESS_MODULE, [
  ...['', ' \t'].map((value) => ({
    name: `finds ${JSON.stringify(value)}, which nobody can read`,
    document: named({ value }),
    findings: [
      { pointer: '/modules/generalPages/0/name/value', message: 'The name of this entry of generalPages' },
    ],
  })),
  {
    name: 'finds it where there is a translation too: not every language has one',
    document: named({ value: '', i18n: 'page.name' }),
    findings: [{ pointer: '/modules/generalPages/0/name/value', message: 'is empty' }],
  },
  {
    name: 'finds it in a module of which there is one',
    document: { modules: { configurePage: { key: 'a', url: '/a', name: { value: '' } } } },
    findings: [{ pointer: '/modules/configurePage/name/value', message: 'of configurePage is empty' }],
  },
  ...[{ value: 'A' }, { value: '{{name}}' }, { value: 7 }, {}, 'Page', undefined].map((name) => ({
    name: `says nothing of ${JSON.stringify(name)}`,
    document: named(name),
    findings: [],
  })),
]);
