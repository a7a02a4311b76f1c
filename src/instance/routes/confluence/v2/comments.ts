import type { Hono } from 'hono';
import type { ContentDetail } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayDelete,
  checkMayEdit,
  personOf,
} from '../shared.ts';
import { type CommentKind, markText, readCommentPlace } from './comment-place.ts';
import { answerList, answerOne, kindOf, readStatuses, written } from './content.ts';
import { missing, readBodyV2, readVersion } from './input.ts';
import { ATTACHMENTS, BLOG_POSTS, CUSTOM_CONTENT, FOOTER_COMMENTS, INLINE_COMMENTS, PAGES } from './kinds.ts';
import { readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['created-date', 'modified-date'];

/** Comments below content, and in its text. */
export function addCommentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  addKind(app, deps, {
    kind: FOOTER_COMMENTS,
    location: 'footer',
    containers: [PAGES, BLOG_POSTS, ATTACHMENTS, CUSTOM_CONTENT],
  });
  addKind(app, deps, { kind: INLINE_COMMENTS, location: 'inline', containers: [PAGES, BLOG_POSTS] });
}

function addKind(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps, commentKind: CommentKind): void {
  const { kind, location, containers } = commentKind;
  const { confluence } = deps;
  const { writer } = confluence;
  const path = `/${kind.path}`;

  app.get(path, (c) => list(c, {}));
  for (const container of containers) {
    // Answers stand below the comment that they answer.
    app.get(`/${container.path}/:id${path}`, (c) =>
      list(c, { containerId: kindOf(c, deps, container).id, parentId: null }),
    );
  }
  app.get(`${path}/:id/children`, (c) => list(c, { parentId: kindOf(c, deps, kind).id }));

  app.post(path, async (c) => {
    const input = await readRecord(c);
    const body = readBodyV2(input);
    if (body === undefined) throw missing('body');
    const actor = personOf(c, deps).accountId;
    const { container, parent } = readCommentPlace(c, deps, commentKind, input);
    checkMayCreate(c, deps, 'comment', container.spaceId);
    const made = confluence.transaction(() => {
      const isNewMark = location === 'inline' && parent === undefined;
      const detail = isNewMark
        ? markText(confluence, container, input, actor)
        : { ...parent?.detail, location };
      return writer.create(
        {
          type: 'comment',
          title: `Re: ${container.title}`,
          spaceId: container.spaceId,
          containerId: container.id,
          parentId: parent?.id ?? null,
          body,
          detail,
        },
        actor,
      );
    });
    return c.json(written(c, deps, kind, made, 'storage'), 201);
  });

  app.get(`${path}/:id`, (c) => answerOne(c, deps, kind, kindOf(c, deps, kind)));

  app.put(`${path}/:id`, async (c) => {
    const input = await readRecord(c);
    const comment = kindOf(c, deps, kind);
    checkMayEdit(c, deps, comment);
    const version = readVersion(input);
    const actor = personOf(c, deps).accountId;
    const isResolved = location === 'inline' ? flagAt(input, 'resolved') : undefined;
    const detail: ContentDetail | undefined =
      isResolved === undefined
        ? undefined
        : { ...comment.detail, resolution: { isResolved, by: actor, at: deps.now() } };
    const changed = writer.update(comment, { ...version, body: readBodyV2(input), detail }, actor);
    return c.json(written(c, deps, kind, changed, 'storage'));
  });

  app.delete(`${path}/:id`, (c) => {
    const comment = kindOf(c, deps, kind);
    checkMayDelete(c, deps, comment);
    writer.remove(comment, personOf(c, deps).accountId);
    return c.body(null, 204);
  });

  function list(c: ConfluenceRequest, filter: { containerId?: number; parentId?: number | null }): Response {
    const query = new Query(c);
    const statuses = readStatuses(query, ['current']);
    const all = { types: ['comment'], statuses, location, ...filter };
    return answerList(c, deps, kind, query, all, readSort(query, SORTS));
  }
}
