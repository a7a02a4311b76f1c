import { testRule } from '../../../../test/support/test-rule.ts';
import { KEY_EXAMPLE } from './example.ts';

testRule(KEY_EXAMPLE, [
  {
    name: 'finds the key of the express template',
    document: { key: 'my-add-on' },
    findings: [{ pointer: '/key', message: '"my-add-on" is the key of a sample', severity: 'info' }],
  },
  {
    name: 'finds the key of the tutorial, in any case',
    document: { key: 'com.example.myApp' },
    findings: [{ pointer: '/key', message: '"com.example.myApp"' }],
  },
  {
    name: 'finds a vendor that was to be replaced',
    document: { key: 'com.yourcompany.hub' },
    findings: [{ pointer: '/key', message: 'com.yourcompany.hub' }],
  },
  { name: 'takes a key that only begins like one', document: { key: 'my-app-for-jira' }, findings: [] },
  { name: 'takes other keys below com.example', document: { key: 'com.example.easyclock' }, findings: [] },
  { name: 'leaves templates alone', document: { key: '{{key}}' }, findings: [] },
]);
