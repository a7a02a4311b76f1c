import { testRule } from '../../../../test/support/test-rule.ts';
import { MISSING_SECTION } from './missing-section.ts';

const SECTION = { key: 'my-section', location: 'admin_plugins_menu' };
const at = (type: string, location: string) => ({
  modules: { webSections: [SECTION], [type]: [{ key: 'a', location }] },
});

testRule(MISSING_SECTION, [
  {
    name: 'finds a misspelt section of the administration',
    document: at('adminPages', 'admin_plugins_menu/my-sektion'),
    findings: [
      {
        pointer: '/modules/adminPages/0/location',
        message: 'This add-on has no web section "my-sektion".',
        hint: 'Did you mean "admin_plugins_menu/my-section"?',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds a misspelt section that stands alone',
    document: at('jiraProjectAdminTabPanels', 'my-secton'),
    findings: [
      {
        pointer: '/modules/jiraProjectAdminTabPanels/0/location',
        message: '"my-secton"',
        hint: 'Did you mean "my-section"?',
      },
    ],
  },
  {
    name: 'is careful with a section that is like none of its own: the product may have it',
    document: at('webItems', 'admin_plugins_menu/upm'),
    findings: [
      {
        pointer: '/modules/webItems/0/location',
        message: '"upm"',
        hint: 'Add it to webSections',
        severity: 'info',
      },
    ],
  },
  ...[
    'admin_plugins_menu/my-section',
    'my-section',
    'atl.jira.proj.config/projectgroup1',
    'admin_plugins_menu/app-menu',
  ].map((location) => ({
    name: `says nothing of ${location}`,
    document: at('webItems', location),
    findings: [],
  })),
  {
    name: 'says nothing of parts of locations that take no sections',
    document: at('webItems', 'jira.issue.tools/my-sektion'),
    findings: [],
  },
]);
