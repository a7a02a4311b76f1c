import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_INSECURE_IMAGE } from './insecure-image.ts';

const page = (url: string) => ({
  modules: { generalPages: [{ key: 'p', url: 'http://a.io', icon: { url } }] },
});

testRule(URL_INSECURE_IMAGE, [
  {
    name: 'finds http',
    document: page('http://cdn.acme.io/i.png'),
    findings: [
      { pointer: '/modules/generalPages/0/icon/url', message: 'icon.url is not https', severity: 'warning' },
    ],
  },
  ...['https://cdn.acme.io/i.png', '/i.png', 'i.png', 'http://localhost/i.png', 'http://{{host}}/i.png'].map(
    (url) => ({
      name: `has nothing against ${url}`,
      document: page(url),
      findings: [],
    }),
  ),
]);
