import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_UNKNOWN_VARIABLE } from './unknown-variable.ts';

const panel = (url: unknown) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';

const macro = (url: string, more: object = {}) => ({
  modules: { dynamicContentMacros: [{ key: 'm', url, parameters: [{ identifier: 'colour' }, 7], ...more }] },
});

testRule(URL_UNKNOWN_VARIABLE, [
  {
    name: 'finds names that are spelt another way',
    document: panel('/p?i={issueKey}&j={project_id}&k={isue.key}'),
    findings: [
      {
        pointer,
        message: '{issueKey}, which the product does not know',
        hint: 'Did you mean "{issue.key}"?',
        severity: 'warning',
      },
      { pointer, message: '{project_id}', hint: 'Did you mean "{project.id}"?' },
      { pointer, message: '{isue.key}', hint: 'Did you mean "{issue.key}"?' },
    ],
  },
  {
    name: 'finds what Jira has but does not fill in',
    document: panel('/{issue.description}'),
    findings: [{ pointer, message: '{issue.description}', hint: 'REST API' }],
  },
  { name: 'finds empty braces', document: panel('/p?x={}'), findings: [{ pointer, message: '{}' }] },
  {
    name: 'finds them next to placeholders',
    document: panel('/p?v=__VERSION__&i={issueKey}'),
    findings: [{ pointer, message: '{issueKey}' }],
  },
  {
    name: 'suggests the variables of the product at hand only',
    document: panel('/p?c={contentId}'),
    product: 'confluence',
    findings: [{ pointer, message: '{contentId}', hint: '"{content.id}"' }],
  },
  {
    name: 'suggests the parameters of a macro',
    document: macro('/m?c={color}'),
    product: 'confluence',
    findings: [{ pointer: '/modules/dynamicContentMacros/0/url', message: '{color}', hint: '"{colour}"' }],
  },
  {
    name: 'finds a name with a dot in a macro, even if it has an editor',
    document: macro('/m?c={macro.colour}', { editor: { url: '/e' } }),
    product: 'confluence',
    findings: [{ pointer: '/modules/dynamicContentMacros/0/url', message: '{macro.colour}' }],
  },
  {
    name: 'takes what is known, of either product, and what has no end',
    document: panel(
      '/{issue.key}?a={project.id}&b={content.id}&c={ac.mode}&d={condition.can_use(permission=x)}&e={servicedesk.new}',
    ),
    findings: [],
  },
  {
    name: 'takes parameters and variables of macros',
    document: macro('/m?a={colour}&b={macro.id}&c={page.title}&d={output.type}&e={content.id}'),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'takes parameters that an editor may save',
    document: macro('/m?a={uuid}', { editor: { url: '/e' } }),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'leaves personal data to the rule about it',
    document: panel('/p?u={user_id}&v={user.key}'),
    findings: [],
  },
  {
    name: 'is sure of little where no list is known',
    document: {
      modules: {
        assetPanels: [{ key: 'a', url: '/a?o={object.id}' }],
        serviceDeskQueues: [{ key: 'q', url: '/q?i={issueKey}' }],
      },
    },
    findings: [{ pointer: '/modules/serviceDeskQueues/0/url', message: '{issueKey}' }],
  },
  {
    name: 'leaves URLs with other variables alone',
    document: {
      modules: {
        webhooks: [{ event: 'e', url: '/h?x={foo}' }],
        generalPages: [{ key: 'p', url: '/p?x={foo}', cacheable: true }],
        jiraDevelopmentTool: { actions: { createBranch: { templateUrl: 'https://a/{issue.summary}' } } },
        jiraIssueFields: [{ key: 'f', template: { type: 'link', url: '/x/{option.properties.url}' } }],
      },
    },
    findings: [],
  },
  {
    name: 'knows nothing of Bitbucket',
    document: panel('/p?r={repo_uuid}'),
    product: 'bitbucket',
    findings: [],
  },
]);
