import type { Context } from 'hono';

/** Says in words why the dev instance answers as it does; the products have no such header. */
export const EXPLANATION_HEADER = 'X-Connect-Kit-Explanation';

/** Header values are ASCII without line ends, whatever the request had in it. */
export function explain(c: Pick<Context, 'header'>, text: string): void {
  c.header(EXPLANATION_HEADER, text.replace(/[^\x20-\x7e]/g, '?'));
}
