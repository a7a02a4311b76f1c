import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { fromStorage, type Representation } from '../../../confluence/body/convert.ts';
import { Fault } from '../../../confluence/fault.ts';
import { isoTime, viewContext } from '../../../confluence/json/common.ts';
import { BULK_FORMATS, readBodyFormat } from '../../../confluence/json/v2-common.ts';
import type { InlineTask, TaskFilter } from '../../../confluence/tasks.ts';
import type { InstanceEnv } from '../../env.ts';
import { readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayEdit,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { listV2, readPart } from './paging.ts';

/** The tasks of pages and blog posts. */
export function addTaskRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { inlineTasks } = confluence;

  app.get('/tasks', (c) => {
    const query = new Query(c);
    const form = readBodyFormat(query.text('body-format'), BULK_FORMATS);
    const part = readPart(query);
    const withBlank = query.text('include-blank-tasks') !== 'false';
    const after = { limit: part.limit + 1, afterId: part.after?.id ?? 0 };
    const found = inlineTasks.list(viewer(c, deps), { ...readFilter(query), withBlank }, after);
    return listV2(
      c,
      host,
      part,
      found,
      (task) => taskV2(c, task, form),
      ({ id }) => ({ value: id, id }),
    );
  });

  app.get('/tasks/:id', (c) => c.json(taskV2(c, taskOf(c), formOf(c))));

  app.put('/tasks/:id', async (c) => {
    const status = stringAt(await readRecord(c), 'status');
    if (status !== 'complete' && status !== 'incomplete')
      throw new Fault('invalid', "'status' must be 'complete' or 'incomplete'.");
    const task = taskOf(c);
    checkMayEdit(c, deps, task.content);
    inlineTasks.setComplete(task, status === 'complete', personOf(c, deps).accountId);
    return c.json(taskV2(c, taskOf(c), formOf(c)));
  });

  function formOf(c: ConfluenceRequest): Representation | undefined {
    return readBodyFormat(new Query(c).text('body-format'), BULK_FORMATS);
  }

  function taskOf(c: ConfluenceRequest): InlineTask {
    const task = inlineTasks.find(viewer(c, deps), readId(c.req.param('id') ?? '', 'id', 'long'));
    if (task === undefined) throw new Fault('not-found', 'Not Found');
    return task;
  }

  function taskV2(c: ConfluenceRequest, task: InlineTask, form: Representation | undefined) {
    const { id, localId, content, body, isComplete, due, completed } = task;
    const value = () => fromStorage(body, form ?? 'storage', viewContext(content, jsonContext(c, deps)));
    return {
      ...{ id: String(id), localId, spaceId: String(content.spaceId) },
      ...(content.type === 'page' ? { pageId: String(content.id) } : { blogPostId: String(content.id) }),
      status: isComplete ? 'complete' : 'incomplete',
      body: form === undefined ? {} : { [form]: { representation: form, value: value() } },
      ...{ createdBy: task.creator, assignedTo: task.assignee, completedBy: task.completer },
      ...{ createdAt: isoTime(task.created), updatedAt: isoTime(task.updated) },
      dueAt: due === null ? null : isoTime(due),
      completedAt: completed === null ? null : isoTime(completed),
    };
  }
}

function readFilter(query: Query): TaskFilter {
  const status = query.oneOf('status', ['complete', 'incomplete']);
  const pages = query.ids('page-id');
  const posts = query.ids('blogpost-id');
  const moment = (name: string) => query.ids(name)?.[0];
  const span = (name: string) => ({ from: moment(`${name}-from`), to: moment(`${name}-to`) });
  return {
    ids: query.ids('task-id'),
    spaceIds: query.ids('space-id'),
    contentIds: pages === undefined && posts === undefined ? undefined : [...(pages ?? []), ...(posts ?? [])],
    creators: query.list('created-by'),
    assignees: query.list('assigned-to'),
    completers: query.list('completed-by'),
    isComplete: status === undefined ? undefined : status === 'complete',
    created: span('created-at'),
    due: span('due-at'),
    completed: span('completed-at'),
  };
}
