import { testRule } from '../../../../test/support/test-rule.ts';
import { KEY_LENGTH } from './length.ts';

testRule(KEY_LENGTH, [
  {
    name: 'finds a key that is longer than documented',
    document: { key: 'k'.repeat(65) },
    findings: [
      { pointer: '/key', message: 'has 65 characters: Atlassian documents 64', severity: 'warning' },
    ],
  },
  { name: 'takes one of 64 characters', document: { key: 'k'.repeat(64) }, findings: [] },
  { name: 'leaves what the schema refuses to the schema', document: { key: 'k'.repeat(81) }, findings: [] },
  { name: 'leaves templates alone', document: { key: `{{key}}${'k'.repeat(65)}` }, findings: [] },
  { name: 'leaves other shapes alone', document: { key: 7 }, findings: [] },
]);
