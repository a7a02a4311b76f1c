import { testRule } from '../../../../test/support/test-rule.ts';
import { UNKNOWN_LOCATION } from './unknown.ts';

const at = (type: string, location: unknown, more: object = {}) => ({
  modules: { [type]: [{ key: 'a', location }], ...more },
});

testRule(UNKNOWN_LOCATION, [
  {
    name: 'finds what a misspelt location was meant to be',
    document: at('webPanels', 'atl.jira.view.issue.rigth.context'),
    findings: [
      {
        pointer: '/modules/webPanels/0/location',
        message: 'There is no location "atl.jira.view.issue.rigth.context".',
        hint: 'Did you mean "atl.jira.view.issue.right.context"?',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'is careful with a location that is like no other: products add some',
    document: at('webItems', 'jira.whiteboard.tools'),
    findings: [
      { pointer: '/modules/webItems/0/location', message: 'connect-kit knows of', severity: 'info' },
    ],
  },
  {
    name: 'does not take one of a series for a mistake',
    document: at('webItems', 'board-tools-7'),
    findings: [{ pointer: '/modules/webItems/0/location', message: 'knows of', severity: 'info' }],
  },
  ...['', ' '].map((location) => ({
    name: `finds a place that is none: ${JSON.stringify(location)}`,
    document: at('webPanels', location),
    findings: [{ pointer: '/modules/webPanels/0/location', message: 'The location is empty' }],
  })),
  {
    name: 'suggests locations of the product only',
    document: at('webItems', 'system.heder/left'),
    findings: [{ pointer: '/modules/webItems/0/location', message: 'knows of', severity: 'info' }],
  },
  ...[
    'none',
    'hidden',
    '',
    '{{location}}',
    7,
    'system.header/left',
    'a-section',
    'com.example.sound__a-section',
  ].map((location) => ({
    name: `says nothing of ${JSON.stringify(location)}`,
    document: at('generalPages', location, { webSections: [{ key: 'a-section' }] }),
    findings: [],
  })),
  {
    name: 'leaves sections that there are not to their own rule',
    document: at('webItems', 'admin_plugins_menu/b'),
    findings: [],
  },
  {
    name: "leaves Bitbucket's locations to Bitbucket",
    document: at('webItems', 'org.bitbucket.repository.overview'),
    product: 'bitbucket',
    findings: [],
  },
  {
    name: 'says nothing of the location of background scripts, which is an object',
    document: at('jiraBackgroundScripts', { type: 'issue_view' }),
    findings: [],
  },
]);
