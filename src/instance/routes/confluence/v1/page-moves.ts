import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { idAt, listAt, readRecord } from '../body.ts';
import {
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayEdit,
  contentOf,
  personOf,
  readId,
  viewer,
} from '../shared.ts';

/** Putting pages elsewhere: in another place of the tree, or into the archive. */
export function addPageMoveRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { confluence } = deps;
  const { reader, writer } = confluence;

  app.post('/content/archive', async (c) => {
    const pages = listAt(await readRecord(c), 'pages') ?? [];
    const actor = personOf(c, deps).accountId;
    const contents = pages.map((page) => reader.get(viewer(c, deps), readId(idAt(page, 'id') ?? '')));
    if (contents.length === 0) throw new Fault('invalid', 'There is no page to archive.');
    for (const content of contents) {
      if (!confluence.permissions.mayArchive(viewer(c, deps), content)) {
        throw new Fault(
          'forbidden',
          `User does not have permission to archive content with id: ${content.id}`,
        );
      }
    }
    for (const content of contents) writer.archive(content, actor);
    const task = confluence.tasks.done(actor, 'com.atlassian.confluence.archive.pages');
    return c.json({ id: task.id, links: { status: `/rest/api/longtask/${task.id}` } }, 202);
  });

  app.put('/content/:pageId/move/:position/:targetId', (c) => {
    const page = contentOf(c, deps, 'pageId');
    const target = contentOf(c, deps, 'targetId');
    checkMayEdit(c, deps, page);
    checkMayCreate(c, deps, 'page', target.spaceId);
    const position = c.req.param('position');
    if (position !== 'before' && position !== 'after' && position !== 'append') {
      throw new Fault('invalid', `Invalid position: ${position}`);
    }
    if (page.type !== 'page' || !TREE_TYPES.some((one) => one === target.type))
      throw new Fault('invalid', 'Only pages can be moved, and only to what stands in the tree.');
    confluence.tree.move(page, position, target, personOf(c, deps).accountId);
    return c.json({ pageId: String(page.id) });
  });
}
