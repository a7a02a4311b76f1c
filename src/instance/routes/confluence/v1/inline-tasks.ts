import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import type { InlineTask, TaskFilter } from '../../../confluence/tasks.ts';
import type { InstanceEnv } from '../../env.ts';
import { readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayEdit,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { listV1, pageOf } from './paging.ts';

/** The tasks of pages and blog posts. */
export function addInlineTaskRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { inlineTasks, spaces } = confluence;

  app.get('/inlinetasks/search', (c) => {
    const query = new Query(c);
    const page = pageOf(query, 20);
    const key = query.text('spaceKey');
    const spaceId = key === undefined ? undefined : spaces.byKey(viewer(c, deps), key).id;
    const found = inlineTasks.list(viewer(c, deps), readFilter(query, spaceId), {
      limit: page.limit + 1,
      offset: page.start,
    });
    return c.json(listV1(c, host, page, found, taskV1));
  });

  app.get('/inlinetasks/:inlineTaskId', (c) => c.json(taskV1(taskOf(c))));

  app.put('/inlinetasks/:inlineTaskId', async (c) => {
    const isComplete = readStatus(stringAt(await readRecord(c), 'status') ?? '');
    const task = taskOf(c);
    checkMayEdit(c, deps, task.content);
    inlineTasks.setComplete(task, isComplete, personOf(c, deps).accountId);
    return c.json(taskV1(taskOf(c)));
  });

  function taskOf(c: ConfluenceRequest): InlineTask {
    const id = readId(c.req.param('inlineTaskId') ?? '', 'inlineTaskId', 'long');
    const task = inlineTasks.find(viewer(c, deps), id);
    if (task === undefined) throw new Fault('not-found', `No task found with id: ${id}`);
    return task;
  }
}

function taskV1(task: InlineTask) {
  const { id, localId, content, body, isComplete, creator, created, updated } = task;
  const given = {
    ...(task.assignee === null ? {} : { assignee: task.assignee }),
    ...(task.completer === null ? {} : { completeUser: task.completer }),
    ...(task.due === null ? {} : { dueDate: task.due }),
    ...(task.completed === null ? {} : { completeDate: task.completed }),
  };
  return {
    ...{ globalId: id, id: Number(localId) || 0, contentId: content.id },
    ...{ status: isComplete ? 'complete' : 'incomplete', title: content.title, description: '', body },
    ...{ creator, createDate: created, updateDate: updated },
    ...given,
    _links: {},
  };
}

function readFilter(query: Query, spaceId: number | undefined): TaskFilter {
  const status = query.text('status');
  const span = (name: string) => ({ from: momentOf(query, `${name}From`), to: momentOf(query, `${name}To`) });
  return {
    ...(spaceId === undefined ? {} : { spaceIds: [spaceId] }),
    contentIds: query.ids('pageId'),
    assignees: query.list('assignee'),
    creators: query.list('creator'),
    completers: query.list('completedUser'),
    isComplete: status === undefined ? undefined : readStatus(status),
    created: span('createdate'),
    due: span('duedate'),
    completed: span('completedate'),
  };
}

function momentOf(query: Query, name: string): number | undefined {
  const text = query.text(name);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Fault(
    'invalid',
    `Provided value {${text}} for '${name}' is not the correct type. Expected type is long`,
  );
}

function readStatus(text: string): boolean {
  if (text === 'complete' || text === 'incomplete') return text === 'complete';
  throw new Fault('invalid', "The status of a task must be 'complete' or 'incomplete'.");
}
