import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { labelV2 } from '../../../confluence/json/v2-common.ts';
import type { Label } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, readId, viewer } from '../shared.ts';
import { answerList, kindOf } from './content.ts';
import { ATTACHMENTS, BLOG_POSTS, CUSTOM_CONTENT, PAGES } from './kinds.ts';
import { listV2, readPart, wholeListV2 } from './paging.ts';
import { readSort } from './sorting.ts';

const LABELLED = [
  [PAGES, 'page'],
  [BLOG_POSTS, 'blogpost'],
  [ATTACHMENTS, 'attachment'],
] as const;

/** Labels, for reading: they are written with version 1. */
export function addLabelRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { labels, spaces } = confluence;

  app.get('/labels', (c) => {
    const query = new Query(c);
    const part = readPart(query);
    const ids = query.ids('label-id') ?? [];
    const found = labels.list(ids, query.list('prefix') ?? [], part.after?.id ?? 0, part.limit + 1);
    return listV2(c, host, part, found, labelV2, ({ id }) => ({ value: id, id }));
  });

  for (const kind of [PAGES, BLOG_POSTS, ATTACHMENTS, CUSTOM_CONTENT]) {
    app.get(`/${kind.path}/:id/labels`, (c) =>
      answer(c, labels.of({ type: 'content', id: kindOf(c, deps, kind).id })),
    );
  }

  app.get('/spaces/:id/labels', (c) => answer(c, labels.of({ type: 'space', id: spaceIdOf(c) })));
  app.get('/spaces/:id/content/labels', (c) => answer(c, labels.inSpace(viewer(c, deps), spaceIdOf(c))));

  for (const [kind, type] of LABELLED) {
    app.get(`/labels/:id/${kind.path}`, (c) => {
      const query = new Query(c);
      const label = labels.find(readId(c.req.param('id') ?? '', 'id', 'long'));
      if (label === undefined)
        throw new Fault('not-found', `No label found with id: ${c.req.param('id')}`, 'Not Found');
      const spaceIds = query.ids('space-id');
      const filter = {
        types: [type],
        statuses: ['current'] as const,
        labelId: label.id,
        ...(spaceIds === undefined ? {} : { spaceIds }),
      };
      return answerList(
        c,
        deps,
        kind,
        query,
        filter,
        readSort(query, ['id', 'created-date', 'modified-date', 'title']),
      );
    });
  }

  function answer(c: ConfluenceRequest, all: readonly Label[]): Response {
    const query = new Query(c);
    const prefixes = query.list('prefix');
    const wanted = all.filter(({ prefix }) => prefixes === undefined || prefixes.includes(prefix));
    return wholeListV2(c, host, readPart(query), wanted, labelV2);
  }

  function spaceIdOf(c: ConfluenceRequest): number {
    return spaces.byId(viewer(c, deps), readId(c.req.param('id') ?? '', 'id', 'long')).id;
  }
}
