import { testRule } from '../../../../test/support/test-rule.ts';
import { ROOT_INTERNAL_FIELDS } from './internal-fields.ts';

testRule(ROOT_INTERNAL_FIELDS, [
  {
    name: 'finds what the product writes',
    document: { installedDate: {}, lastUpdated: 'today' },
    findings: [
      {
        pointer: '/installedDate',
        message: '"installedDate" is written by the product',
        severity: 'info',
        fix: 'Remove "installedDate"',
      },
      { pointer: '/lastUpdated', message: '"lastUpdated"', fix: 'Remove "lastUpdated"' },
    ],
  },
  { name: 'takes a descriptor without', document: {}, findings: [] },
]);
