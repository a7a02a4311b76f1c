import type { Hono } from 'hono';
import { isRecord } from '../../../core/json.ts';
import { transitionJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  findIssue,
  type JiraRestDeps,
  readExpand,
  readRecord,
  requirePermission,
  splitList,
} from './shared.ts';

/** The steps of an issue through its workflow. No step has a screen, so none takes fields. */
export function addTransitionRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.get('/issue/:idOrKey/transitions', (c) => {
    c.set('honoured', ['transitionId', 'expand', 'skipRemoteOnlyCondition']);
    const issue = findIssue(c, deps);
    const expand = readExpand(c, splitList(c.req.queries('expand')), ['transitions.fields']);
    const wanted = c.req.query('transitionId');
    const mayMove = store.permissions.may(actorOf(c), 'TRANSITION_ISSUES', issue.projectId);
    const transitions = mayMove ? store.transitions() : [];
    return c.json({
      expand: 'transitions',
      transitions: transitions
        .filter(({ id }) => wanted === undefined || id === wanted)
        .map((transition) => ({
          ...transitionJson(transition, host),
          ...(expand.has('transitions.fields') ? { fields: {} } : {}),
        })),
    });
  });

  app.post('/issue/:idOrKey/transitions', async (c) => {
    const body = await readRecord(c);
    const issue = findIssue(c, deps);
    const given = isRecord(body['transition']) ? body['transition']['id'] : undefined;
    if (given === undefined) throw jiraError(400, ["Missing 'transition' identifier"]);
    requirePermission(c, deps, issue, 'TRANSITION_ISSUES');
    const transition = store.transitions().find(({ id }) => id === String(given));
    if (transition === undefined) {
      throw jiraError(400, [`Transition id '${String(given)}' is not valid for this issue.`]);
    }
    const names = [body['fields'], body['update']].filter(isRecord).flatMap((fields) => Object.keys(fields));
    if (names.length > 0) {
      const refused = names.map((name) => [
        name,
        `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`,
      ]);
      throw jiraError(400, [], Object.fromEntries(refused));
    }
    store.issues.transition(issue, transition, actorOf(c));
    return c.body(null, 204);
  });
}
