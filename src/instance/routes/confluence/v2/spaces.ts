import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { spaceOperations } from '../../../confluence/json/operations.ts';
import { embedded, labelV2, propertyV2 } from '../../../confluence/json/v2-common.ts';
import { spaceV2 } from '../../../confluence/json/v2-space.ts';
import type { SpaceSort } from '../../../confluence/spaces.ts';
import { SPACE_TYPES, type Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { missing, requiredText } from './input.ts';
import { listV2, readPart } from './paging.ts';

const SORTS = ['id', '-id', 'key', '-key', 'name', '-name'] as const;

/** Spaces. */
export function addSpaceRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces } = confluence;

  app.get('/spaces', (c) => {
    const query = new Query(c);
    const part = readPart(query);
    const sort = readSpaceSort(query);
    const form = formOf(query);
    const ids = query.ids('ids');
    const keys = query.list('keys');
    const type = query.oneOf('type', SPACE_TYPES);
    const status = query.oneOf('status', ['current', 'archived']);
    const labels = query.list('labels');
    const found = spaces.list(
      viewer(c, deps),
      {
        ...(ids === undefined ? {} : { ids }),
        ...(keys === undefined ? {} : { keys }),
        ...(type === undefined ? {} : { type }),
        ...(status === undefined ? {} : { status }),
        ...(labels === undefined ? {} : { labels }),
      },
      sort,
      part,
    );
    const mark = (space: Space) => ({ value: space[sort.column], id: space.id });
    return listV2(c, host, part, found, (space) => spaceV2(space, form), mark);
  });

  app.post('/spaces', async (c) => {
    const input = await readRecord(c);
    const name = requiredText(input, 'name');
    const key = stringAt(input, 'key') ?? stringAt(input, 'alias');
    if (key === undefined) throw missing('key');
    for (const other of ['roleAssignments', 'copySpaceAccessConfiguration', 'templateKey']) {
      if (input[other] !== undefined)
        throw new Fault(
          'not-emulated',
          `connect-kit's dev instance does not emulate ${other} of a new space.`,
        );
    }
    const space = spaces.create(
      {
        key,
        name,
        description: stringAt(recordAt(input, 'description'), 'value') ?? '',
        isPrivate: flagAt(input, 'createPrivateSpace') ?? false,
      },
      personOf(c, deps).accountId,
    );
    return c.json(
      { ...spaceV2(space, 'plain'), _links: { webui: `/spaces/${space.key}`, base: host.baseUrl } },
      201,
    );
  });

  app.get('/spaces/:id', (c) => {
    const query = new Query(c);
    const space = spaceOf(c);
    const context = jsonContext(c, deps);
    const at = (name: string) => `/api/v2/spaces/${space.id}/${name}`;
    const owner = { type: 'space', id: space.id } as const;
    return c.json({
      ...spaceV2(space, formOf(query)),
      ...(query.flag('include-labels')
        ? { labels: embedded(confluence.labels.of(owner).map(labelV2), at('labels'), context) }
        : {}),
      ...(query.flag('include-properties')
        ? { properties: embedded(confluence.properties.of(owner).map(propertyV2), at('properties'), context) }
        : {}),
      ...(query.flag('include-operations')
        ? { operations: embedded(spaceOperations(space, context), at('operations'), context) }
        : {}),
      _links: { webui: `/spaces/${space.key}`, base: host.baseUrl },
    });
  });

  app.get('/spaces/:id/operations', (c) =>
    c.json({ operations: spaceOperations(spaceOf(c), jsonContext(c, deps)) }),
  );

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byId(viewer(c, deps), readId(c.req.param('id') ?? '', 'id', 'long'));
  }
}

function formOf(query: Query): 'plain' | 'view' | undefined {
  return query.oneOf('description-format', ['plain', 'view']);
}

function readSpaceSort(query: Query): SpaceSort {
  const given = query.oneOf('sort', SORTS) ?? 'id';
  const name = given.replace(/^-/, '');
  return { column: name === 'key' || name === 'name' ? name : 'id', isDescending: given.startsWith('-') };
}
