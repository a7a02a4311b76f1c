import { testRule } from '../../../../test/support/test-rule.ts';
import { BASE_URL_DESCRIPTOR_FILE } from './descriptor-file.ts';

testRule(BASE_URL_DESCRIPTOR_FILE, [
  {
    name: 'finds the address of the descriptor',
    document: { baseUrl: 'https://acme.io/jira/atlassian-connect.json' },
    findings: [
      {
        pointer: '/baseUrl',
        message: 'below atlassian-connect.json/',
        hint: 'End it before "/atlassian-connect.json"',
      },
    ],
  },
  {
    name: 'takes a folder of that name elsewhere',
    document: { baseUrl: 'https://acme.io/json' },
    findings: [],
  },
  {
    name: 'leaves hosts that cannot be to the rule about these',
    document: { baseUrl: 'https://raw.githubusercontent.com/a/b/main/atlassian-connect.json' },
    findings: [],
  },
]);
