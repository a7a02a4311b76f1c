import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_CACHEABLE_VARIABLES } from './cacheable-variables.ts';

testRule(URL_CACHEABLE_VARIABLES, [
  {
    name: 'finds variables in pages that are cached',
    document: {
      modules: { generalPages: [{ key: 'p', url: '/p?a={project.key}&b={project.id}', cacheable: true }] },
    },
    findings: [
      {
        pointer: '/modules/generalPages/0/url',
        message: 'has {project.key} and {project.id} on a cacheable page',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds them in what belongs to a cacheable module, and in editors',
    document: {
      modules: {
        jiraIssueContexts: [{ key: 'c', cacheable: true, target: { url: '/c?i={issue.key}' } }],
        dynamicContentMacros: [
          { key: 'm', url: '/m?i={macro.id}', editor: { url: '/e?s={space.key}', cacheable: true } },
        ],
      },
    },
    product: null,
    findings: [
      { pointer: '/modules/jiraIssueContexts/0/target/url', message: '{issue.key}' },
      { pointer: '/modules/dynamicContentMacros/0/editor/url', message: '{space.key}' },
    ],
  },
  {
    name: 'takes cacheable pages without, and others with variables',
    document: {
      modules: {
        generalPages: [
          { key: 'p', url: '/p?v={{version}}', cacheable: true },
          { key: 'q', url: '/q?i={project.key}', cacheable: false },
          { key: 'r', url: '/r?i={project.key}', cacheable: 'true' },
        ],
      },
    },
    findings: [],
  },
]);
