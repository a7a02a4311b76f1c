import type { Hono } from 'hono';
import type { ContentVersionWithBody } from '../../../confluence/content-reader.ts';
import { contentNotFound } from '../../../confluence/fault.ts';
import { isoTime, restId } from '../../../confluence/json/common.ts';
import { contentOperations } from '../../../confluence/json/operations.ts';
import { bodyV2, readBodyFormat, versionV2 } from '../../../confluence/json/v2-common.ts';
import type { Content } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRestDeps, jsonContext, readId } from '../shared.ts';
import { type Kind, kindOf } from './content.ts';
import { ATTACHMENTS, BLOG_POSTS, CUSTOM_CONTENT, FOOTER_COMMENTS, INLINE_COMMENTS, PAGES } from './kinds.ts';
import { readPart, wholeListV2 } from './paging.ts';

/** What the content is called inside of its version. */
const NAMES: readonly (readonly [Kind, string])[] = [
  [PAGES, 'page'],
  [BLOG_POSTS, 'blogpost'],
  [ATTACHMENTS, 'attachment'],
  [CUSTOM_CONTENT, 'custom'],
  [FOOTER_COMMENTS, 'comment'],
  [INLINE_COMMENTS, 'comment'],
];

/** The versions of content, and what the caller may do with it. */
export function addVersionRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  for (const [kind, name] of NAMES) addRoutes(app, deps, kind, name);
}

function addRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps, kind: Kind, name: string): void {
  const { host, confluence } = deps;
  const { reader } = confluence;

  app.get(`/${kind.path}/:id/versions`, (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, kind);
    const form = readBodyFormat(query.text('body-format'), kind.bulkFormats);
    const versions = reader.versions(content);
    // Newest first, unless it is turned around.
    const isAscending = query.oneOf('sort', ['modified-date', '-modified-date']) === 'modified-date';
    const ordered = (isAscending ? versions.toReversed() : versions).map((one) => ({
      ...one,
      id: one.number,
    }));
    const context = jsonContext(c, deps);
    return wholeListV2(c, host, readPart(query), ordered, (one) => ({
      ...versionV2(one),
      [name]: { id: restId(content), title: one.title, body: bodyV2(content, form, context, one.number) },
    }));
  });

  app.get(`/${kind.path}/:id/versions/:number`, (c) => {
    const content = kindOf(c, deps, kind);
    const number = readId(c.req.param('number') ?? '', 'version-number', 'int');
    const version = reader.version(content, number);
    if (version === undefined) throw contentNotFound(content.id);
    return c.json(detailed(content, version));
  });

  app.get(`/${kind.path}/:id/operations`, (c) =>
    c.json({ operations: contentOperations(kindOf(c, deps, kind), jsonContext(c, deps)) }),
  );

  function detailed(content: Content, { number, author, created, message, isMinor }: ContentVersionWithBody) {
    const has = (other: number) => reader.version(content, other) !== undefined;
    return {
      number,
      authorId: author,
      message,
      createdAt: isoTime(created),
      minorEdit: isMinor,
      contentTypeModified: false,
      collaborators: [author],
      ...(has(number - 1) ? { prevVersion: number - 1 } : {}),
      ...(has(number + 1) ? { nextVersion: number + 1 } : {}),
    };
  }
}
