import type { Hono } from 'hono';
import { isRecord, type Json } from '../../../core/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { isAdministrator, paramOf } from './administration.ts';
import { actorOf, type JiraContext, type JiraRestDeps, versionOf } from './shared.ts';

/** Long tasks are done when they are answered; what became of them can be asked for, as long as the site remembers. */

const PREFIX = 'task.';

/** Leads to a task that has been done, with 303 as in the cloud. @param result what the task has come to */
export function doneTask(c: JiraContext, deps: JiraRestDeps, description: string, result: Json): Response {
  const { host, now, store } = deps;
  const { settings } = store.configuration;
  const id = settings.nextTaskId();
  const self = `${host.baseUrl}/rest/api/${versionOf(c)}/task/${id}`;
  const at = now();
  const times = { submitted: at, started: at, finished: at, lastUpdate: at };
  const state = { status: 'COMPLETE', progress: 100, elapsedRuntime: 0, submittedBy: 10_000 };
  settings.set(`${PREFIX}${id}`, {
    account: actorOf(c),
    task: { self, id, description, message: 'Done', result, ...state, ...times },
  });
  return c.redirect(self, 303);
}

export function addTaskRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/task/:id', (c) => {
    const stored = store.configuration.settings.find(`${PREFIX}${paramOf(c, 'id')}`);
    const isOwn = isRecord(stored) && (stored['account'] === actorOf(c) || isAdministrator(c, deps));
    if (!isOwn) throw jiraError(404, ['The task does not exist.']);
    return c.json(stored['task']);
  });
}
