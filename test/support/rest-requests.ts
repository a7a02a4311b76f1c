import type { CoveredOperation } from './rest-coverage.ts';
import type { Samples } from './rest-samples.ts';
import { nameOf } from './rest-walk.ts';

const TEXT = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Text' }] }],
};
const STORAGE = { representation: 'storage', value: '<p>Text</p>' };
const V1_STORAGE = { storage: { value: '<p>Text</p>', representation: 'storage' } };

/** Bodies that an operation has a use for, so that its own code is walked and not only the reading of its input. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /rest/api/3/issue': {
    fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'New' },
  },
  'POST /rest/api/3/issue/bulk': {
    issueUpdates: [{ fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'New' } }],
  },
  'PUT /rest/api/3/issue/{issueIdOrKey}': {
    fields: { summary: 'Other' },
    update: { labels: [{ add: 'one' }] },
  },
  'PUT /rest/api/3/issue/{issueIdOrKey}/assignee': { accountId: null },
  'POST /rest/api/3/issue/{issueIdOrKey}/transitions': { transition: { id: '21' } },
  'POST /rest/api/3/issue/{issueIdOrKey}/comment': { body: TEXT },
  'PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}': { body: TEXT },
  'POST /rest/api/3/issue/{issueIdOrKey}/worklog': {
    timeSpentSeconds: 60,
    started: '2024-01-01T10:00:00.000+0000',
  },
  'POST /rest/api/3/issue/{issueIdOrKey}/remotelink': { object: { url: 'http://localhost/', title: 'Link' } },
  'POST /rest/api/3/issueLink': {
    ...{ type: { name: 'Blocks' }, inwardIssue: { key: 'DEMO-1' }, outwardIssue: { key: 'DEMO-2' } },
  },
  'POST /rest/api/3/issue/bulkfetch': { issueIdsOrKeys: ['DEMO-1', 'DEMO-2', 'NONE-1'] },
  'POST /rest/api/3/search': { jql: 'project = DEMO ORDER BY key', maxResults: 2 },
  'POST /rest/api/3/search/jql': { jql: 'project = DEMO ORDER BY key', maxResults: 2 },
  'POST /rest/api/3/search/approximate-count': { jql: 'project = DEMO' },
  'POST /rest/api/3/jql/parse': { queries: ['project = DEMO', 'nonsense ='] },
  'POST /rest/api/3/jql/match': { jqls: ['project = DEMO'], issueIds: [10_000] },
  'POST /wiki/rest/api/content': { type: 'page', title: 'One', space: { key: 'DS' }, body: V1_STORAGE },
  'PUT /wiki/rest/api/content/{id}': { type: 'page', title: 'Two', version: { number: 2 }, body: V1_STORAGE },
  'POST /wiki/rest/api/content/{id}/label': [{ prefix: 'global', name: 'one' }],
  'POST /wiki/rest/api/content/{id}/property': { key: 'other', value: { a: 1 } },
  'POST /wiki/rest/api/space': { key: 'NEW', name: 'New' },
  'POST /wiki/rest/api/contentbody/convert/{to}': V1_STORAGE.storage,
  'POST /wiki/api/v2/pages': { spaceId: '65537', status: 'current', title: 'One more', body: STORAGE },
  'POST /wiki/api/v2/blogposts': { spaceId: '65537', status: 'current', title: 'One more', body: STORAGE },
  'POST /wiki/api/v2/footer-comments': { pageId: '65601', body: STORAGE },
  'POST /wiki/api/v2/pages/{page-id}/properties': { key: 'other', value: [1] },
  'POST /wiki/api/v2/spaces': { key: 'NEWER', name: 'Newer' },
};

export function bodyOf(operation: CoveredOperation): string | undefined {
  if (operation.method === 'GET' || operation.method === 'DELETE') return undefined;
  return JSON.stringify(BODIES[nameOf(operation)] ?? {});
}

/** What operations do not answer without. */
export function queryOf(operation: CoveredOperation, samples: Samples): string {
  const query = QUERIES[nameOf(operation)];
  if (query === undefined) return '';
  return `?${query.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(samples.get(name) ?? ''))}`;
}

