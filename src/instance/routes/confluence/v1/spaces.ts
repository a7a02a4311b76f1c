import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import { spaceV1 } from '../../../confluence/json/v1-space.ts';
import { SPACE_TYPES, type Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JsonRecord, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { listV1, pageOf } from './paging.ts';

/** Spaces, and the content of each. */
export function addSpaceRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces, reader } = confluence;

  app.get('/space', (c) => {
    const query = new Query(c);
    const ids = query.ids('spaceId');
    const keys = query.list('spaceKey');
    const type = query.oneOf('type', SPACE_TYPES);
    const status = query.oneOf('status', ['current', 'archived']);
    const labels = query.list('label');
    const page = pageOf(query);
    const expand = Expansion.parse(query.all('expand'));
    const found = spaces.list(
      viewer(c, deps),
      {
        ...(ids === undefined ? {} : { ids }),
        ...(keys === undefined ? {} : { keys }),
        ...(type === undefined ? {} : { type }),
        ...(status === undefined ? {} : { status }),
        ...(labels === undefined ? {} : { labels }),
      },
      { column: 'id', isDescending: false },
      { limit: page.limit, offset: page.start },
    );
    return c.json(listV1(c, host, page, found, (space) => writeSpace(c, space, expand)));
  });

  app.post('/space', (c) => create(c, false));
  app.post('/space/_private', (c) => create(c, true));

  app.get('/space/:spaceKey', (c) =>
    c.json(writeSpace(c, spaceOf(c), Expansion.parse(new Query(c).all('expand')))),
  );

  app.put('/space/:spaceKey', async (c) => {
    const input = await readRecord(c);
    const space = spaceOf(c);
    checkMayAdminister(c, deps, space);
    const homepage = stringAt(recordAt(input, 'homepage'), 'id');
    const homepageId = homepage === undefined ? undefined : readId(homepage, 'homepage');
    if (homepageId !== undefined) reader.get(viewer(c, deps), homepageId);
    const changed = spaces.update(
      space,
      { name: stringAt(input, 'name'), description: readDescription(input), homepageId },
      personOf(c, deps).accountId,
    );
    return c.json(writeSpace(c, changed, Expansion.parse(['description.plain,homepage'])));
  });

  app.delete('/space/:spaceKey', (c) => {
    const space = spaceOf(c);
    checkMayAdminister(c, deps, space);
    const actor = personOf(c, deps).accountId;
    spaces.remove(space, actor);
    const task = confluence.tasks.done(actor, 'com.atlassian.confluence.spaces.remove.space');
    return c.json({ id: task.id, links: { status: `/rest/api/longtask/${task.id}` } }, 202);
  });

  async function create(c: ConfluenceRequest, isPrivate: boolean): Promise<Response> {
    const input = await readRecord(c);
    const key = stringAt(input, 'key');
    const name = stringAt(input, 'name');
    if (key === undefined || name === undefined)
      throw new Fault('invalid', 'The key and the name of the space are required.');
    const description = readDescription(input);
    const space = spaces.create(
      { key, name, isPrivate, ...(description === undefined ? {} : { description }) },
      personOf(c, deps).accountId,
    );
    return c.json(writeSpace(c, space, Expansion.parse(['description.plain,homepage'])));
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
  }

  function writeSpace(c: ConfluenceRequest, space: Space, expand: Expansion) {
    const context = jsonContext(c, deps);
    const written = spaceV1(space, expand, context);
    const homepage =
      expand.has('homepage') && space.homepageId !== null
        ? reader.find(context.viewer, space.homepageId)
        : undefined;
    return homepage === undefined
      ? written
      : { ...written, homepage: contentV1(homepage, expand.at('homepage'), context) };
  }
}

function readDescription(input: JsonRecord): string | undefined {
  const description = recordAt(input, 'description');
  return (
    stringAt(recordAt(description, 'plain'), 'value') ?? stringAt(recordAt(description, 'view'), 'value')
  );
}
