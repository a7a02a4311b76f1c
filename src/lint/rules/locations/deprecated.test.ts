import { testRule } from '../../../../test/support/test-rule.ts';
import { DEPRECATED_LOCATION } from './deprecated.ts';

const at = (type: string, location: string) => ({ modules: { [type]: [{ key: 'a', location }] } });

testRule(DEPRECATED_LOCATION, [
  {
    name: 'names what takes the place of a location',
    document: at('webPanels', 'atl.page.metadata.banner'),
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webPanels/0/location',
        message: '"atl.page.metadata.banner" is deprecated',
        hint: 'contentBylineItems takes its place.',
      },
    ],
  },
  {
    name: 'says where nothing does',
    document: at('webPanels', 'atl.editor.savebar'),
    product: 'confluence',
    findings: [
      { pointer: '/modules/webPanels/0/location', message: 'deprecated', hint: 'Nothing takes its place.' },
    ],
  },
  {
    name: 'says nothing of its neighbour that stays',
    document: at('webPanels', 'atl.general'),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'says nothing of the other product',
    document: at('webPanels', 'atl.editor.savebar'),
    findings: [],
  },
]);
