import { testRule } from '../../../../test/support/test-rule.ts';
import { WRONG_PRODUCT_LOCATION } from './wrong-product.ts';

const page = (location: string, url: string) => ({ key: location, location, url });

testRule(WRONG_PRODUCT_LOCATION, [
  {
    name: "finds a panel at a place of Jira's in a descriptor for Confluence",
    document: { modules: { webPanels: [page('atl.jira.view.issue.right.context', '/p')] } },
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webPanels/0/location',
        message: '"atl.jira.view.issue.right.context" is a location of Jira: Confluence has no such place.',
      },
    ],
  },
  {
    name: 'finds a page whose twin opens something else',
    document: {
      modules: { generalPages: [page('system.header/left', '/a'), page('system.top.navigation.bar', '/b')] },
    },
    findings: [{ pointer: '/modules/generalPages/0/location', message: 'a location of Confluence' }],
  },
  {
    name: 'says nothing of pairs that serve both products with one descriptor',
    document: {
      modules: { generalPages: [page('system.header/left', '/a'), page('system.top.navigation.bar', '/a')] },
    },
    findings: [],
  },
  {
    name: 'says nothing of locations of both, of unknown ones, and where the product is not known',
    document: { modules: { webItems: [page('admin_plugins_menu', '/a'), page('moon', '/b')] } },
    product: 'confluence',
    findings: [],
  },
  {
    name: 'says nothing where the descriptor suits both',
    document: { modules: { generalPages: [page('system.header/left', '/a')] } },
    product: null,
    findings: [],
  },
]);
