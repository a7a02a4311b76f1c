// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_VARIABLES } from './variables.ts';

testRule(LIFECYCLE_VARIABLES, [
  {
    name: 'finds variables of pages and of webhooks',
    document: { lifecycle: { installed: '/installed?i={issue.key}', enabled: '/enabled/${project.key}' } },
    findings: [
      {
        pointer: '/lifecycle/installed',
        message: 'has {issue.key}: callbacks have no context',
        severity: 'warning',
      },
      { pointer: '/lifecycle/enabled', message: 'has ${project.key}' },
    ],
  },
  {
    name: 'takes what servers fill in',
    document: { lifecycle: { installed: '/installed?v=__VERSION__&t={{token}}&u=${app.id}' } },
    findings: [],
  },
]);
