import { testRule } from '../../../../test/support/test-rule.ts';
import { REFUSED_LOCATION } from './refused.ts';

const at = (type: string, location: string) => ({ modules: { [type]: [{ key: 'a', location }] } });

testRule(REFUSED_LOCATION, [
  {
    name: 'finds a web panel where Jira takes none',
    document: at('webPanels', 'atl.header.after.scripts'),
    findings: [
      {
        pointer: '/modules/webPanels/0/location',
        message: 'Jira takes no web panels at "atl.header.after.scripts".',
        hint: 'jiraBackgroundScripts',
      },
    ],
  },
  {
    name: 'says nothing of web items there',
    document: at('webItems', 'atl.header.after.scripts'),
    findings: [],
  },
  {
    name: 'says nothing of Confluence',
    document: at('webPanels', 'atl.header.after.scripts'),
    product: 'confluence',
    findings: [],
  },
  { name: 'says nothing of other places', document: at('webPanels', 'atl.general'), findings: [] },
]);
