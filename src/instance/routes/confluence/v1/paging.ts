import type { HostProduct } from '../../../site.ts';
import type { Query } from '../query.ts';
import type { ConfluenceRequest } from '../shared.ts';

export interface Page {
  readonly start: number;
  readonly limit: number;
}

const MAX_LIMIT = 250;

/** The part of a list that is asked for. @throws {Fault} for what is no number */
export function pageOf(query: Query, otherwise = 25, most = MAX_LIMIT): Page {
  return { start: query.count('start', 0), limit: query.count('limit', otherwise, most) };
}

/**
 * A list as version 1 of the REST API writes it.
 * @param found the part, and one more where there is more
 */
export function listV1<T, Written>(
  c: ConfluenceRequest,
  host: HostProduct,
  { start, limit }: Page,
  found: readonly T[],
  write: (one: T) => Written,
) {
  const results = found.slice(0, limit).map(write);
  const hasMore = found.length > limit && limit > 0;
  return {
    results,
    start,
    limit,
    size: results.length,
    _links: {
      base: host.baseUrl,
      context: host.contextPath,
      self: `${host.baseUrl}${pathOf(c, host)}`,
      ...(hasMore ? { next: addressOf(c, host, { start: start + limit, limit }) } : {}),
      ...(start > 0 ? { prev: addressOf(c, host, { start: Math.max(0, start - limit), limit }) } : {}),
    },
  };
}

/** A list that is in memory as a whole. */
export function wholeListV1<T, Written>(
  c: ConfluenceRequest,
  host: HostProduct,
  page: Page,
  all: readonly T[],
  write: (one: T) => Written,
) {
  return listV1(c, host, page, all.slice(page.start, page.start + page.limit + 1), write);
}

/** The address of this request below the product's, with other parameters. */
export function addressOf(
  c: ConfluenceRequest,
  host: HostProduct,
  parameters: Readonly<Record<string, string | number>>,
): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (name !== 'jwt' && !(name in parameters)) for (const value of values) search.append(name, value);
  }
  for (const [name, value] of Object.entries(parameters)) search.append(name, String(value));
  return `${pathOf(c, host)}?${search}`;
}

function pathOf(c: ConfluenceRequest, { contextPath }: HostProduct): string {
  return c.req.path.slice(contextPath.length);
}
