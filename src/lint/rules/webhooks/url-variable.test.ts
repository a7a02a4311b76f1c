// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables
import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_VARIABLE } from './url-variable.ts';

const calling = (url: unknown, ...events: readonly string[]) => ({
  modules: { webhooks: events.map((event) => ({ event, url })) },
});
const pointer = '/modules/webhooks/0/url';

testRule(URL_VARIABLE, [
  {
    name: 'finds a variable that its event does not fill in',
    document: calling('/hook?version=${version.id}&issue=${issue.key}', 'jira:issue_updated'),
    findings: [
      {
        pointer,
        message: 'jira:issue_updated has no value for ${version.id}.',
        hint: 'For jira:issue_updated, Jira fills in ${project.id}, ${project.key}, ${issue.id} and ${issue.key}.',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'finds one where the event fills in nothing',
    document: calling('/hook/${issue.key}', 'option_voting_changed'),
    findings: [{ pointer, message: 'has no value for ${issue.key}', hint: 'Jira fills in nothing' }],
  },
  {
    name: 'names the variable that was meant, each once',
    document: calling('/${issueKey}/${issue_id}/${issueKey}/${issue.kye}', 'jira:issue_created'),
    findings: [
      { pointer, message: 'Jira knows no variable ${issueKey}.', hint: 'Did you mean ${issue.key}?' },
      { pointer, message: '${issue_id}', hint: '${issue.id}?' },
      { pointer, message: '${issue.kye}', hint: 'Did you mean ${issue.key}?' },
    ],
  },
  {
    name: 'finds names of things that Jira does not fill in',
    document: calling('/${issue.summary}', 'jira:issue_created'),
    findings: [
      { pointer, message: 'Jira knows no variable ${issue.summary}.', hint: 'Jira fills in ${project.id}' },
    ],
  },
  {
    name: 'finds any variable in Confluence',
    document: calling('/hook/${page.id}?project=${project.key}', 'page_created'),
    product: 'confluence',
    findings: [
      {
        pointer,
        message: 'Confluence fills in no variables: it calls the URL with ${page.id} in it.',
        hint: 'Remove ${page.id}',
      },
      { pointer, message: '${project.key}' },
    ],
  },
  {
    name: 'has nothing against what the event fills in',
    document: calling('/${issue.id}/${issue.key}?project=${project.key}', 'jira:issue_created'),
    findings: [],
  },
  {
    name: 'has nothing against a URL that several events share',
    document: calling(
      '/hook?issue=${issue.key}&version=${version.id}',
      'jira:issue_created',
      'jira:version_created',
    ),
    findings: [],
  },
  {
    name: 'has nothing against what no source states plainly',
    document: calling('/${issue.key}/${worklog.id}/${comment.id}', 'worklog_created', 'sprint_started'),
    findings: [],
  },
  {
    name: "leaves what the add-on's server fills in alone",
    document: calling(
      '${addon.base-url}/${project.version}/${ISSUE_KEY}/{{issueKey}}/${product.key}/${id}/${user.name}/__ISSUE__',
      'jira:issue_created',
    ),
    findings: [],
  },
  {
    name: 'leaves single braces to another rule',
    document: calling('/{page.id}/{isue.key}/{issue.key}', 'jira:issue_created'),
    findings: [],
  },
  {
    name: 'knows nothing of unknown events, nor of those that mean different things',
    document: calling('/${page.id}', 'issue_created', 'comment_created'),
    product: null,
    findings: [],
  },
  { name: 'passes over what is no text', document: calling(['${x.y}'], 'jira:issue_created'), findings: [] },
]);
