// @ts-check
import { SiteClient } from './site-client.js';

/**
 * The REST API of the site that a request came from. It is called as the add-on, which may see more than the person who
 * is looking: show only what the product itself has put into the signed URL or token.
 * @param {import('express').Request} request one that has been authenticated
 */
export function siteOf({ context }) {
  return new SiteClient(context.http);
}
