import { testRule } from '../../../../test/support/test-rule.ts';
import { UNUSED_SECTION } from './unused-section.ts';

const withModules = (...modules: readonly { type: string; location: string }[]) => ({
  modules: {
    webSections: [{ key: 'my-section', location: 'admin_plugins_menu' }],
    ...Object.fromEntries(modules.map(({ type, location }) => [type, [{ key: 'a', location }]])),
  },
});

testRule(UNUSED_SECTION, [
  {
    name: 'finds a section that nothing is in',
    document: withModules({ type: 'webItems', location: 'admin_plugins_menu' }),
    findings: [
      {
        pointer: '/modules/webSections/0/key',
        message:
          'No module of this descriptor is in the web section "my-section": an empty section does not show.',
        hint: 'a location that ends with /my-section',
      },
    ],
  },
  ...['admin_plugins_menu/my-section', 'my-section', 'com.example.sound__my-section', '{{section}}'].map(
    (location) => ({
      name: `says nothing where something is at ${location}`,
      document: withModules({ type: 'adminPages', location }),
      findings: [],
    }),
  ),
  {
    name: 'says nothing of a section with another one inside',
    document: {
      modules: {
        webSections: [
          { key: 'outer', location: 'system.top.navigation.bar' },
          { key: 'inner', location: 'outer' },
        ],
        webPanels: [{ key: 'a', location: 'outer/inner' }],
      },
    },
    findings: [],
  },
]);
