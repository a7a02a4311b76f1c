import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { parseIssueFields, parseProject, parseRichText } from '../../jira/issue-input.ts';
import { commentJson, issueJson, transitionJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  findIssue,
  inputContext,
  type JiraRestDeps,
  jsonContext,
  pageOf,
  readJson,
  splitList,
  versionOf,
} from './shared.ts';

/** Issues, their transitions and their comments. */
export function addIssueRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.post('/issue', async (c) => {
    const body = await readJson(c);
    const context = inputContext(c, deps, true);
    const project = parseProject(body, context);
    const { summary, issueTypeId, ...fields } = parseIssueFields(body, context);
    if (summary === undefined || issueTypeId === undefined) {
      throw jiraError(400, [], {
        ...(summary === undefined ? { summary: 'You must specify a summary of the issue.' } : {}),
        ...(issueTypeId === undefined ? { issuetype: 'Specify an issue type' } : {}),
      });
    }
    const issue = store.createIssue(project, { ...fields, summary, issueTypeId }, actorOf(c));
    const self = `${host.baseUrl}/rest/api/${versionOf(c)}/issue/${issue.id}`;
    return c.json({ id: issue.id, key: issue.key, self }, 201);
  });

  app.get('/issue/:idOrKey', (c) => {
    c.set('honoured', ['fields']);
    return c.json(issueJson(findIssue(c, deps), jsonContext(c, deps), splitList(c.req.queries('fields'))));
  });

  app.put('/issue/:idOrKey', async (c) => {
    const body = await readJson(c);
    // Looked up after the last wait: what is changed must be the issue as it is now.
    const issue = findIssue(c, deps);
    const fields = parseIssueFields(body, inputContext(c, deps, false));
    const changed = store.updateIssue(issue, fields, actorOf(c));
    c.set('honoured', ['returnIssue']);
    const wantsIssue = c.req.query('returnIssue') === 'true';
    return wantsIssue ? c.json(issueJson(changed, jsonContext(c, deps))) : c.body(null, 204);
  });

  app.delete('/issue/:idOrKey', (c) => {
    store.deleteIssue(findIssue(c, deps), actorOf(c));
    return c.body(null, 204);
  });

  app.get('/issue/:idOrKey/transitions', (c) => {
    findIssue(c, deps);
    const transitions = store.transitions().map((transition) => transitionJson(transition, host));
    return c.json({ expand: 'transitions', transitions });
  });

  app.post('/issue/:idOrKey/transitions', async (c) => {
    const body = await readJson(c);
    const issue = findIssue(c, deps);
    const id = isRecord(body) ? stringAt(body['transition'], 'id') : undefined;
    const transition = store.transitions().find((one) => one.id === id);
    if (transition === undefined) {
      throw jiraError(400, [`Transition id '${id ?? ''}' is not valid for this issue.`]);
    }
    store.transitionIssue(issue, transition, actorOf(c));
    return c.body(null, 204);
  });

  app.get('/issue/:idOrKey/comment', (c) => {
    const issue = findIssue(c, deps);
    const comments = issue.comments.map((comment) => commentJson(comment, issue.id, jsonContext(c, deps)));
    const { values, ...page } = pageOf(c, comments);
    return c.json({ ...page, comments: values });
  });

  app.post('/issue/:idOrKey/comment', async (c) => {
    const body = await readJson(c);
    const issue = findIssue(c, deps);
    const text = isRecord(body) ? parseRichText(body['body'], versionOf(c)) : undefined;
    const author = actorOf(c);
    if (text === undefined || author === null) {
      throw jiraError(400, [], { comment: 'Comment body is not valid!' });
    }
    return c.json(commentJson(store.addComment(issue, text, author), issue.id, jsonContext(c, deps)), 201);
  });
}
