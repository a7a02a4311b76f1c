import { testRule } from '../../../../test/support/test-rule.ts';
import { TRANSLATIONS_UNUSED } from './unused.ts';

const page = (name: object) => ({
  modules: {
    generalPages: [
      { key: 'p', name },
      { key: 'q', name },
    ],
  },
});
const translations = { paths: { 'de-DE': '/de.json' } };

testRule(TRANSLATIONS_UNUSED, [
  {
    name: 'finds keys of translations that are not there, once',
    document: page({ value: 'Page', i18n: 'page.name' }),
    findings: [
      {
        pointer: '/modules/generalPages/0/name/i18n',
        message: 'generalPages[0].name.i18n names a translation',
        severity: 'info',
      },
    ],
  },
  {
    name: 'finds translations that nothing asks for',
    document: { ...page({ value: 'Page', i18n: '' }), translations },
    findings: [{ pointer: '/translations', message: 'no module asks for one' }],
  },
  {
    name: 'takes both',
    document: { ...page({ value: 'Page', i18n: 'page.name' }), translations },
    findings: [],
  },
  { name: 'takes neither', document: page({ value: 'Page' }), findings: [] },
  {
    name: "takes the add-on's own parameters",
    document: { modules: { webItems: [{ key: 'i', params: { i18n: 'x' } }] } },
    findings: [],
  },
]);
