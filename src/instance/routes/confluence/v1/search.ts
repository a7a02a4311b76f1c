import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { NOTHING } from '../../../confluence/json/expand.ts';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import { EXCERPTS, personResultV1, resultV1 } from '../../../confluence/json/v1-search.ts';
import type { SearchInput } from '../../../confluence/search.ts';
import type { ContentStatus } from '../../../confluence/types.ts';
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

/** Search with CQL, paged by cursor. */
export function addSearchRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;

  app.get('/content/search', (c) => {
    const query = new Query(c);
    const { input, context, expand } = readSearch(c, query, readCursor(query) ?? 0);
    const { start, limit } = input;
    const { contents, total } = confluence.search.find(viewer(c, deps), input, context);
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
    const { input, context, expand } = readSearch(c, query, readCursor(query) ?? given);
    const excerpt = query.oneOf('excerpt', EXCERPTS) ?? 'highlight';
    const { found, total } = confluence.search.findAll(viewer(c, deps), input, context);
    const form = { expand, excerpt, terms: confluence.search.wordsOf(input.cql) };
    return c.json({
      results: found.map((one) => resultV1(one, form, jsonContext(c, deps))),
      ...summary(c, input, found.length, total, started),
    });
  });

  app.get('/search/user', (c) => {
    const query = new Query(c);
    query.all('expand');
    const started = deps.now();
    const { input, context } = readSearch(c, query, query.count('start', 0));
    const all = confluence.search.findPeople(deps.people.list(), input.cql, context);
    const found = all.slice(input.start, input.start + input.limit);
    return c.json({
      results: found.map((person) => personResultV1(person, jsonContext(c, deps))),
      ...summary(c, input, found.length, all.length, started),
    });
  });

  function summary(c: ConfluenceRequest, input: SearchInput, size: number, total: number, started: number) {
    const { cql, start, limit } = input;
    return {
      ...{ start, limit, size, totalSize: total, cqlQuery: cql },
      searchDuration: deps.now() - started,
      archivedResultCount: 0,
      _links: links(c, start, limit, size, total),
    };
  }

  function readSearch(c: ConfluenceRequest, query: Query, start: number) {
    const cql = query.text('cql');
    if (cql === undefined || cql.trim() === '') throw new Fault('invalid', 'Could not parse cql : ');
    const { statuses, ...place } = readContext(query.text('cqlcontext'));
    const limit = query.count('limit', 25, 250);
    const expand = contentExpansion(c, query, NOTHING);
    return { input: { cql, statuses, start, limit }, context: cqlContext(c, deps, place), expand };
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
