import type { Part } from '../../../confluence/content-reader.ts';
import { Fault } from '../../../confluence/fault.ts';
import type { HostProduct } from '../../../site.ts';
import type { Query } from '../query.ts';
import type { ConfluenceRequest } from '../shared.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 250;

/** What a list is ordered by where it goes on: a value, and an id for those with the same one. */
export interface Mark {
  readonly value: string | number;
  readonly id: number;
}

/** The part of a list that is asked for. @throws {Fault} for a limit or cursor that is none */
export function readPart(query: Query): Part {
  const limit = query.count('limit', DEFAULT_LIMIT, MAX_LIMIT, 1);
  const cursor = query.text('cursor');
  return { limit, after: cursor === undefined ? undefined : readCursor(cursor) };
}

/**
 * A list as version 2 of the REST API writes it, with the address of what follows in the body and in a header.
 * @param found the part, and one more where there is more
 * @param markOf what the list goes on after
 */
export function listV2<T, Written>(
  c: ConfluenceRequest,
  host: HostProduct,
  { limit }: Part,
  found: readonly T[],
  write: (one: T) => Written,
  markOf: (one: T) => Mark,
): Response {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  const base = host.baseUrl;
  if (!hasMore) {
    c.header('Link', `<${base}>; rel="base"`);
    return c.json({ results: shown.map(write), _links: { base } });
  }
  const next = nextAddress(c, writeCursor(markOf(last)));
  c.header('Link', `<${next}>; rel="next", <${base}>; rel="base"`);
  return c.json({ results: shown.map(write), _links: { next, base } });
}

/** A list that is in memory as a whole, in its order. */
export function wholeListV2<T extends { readonly id: number }, Written>(
  c: ConfluenceRequest,
  host: HostProduct,
  part: Part,
  all: readonly T[],
  write: (one: T) => Written,
): Response {
  const after = part.after?.id;
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return listV2(c, host, part, all.slice(start, start + part.limit + 1), write, ({ id }) => ({
    value: id,
    id,
  }));
}

/** From the root of the site, as the cloud gives it. */
function nextAddress(c: ConfluenceRequest, cursor: string): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (name !== 'jwt' && name !== 'cursor') for (const value of values) search.append(name, value);
  }
  search.append('cursor', cursor);
  return `${c.req.path}?${search}`;
}

/** Cursors are for us alone to read. */
function writeCursor({ value, id }: Mark): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function readCursor(cursor: string): Mark {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    read = undefined;
  }
  const [value, id] = Array.isArray(read) ? read : [];
  const isMark = (typeof value === 'string' || typeof value === 'number') && typeof id === 'number';
  if (!isMark) throw new Fault('invalid', `Invalid cursor: ${cursor}`);
  return { value, id };
}