const QUERIES: Readonly<Record<string, string>> = {
  'GET /rest/agile/1.0/issue/{issueIdOrKey}/estimation': 'boardId={board}',
  'GET /rest/api/3/group': 'groupname={jiraGroup}',
  'GET /rest/api/3/group/member': 'groupname={jiraGroup}',
  'GET /rest/api/3/groupuserpicker': 'query=a',
  'GET /rest/api/3/issuetype/project': 'projectId=10000',
  'GET /rest/api/3/issuetypescheme/project': 'projectId=10000',
  'GET /rest/api/3/issuetypescreenscheme/project': 'projectId=10000',
  'GET /rest/api/3/jql/autocompletedata/suggestions': 'fieldName=status&fieldValue=d',
  'GET /rest/api/3/mypermissions': 'permissions=BROWSE_PROJECTS',
  'GET /rest/api/3/mypreferences': 'key=jira.user.timezone',
  'GET /rest/api/3/projectvalidate/validProjectName': 'name=Other',
  'GET /rest/api/3/statuses': 'id=10000',
  'GET /rest/api/3/user/assignable/multiProjectSearch': 'projectKeys=DEMO&query=a',
  'GET /rest/api/3/user/assignable/search': 'project=DEMO',
  'GET /rest/api/3/user/bulk': 'accountId={accountId}',
  'GET /rest/api/3/user/bulk/migration': 'username=mia',
  'GET /rest/api/3/user/email': 'accountId={accountId}',
  'GET /rest/api/3/user/groups': 'accountId={accountId}',
  'GET /rest/api/3/user/permission/search': 'permissions=BROWSE_PROJECTS&projectKey=DEMO&query=a',
  'GET /rest/api/3/user/properties': 'accountId={accountId}',
  'GET /rest/api/3/user/properties/{propertyKey}': 'accountId={accountId}',
  'GET /rest/api/3/user/search/query': 'query=is%20assignee%20of%20DEMO',
  'GET /rest/api/3/user/search/query/key': 'query=is%20assignee%20of%20DEMO',
  'GET /rest/api/3/user/viewissue/search': 'issueKey=DEMO-1&query=a',
  'GET /rest/api/3/workflow/rule/config': 'types=postfunction',
  'GET /rest/api/3/workflowscheme/project': 'projectId=10000',
  'GET /rest/api/3/search': 'jql=project%20%3D%20DEMO',
  'GET /rest/api/3/search/jql': 'jql=project%20%3D%20DEMO',
  'GET /rest/api/3/user': 'accountId={accountId}',
  'GET /rest/api/3/user/search': 'query=a',
  'GET /wiki/api/v2/custom-content': 'type=ac:everything:note',
  'GET /wiki/api/v2/pages/{id}/custom-content': 'type=ac:everything:note',
  'GET /wiki/api/v2/blogposts/{id}/custom-content': 'type=ac:everything:note',
  'GET /wiki/api/v2/spaces/{id}/custom-content': 'type=ac:everything:note',
  'GET /wiki/rest/api/search': 'cql=type%20%3D%20page',
  'GET /wiki/rest/api/content/search': 'cql=type%20%3D%20page',
  'GET /wiki/rest/api/user': 'accountId={accountId}',
  'GET /wiki/rest/api/group/by-id': 'id={groupId}',
  'GET /wiki/rest/api/group/by-name': 'name=confluence-users',
  'GET /wiki/rest/api/group/member': 'name=confluence-users',
  'GET /wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/user': 'accountId={accountId}',
  'GET /wiki/rest/api/search/user': 'cql=user.fullname%20~%20%22mia%22',
  'GET /wiki/rest/api/space/{spaceKey}/state/content': 'state-id=1',
  'GET /wiki/rest/api/user/bulk': 'accountId={accountId}',
  'GET /wiki/rest/api/user/email': 'accountId={accountId}',
  'GET /wiki/rest/api/user/email/bulk': 'accountId={accountId}',
  'GET /wiki/rest/api/user/memberof': 'accountId={accountId}',
};

/** What reading a thing that is there answers where it is not 200. */
export const READ_OTHERWISE: Readonly<Record<string, number>> = {
  // Removed in favour of `search/jql` (CHANGE-2046).
  'GET /rest/api/3/search': 410,
  'GET /wiki/rest/api/content/{id}/child/attachment/{attachmentId}/download': 302,
  // A project has none until somebody gives it one.
  'GET /rest/api/3/project/{projectKeyOrId}/issuesecuritylevelscheme': 404,
  'GET /rest/api/3/filter/{id}/columns': 404,
  // Neither the site nor a space has a theme.
  'GET /wiki/rest/api/settings/theme/selected': 404,
  'GET /wiki/rest/api/space/{spaceKey}/theme': 404,
  // The sample is restricted for one of two.
  'GET /wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/group/{groupName}': 404,
  'GET /wiki/rest/api/content/{id}/restriction/byOperation/{operationKey}/user': 404,
  // It is for whoever asked for the conversion.
  'GET /wiki/rest/api/contentbody/convert/async/{id}': 404,
};
