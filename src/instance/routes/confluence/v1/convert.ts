import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import { fromStorage, readRepresentation, toStorage } from '../../../confluence/body/convert.ts';
import { Fault } from '../../../confluence/fault.ts';
import { viewContext } from '../../../confluence/json/common.ts';
import type { LongTask } from '../../../confluence/long-tasks.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JsonRecord, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

const CONVERSION = 'contentbody.convert';

/** Bodies from one form into another, at once or as a task; and the tasks that there were. */
export function addConvertRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { tasks, reader } = confluence;

  app.post('/contentbody/convert/:to', async (c) =>
    c.json(convert(c, await readRecord(c), c.req.param('to'))),
  );

  app.post('/contentbody/convert/async/:to', async (c) => {
    const result = convert(c, await readRecord(c), c.req.param('to'));
    const task = tasks.done(personOf(c, deps).accountId, CONVERSION, result);
    return c.json({ asyncId: task.id });
  });

  app.get('/contentbody/convert/async/:id', (c) => {
    const task = tasks.find(personOf(c, deps).accountId, c.req.param('id'));
    if (task?.name !== CONVERSION || !isRecord(task.result)) throw noTask(c.req.param('id'));
    return c.json({ ...task.result, renderTaskId: task.id, status: 'COMPLETED' });
  });

  app.get('/longtask', (c) => {
    const all = tasks.list(personOf(c, deps).accountId);
    return c.json(wholeListV1(c, host, pageOf(new Query(c), 100), all, writeTask));
  });

  app.get('/longtask/:id', (c) => {
    const task = tasks.find(personOf(c, deps).accountId, c.req.param('id'));
    if (task === undefined) throw noTask(c.req.param('id'));
    return c.json(writeTask(task));
  });

  function convert(c: ConfluenceRequest, input: JsonRecord, to: string) {
    const query = new Query(c);
    const target = readRepresentation(to);
    const value = stringAt(input, 'value');
    const source = stringAt(input, 'representation');
    if (value === undefined || source === undefined) {
      throw new Fault('invalid', 'A body needs a value and a representation.');
    }
    const id = query.text('contentIdContext');
    const key = query.text('spaceKeyContext');
    const content =
      id === undefined ? undefined : reader.get(viewer(c, deps), readId(id, 'contentIdContext'));
    const place = content ?? (key === undefined ? undefined : { id: 0, containerId: null, spaceKey: key });
    const storage = toStorage(value, readRepresentation(source));
    return {
      value: fromStorage(storage, target, viewContext(place, jsonContext(c, deps))),
      representation: target,
    };
  }

  function writeTask(task: LongTask) {
    const { id, name, started, total, done, messages, error, ended } = task;
    const isOver = ended !== undefined;
    return {
      id,
      name: { key: name, args: [] },
      elapsedTime: Math.max(0, (ended ?? deps.now()) - started),
      percentageComplete: total === 0 || done === total ? 100 : Math.floor((100 * done) / total),
      successful: isOver && error === undefined,
      finished: isOver,
      messages: messages.map(({ key, args }) => ({ translation: key, args })),
      status: statusOf(task),
      errors: error === undefined ? [] : [{ translation: error, args: [] }],
      additionalDetails: {},
      _links: { self: `${host.baseUrl}/rest/api/longtask/${id}` },
    };
  }
}

function statusOf({ ended, error }: LongTask): string {
  if (ended === undefined) return 'IN_PROGRESS';
  return error === undefined ? 'COMPLETE' : 'FAILED';
}

function noTask(id: string): Fault {
  return new Fault('not-found', `No long running task found with id: ${id}`);
}
