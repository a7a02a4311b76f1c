import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { parseStorage, searchableText } from '../../../confluence/body/storage-tree.ts';
import { Fault } from '../../../confluence/fault.ts';
import { isoTime, type JsonContext, webui } from '../../../confluence/json/common.ts';
import type { Expansion } from '../../../confluence/json/expand.ts';
import { Expansion as Expand } from '../../../confluence/json/expand.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import type { Content, ContentStatus } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { listAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  cqlContext,
  jsonContext,
  viewer,
} from '../shared.ts';
import { readStatus } from './content-input.ts';
import { contentExpansion } from './expansion.ts';
import { addressOf } from './paging.ts';

const NOTHING = Expand.parse([]);
const EXCERPT_LENGTH = 300;

/** Search with CQL, paged by cursor. */
export function addSearchRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;

  app.get('/content/search', (c) => {
    const query = new Query(c);
    const { contents, start, limit, total, expand } = search(c, query, readCursor(query) ?? 0);
    return c.json({
      results: contents.map((one) => contentV1(one, expand, jsonContext(c, deps))),
      limit,
      size: contents.length,
      start,
      _links: links(c, start, limit, contents.length, total),
    });
  });

  app.get('/search', (c) => {
    const query = new Query(c);
    const given = query.count('start', 0);
    const started = deps.now();
    const { contents, start, limit, total, expand, cql } = search(c, query, readCursor(query) ?? given);
    const excerpt = query.oneOf('excerpt', [
      'highlight',
      'indexed',
      'none',
      'highlight_unescaped',
      'indexed_unescaped',
    ]);
    return c.json({
      results: contents.map((one) => resultOf(one, excerpt !== 'none', expand, jsonContext(c, deps))),
      start,
      limit,
      size: contents.length,
      totalSize: total,
      cqlQuery: cql,
      searchDuration: deps.now() - started,
      archivedResultCount: 0,
      _links: links(c, start, limit, contents.length, total),
    });
  });

  function search(c: ConfluenceRequest, query: Query, start: number) {
    const cql = query.text('cql');
    if (cql === undefined || cql.trim() === '') throw new Fault('invalid', 'Could not parse cql : ');
    const { statuses, ...place } = readContext(query.text('cqlcontext'));
    const limit = query.count('limit', 25, 250);
    const expand = contentExpansion(c, query, NOTHING);
    const { contents, total } = confluence.search.find(
      viewer(c, deps),
      { cql, statuses, start, limit },
      cqlContext(c, deps, place),
    );
    return { contents, total, start, limit, expand, cql };
  }

  function links(c: ConfluenceRequest, start: number, limit: number, size: number, total: number) {
    const next = start + size;
    return {
      base: host.baseUrl,
      context: host.contextPath,
      self: `${host.baseUrl}${addressOf(c, host, {})}`,
      ...(size > 0 && next < total
        ? { next: addressOf(c, host, { next: 'true', cursor: writeCursor(next), limit }) }
        : {}),
    };
  }
}

function resultOf(content: Content, hasExcerpt: boolean, expand: Expansion, context: JsonContext) {
  const body = hasExcerpt ? context.confluence.reader.body(content) : '';
  const words = content.detail.isRaw === true ? body : searchableText(parseStorage(body)).trim();
  const space = context.confluence.spaces.byId(context.viewer, content.spaceId);
  return {
    content: contentV1(content, expand, context),
    title: content.title,
    excerpt: words.slice(0, EXCERPT_LENGTH),
    url: webui(content, context),
    resultGlobalContainer: { title: space.name, displayUrl: `/spaces/${space.key}` },
    breadcrumbs: [],
    entityType: 'content',
    iconCssClass: `aui-icon content-type-${content.type}`,
    lastModified: isoTime(content.version.created),
    friendlyLastModified: isoTime(content.version.created).slice(0, 10),
    score: 0,
  };
}

interface SearchPlace {
  readonly statuses: readonly ContentStatus[];
  readonly spaceKey: string | undefined;
  readonly contentId: string | undefined;
}

/** `{"spaceKey":"DS","contentId":"65601","contentStatuses":["current"]}` */
function readContext(text: string | undefined): SearchPlace {
  let value: unknown;
  try {
    value = text === undefined ? {} : JSON.parse(text);
  } catch {
    throw new Fault('invalid', 'Could not parse cqlcontext');
  }
  const statuses = listAt(value, 'contentStatuses')?.map((status) => readStatus(String(status)));
  return {
    statuses: statuses ?? ['current'],
    spaceKey: stringAt(value, 'spaceKey'),
    contentId: stringAt(value, 'contentId'),
  };
}

/** Cursors are for us alone to read. */
function writeCursor(start: number): string {
  return `_sa_${Buffer.from(String(start)).toString('base64url')}`;
}

function readCursor(query: Query): number | undefined {
  for (const name of ['next', 'prev']) query.all(name);
  const cursor = query.text('cursor');
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor.replace(/^_sa_/, ''), 'base64url').toString('latin1');
  if (!/^\d{1,9}$/.test(text)) throw new Fault('invalid', `Invalid cursor: ${cursor}`);
  return Number(text);
}
