import type { Context } from 'hono';

/** Says in words why the dev instance answers as it does; the products have no such header. */
export const EXPLANATION_HEADER = 'X-Connect-Kit-Explanation';

/** Header values are ASCII without line ends, whatever the request had in it. */
export function explain(c: Pick<Context, 'header' | 'finalized' | 'res'>, text: string): void {
  const value = text.replace(/[^\x20-\x7e]/g, '?');
  // The framework would make a new answer for the header, of a stream of the old one.
  if (c.finalized) c.res.headers.set(EXPLANATION_HEADER, value);
  else c.header(EXPLANATION_HEADER, value);
}
