import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_RELATIVE } from './relative.ts';

const pointer = '/lifecycle/installed';
const installed = (url: unknown, baseUrl = 'https://acme.io/app') => ({
  baseUrl,
  lifecycle: { installed: url },
});

testRule(LIFECYCLE_RELATIVE, [
  {
    name: 'finds an absolute URL',
    document: installed('https://other.io/installed'),
    findings: [{ pointer, message: 'lifecycle.installed is absolute', severity: 'error', fix: null }],
  },
  {
    name: 'mends one below baseUrl',
    document: installed('https://acme.io/app/installed'),
    findings: [{ pointer, message: 'is absolute', fix: 'Write "/installed"' }],
  },
  {
    name: 'mends one that repeats the placeholder of baseUrl',
    document: installed('{{localBaseUrl}}/installed', '{{localBaseUrl}}'),
    findings: [{ pointer, message: 'is absolute', fix: 'Write "/installed"' }],
  },
  {
    name: 'finds a path without a slash',
    document: installed('installed'),
    findings: [
      {
        pointer,
        message: 'right behind https://acme.io/app, which',
        severity: 'warning',
        fix: 'Begin it with a slash',
      },
    ],
  },
  {
    name: 'finds it where baseUrl is filled in',
    document: installed('installed', '{{localBaseUrl}}'),
    findings: [{ pointer, message: 'right behind the last word of baseUrl' }],
  },
  {
    name: 'takes it where baseUrl ends with one',
    document: installed('installed', 'https://acme.io/'),
    findings: [],
  },
  { name: 'takes paths', document: installed('/installed?at=https://acme.io'), findings: [] },
  { name: 'leaves templates alone', document: installed('{{ .RouteInstalled }}'), findings: [] },
  { name: 'leaves other shapes alone', document: installed(7), findings: [] },
]);
