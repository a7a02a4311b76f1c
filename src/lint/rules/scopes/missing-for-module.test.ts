import { testRule } from '../../../../test/support/test-rule.ts';
import { MISSING_FOR_MODULE } from './missing-for-module.ts';

const builds = { jiraBuildInfoProvider: { key: 'builds', name: { value: 'Builds' } } };

testRule(MISSING_FOR_MODULE, [
  {
    name: 'finds a provider that may not send',
    document: { modules: builds, scopes: ['read'] },
    findings: [
      {
        pointer: '/modules/jiraBuildInfoProvider',
        message:
          'jiraBuildInfoProvider shows what the add-on sends to Jira, and sending takes the scope WRITE.',
        hint: 'Add "write" to "scopes".',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'says it once of all providers',
    document: {
      modules: { dialogs: [], ...builds, jiraDevelopmentTool: { key: 'tool' } },
      scopes: undefined,
    },
    findings: [
      {
        pointer: '/modules/jiraBuildInfoProvider',
        message: 'jiraBuildInfoProvider and jiraDevelopmentTool show what',
        hint: 'Add "WRITE"',
      },
    ],
  },
  { name: 'has nothing against WRITE', document: { modules: builds, scopes: ['WRITE'] }, findings: [] },
  {
    name: 'has nothing against what includes it',
    document: { modules: builds, scopes: ['admin'] },
    findings: [],
  },
  {
    name: 'has nothing against other modules',
    document: { modules: { webPanels: [{ key: 'panel' }] }, scopes: [] },
    findings: [],
  },
  {
    name: 'cannot tell from what is no scope',
    document: { modules: builds, scopes: ['Write'] },
    findings: [],
  },
  {
    name: 'leaves a module of Jira in Confluence to the schema',
    document: { modules: builds, scopes: [] },
    product: 'confluence',
    findings: [],
  },
]);
