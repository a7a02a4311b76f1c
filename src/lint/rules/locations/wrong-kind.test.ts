import { testRule } from '../../../../test/support/test-rule.ts';
import { WRONG_KIND } from './wrong-kind.ts';

const at = (type: string, location: string) => ({ modules: { [type]: [{ key: 'a', location }] } });

testRule(WRONG_KIND, [
  {
    name: 'finds a panel among links',
    document: at('webPanels', 'system.top.navigation.bar'),
    findings: [
      {
        pointer: '/modules/webPanels/0/location',
        message: '"system.top.navigation.bar" is a place for links: webPanels are not shown there.',
        hint: 'Take another location for panels, or another type of module.',
      },
    ],
  },
  {
    name: 'finds a link among panels',
    document: at('webItems', 'atl.jira.view.issue.right.context'),
    findings: [
      { pointer: '/modules/webItems/0/location', message: 'is a place for panels: webItems are not' },
    ],
  },
  {
    name: 'finds a section where there are links only',
    document: at('webSections', 'system.user.options/personal'),
    findings: [{ pointer: '/modules/webSections/0/location', message: 'is a place for links' }],
  },
  {
    name: 'finds a tab at a place for links',
    document: at('spaceToolsTabs', 'system.space.tools/contenttools'),
    product: 'confluence',
    findings: [{ pointer: '/modules/spaceToolsTabs/0/location', message: 'for links', hint: 'contenttools' }],
  },
  ...(
    [
      ['webPanels', 'jira.agile.board.tools'],
      ['webItems', 'jira.agile.board.tools'],
      ['webSections', 'operations-operations'],
      ['webSections', 'system.preset.filters'],
      ['generalPages', 'jira.project.sidebar.navigation'],
      ['jiraProjectAdminTabPanels', 'projectgroup4'],
      ['webPanels', 'moon'],
      ['webPanels', 'atl.header.after.scripts'],
    ] as const
  ).map(([type, location]) => ({
    name: `says nothing of ${type} at ${location}`,
    document: at(type, location),
    findings: [],
  })),
]);
