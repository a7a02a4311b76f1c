import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_UNAVAILABLE_VARIABLE } from './unavailable-variable.ts';

const modules = (type: string, url: string, more: object = {}) => ({
  modules: { [type]: [{ key: 'm', url, ...more }] },
});
const at = (type: string) => `/modules/${type}/0/url`;

testRule(URL_UNAVAILABLE_VARIABLE, [
  {
    name: 'finds variables of the other product',
    document: modules('webPanels', '/p?c={content.id}'),
    findings: [
      {
        pointer: at('webPanels'),
        message: '{content.id}, which is a variable of Confluence',
        hint: 'this descriptor is for Jira',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds them in Confluence',
    document: modules('webPanels', '/p?i={issue.key}'),
    product: 'confluence',
    findings: [{ pointer: at('webPanels'), message: 'a variable of Jira' }],
  },
  {
    name: 'takes either where the product is open',
    document: modules('webPanels', '/p?c={content.id}&i={issue.key}'),
    product: null,
    findings: [],
  },
  {
    name: 'finds what issues do not have',
    document: modules('jiraIssueGlances', '/', { target: { url: '/g?s={sprint.id}&i={issue.key}' } }),
    findings: [
      {
        pointer: '/modules/jiraIssueGlances/0/target/url',
        message: '{sprint.id}: jiraIssueGlances know of no sprint',
      },
    ],
  },
  {
    name: 'finds what panels on issues do not have',
    document: modules('webPanels', '/p?b={board.id}', { location: 'atl.jira.view.issue.right.context' }),
    findings: [
      {
        pointer: at('webPanels'),
        message: 'webPanels at atl.jira.view.issue.right.context know of no board',
      },
    ],
  },
  {
    name: 'finds what belongs to one type of module only',
    document: modules('webPanels', '/p?d={dashboardItem.id}&m={postFunction.id}'),
    findings: [
      { pointer: at('webPanels'), message: '{dashboardItem.id}' },
      { pointer: at('webPanels'), message: 'know of no post function' },
    ],
  },
  {
    name: 'finds what is not there before it is created',
    document: {
      modules: {
        jiraWorkflowPostFunctions: [
          { key: 'f', create: { url: '/c?i={postFunction.id}' }, edit: { url: '/e?i={postFunction.id}' } },
        ],
        jiraWorkflowConditions: [
          { key: 'c', create: { url: '/c?i={condition.id}' }, view: { url: '/v?i={condition.id}' } },
        ],
      },
    },
    findings: [
      {
        pointer: '/modules/jiraWorkflowPostFunctions/0/create/url',
        message: 'there is none before it is created',
      },
      {
        pointer: '/modules/jiraWorkflowConditions/0/create/url',
        message: 'there is none before it is created',
      },
    ],
  },
  {
    name: 'tells that menus have no issue',
    document: modules('generalPages', '/p?i={issue.key}'),
    findings: [
      { pointer: at('generalPages'), message: 'opened from a menu the page has no issue', severity: 'info' },
    ],
  },
  {
    name: 'takes pages that others open',
    document: {
      modules: {
        generalPages: [
          { key: 'a', url: '/p?i={issue.key}', location: 'none' },
          { key: 'b', url: '/p?i={issue.key}', location: 'system.top.navigation.bar' },
        ],
        webItems: [{ key: 'i', url: 'b', context: 'page', location: 'operations-subtasks' }],
      },
    },
    findings: [],
  },
  {
    name: 'takes custom content and spaces for pages of Confluence',
    document: modules('generalPages', '/p?c={content.id}&s={space.key}'),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'takes what each place has',
    document: {
      modules: {
        jiraDashboardItems: [{ key: 'd', url: '/d?a={dashboard.id}&b={dashboardItem.viewType}' }],
        jiraProjectAdminTabPanels: [{ key: 't', url: '/t?a={project.id}&b={version.id}&c={component.id}' }],
        jiraReports: [{ key: 'r', url: '/r?a={project.key}&b={board.id}' }],
        webPanels: [{ key: 'p', url: '/p?b={board.id}', location: 'jira.agile.board.configuration' }],
        dialogs: [{ key: 'o', url: '/o?a={dashboardItem.id}&b={issue.key}&c={postFunction.id}' }],
        jiraWorkflowConditions: [{ key: 'c', edit: { url: '/e?i={condition.config}' } }],
      },
    },
    findings: [],
  },
  {
    name: 'leaves personal data, conditions and unknown names to others',
    document: modules('webPanels', '/p?u={user.id}&c={condition.id}&x={foo}'),
    findings: [],
  },
]);
