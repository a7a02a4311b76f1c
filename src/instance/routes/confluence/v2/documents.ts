import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import type { Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, viewer } from '../shared.ts';
import { answerList, answerOne, type Kind, kindOf, readStatuses } from './content.ts';
import { readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['id', 'created-date', 'modified-date', 'title'];

/** Pages and blog posts: listing and reading. */
export function addDocumentRoutes(
  app: Hono<InstanceEnv>,
  deps: ConfluenceRestDeps,
  kind: Kind,
  type: 'page' | 'blogpost',
): void {
  const { spaces } = deps.confluence;
  const path = `/${kind.path}`;

  app.get(path, (c) => list(c, new Query(c).ids('space-id')));
  app.get(`/spaces/:id${path}`, (c) => {
    const space = spaceOf(c);
    const isRoot = type === 'page' && new Query(c).oneOf('depth', ['all', 'root']) === 'root';
    return list(c, [space.id], isRoot);
  });

  app.get(`${path}/:id`, (c) => answerOne(c, deps, kind, kindOf(c, deps, kind)));

  function list(c: ConfluenceRequest, spaceIds: readonly number[] | undefined, isRoot = false): Response {
    const query = new Query(c);
    const ids = query.ids('id');
    const title = query.text('title');
    return answerList(
      c,
      deps,
      kind,
      query,
      {
        types: [type],
        statuses: readStatuses(query, type === 'page' ? ['current', 'archived'] : ['current']),
        ...(ids === undefined ? {} : { ids }),
        ...(spaceIds === undefined ? {} : { spaceIds }),
        ...(title === undefined ? {} : { title }),
        ...(isRoot ? { parentId: null } : {}),
      },
      readSort(query, SORTS),
    );
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byId(
      viewer(c, deps),
      Number(/^\d{1,15}$/.exec(c.req.param('id') ?? '')?.[0] ?? wrongId(c)),
    );
  }
}

function wrongId(c: ConfluenceRequest): never {
  throw new Fault(
    'invalid',
    `Provided value {${c.req.param('id')}} for 'id' is not the correct type. Expected type is long`,
  );
}
