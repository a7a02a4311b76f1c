import { testRule } from '../../../../test/support/test-rule.ts';
import { TRANSLATIONS_PATH } from './path.ts';

const german = (path: unknown) => ({ translations: { paths: { 'de-DE': path } } });
const pointer = '/translations/paths/de-DE';

testRule(TRANSLATIONS_PATH, [
  {
    name: 'finds http',
    document: german('http://cdn.acme.io/de.json'),
    findings: [{ pointer, message: 'is not https', severity: 'warning' }],
  },
  {
    name: 'finds other schemes',
    document: german('file:///de.json'),
    findings: [{ pointer, message: 'begins with "file:"' }],
  },
  {
    name: 'finds two slashes',
    document: german('//cdn.acme.io/de.json'),
    findings: [{ pointer, message: 'begins with two slashes' }],
  },
  {
    name: 'finds variables',
    document: german('/i18n/{loc}.json'),
    findings: [{ pointer, message: 'has braces' }],
  },
  { name: 'finds nothing at all', document: german(''), findings: [{ pointer, message: 'is empty' }] },
  ...[
    '/i18n/de.json',
    'i18n/de.json',
    'https://cdn.acme.io/de.json',
    'http://localhost/de.json',
    '{{cdn}}/de.json',
    7,
  ].map((path) => ({ name: `has nothing against ${path}`, document: german(path), findings: [] })),
  { name: 'leaves other shapes alone', document: { translations: [] }, findings: [] },
]);
