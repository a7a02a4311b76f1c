import { testRule } from '../../../../test/support/test-rule.ts';
import { STATUS_KEY } from './status-key.ts';

/** The property is called com.atlassian.jira.issue:com.example.sound:{key}:status */
const room = 255 - 'com.atlassian.jira.issue:com.example.sound::status'.length;
const glance = (key: string, type = 'jiraIssueContexts') => ({ modules: { [type]: [{ key }] } });

testRule(STATUS_KEY, [
  {
    name: 'finds a key that leaves no room for the status',
    document: glance('k'.repeat(room + 1)),
    findings: [
      {
        pointer: '/modules/jiraIssueContexts/0/key',
        message: 'would have a key of 256 characters; 255 are allowed.',
        hint: 'com.atlassian.jira.issue:{add-on key}:{module key}:status',
      },
    ],
  },
  {
    name: 'finds that of a glance, too',
    document: glance('k'.repeat(room + 9), 'jiraIssueGlances'),
    findings: [{ pointer: '/modules/jiraIssueGlances/0/key', message: '264 characters' }],
  },
  { name: 'says nothing of a key that just fits', document: glance('k'.repeat(room)), findings: [] },
  { name: 'says nothing of other modules', document: glance('k'.repeat(300), 'webPanels'), findings: [] },
  {
    name: 'says nothing where the key of the add-on is not known yet',
    document: { key: '{{key}}', ...glance('k'.repeat(300)) },
    findings: [],
  },
]);
