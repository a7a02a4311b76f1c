import type { Hono } from 'hono';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import type { ConfluenceRequest, ConfluenceRestDeps } from '../shared.ts';
import { answerList, answerOne, kindOf, readStatuses } from './content.ts';
import { ATTACHMENTS, BLOG_POSTS, CUSTOM_CONTENT, PAGES } from './kinds.ts';
import { removeDocument } from './remove.ts';
import { readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['created-date', 'modified-date'];

/** Files; they are sent with version 1. */
export function addAttachmentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  app.get('/attachments', (c) => list(c, {}));
  for (const container of [PAGES, BLOG_POSTS, CUSTOM_CONTENT]) {
    app.get(`/${container.path}/:id/attachments`, (c) =>
      list(c, { containerId: kindOf(c, deps, container).id }),
    );
  }
  app.get('/attachments/:id', (c) => answerOne(c, deps, ATTACHMENTS, kindOf(c, deps, ATTACHMENTS)));
  app.delete('/attachments/:id', (c) => {
    removeDocument(c, deps, kindOf(c, deps, ATTACHMENTS), new Query(c).flag('purge'), false);
    return c.body(null, 204);
  });

  function list(c: ConfluenceRequest, filter: { containerId?: number }): Response {
    const query = new Query(c);
    const title = query.text('filename');
    const mediaType = query.text('mediaType');
    const all = {
      types: ['attachment'],
      statuses: readStatuses(query, ['current', 'archived']),
      ...filter,
      ...(title === undefined ? {} : { title }),
      ...(mediaType === undefined ? {} : { mediaType }),
    };
    return answerList(c, deps, ATTACHMENTS, query, all, readSort(query, SORTS));
  }
}
