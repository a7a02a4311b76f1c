// @ts-check

/**
 * @typedef {import('../views/html.js').Html} Html
 *
 * @typedef {object} Caller who asks, verified
 * @property {string} clientKey the site
 * @property {string} siteUrl
 * @property {string | undefined} accountId the person, where there is one
 * @property {import('../connect/site-client.js').SiteClient} site its REST API
 * @property {import('../storage/delivery-log.js').DeliveryLog} deliveries
 *
 * @typedef {object} About what a page is about; the product has signed it
 * @property {string | undefined} issue key
 * @property {string | undefined} project key
 * @property {string | undefined} content id
 * @property {string | undefined} space key
 *
 * @typedef {Record<string, unknown>} Query of the URL, as the product has signed it
 *
 * @typedef {Caller & { about: About }} PageInput
 * @typedef {Caller & { query: Query }} FragmentInput
 * @typedef {Caller & { query: Query, id: string, body: any }} WebhookInput with the id of the delivery
 *
 * @typedef {{ kind: 'page', path: string, layout: 'panel' | 'page', render: (input: PageInput) => Promise<Html> }} Page
 * @typedef {{ kind: 'fragment', path: string, render: (input: FragmentInput) => Promise<Html> }} Fragment
 * @typedef {{ kind: 'webhook', path: string, receive: (input: WebhookInput) => Promise<void> }} Webhook
 * @typedef {Page | Fragment | Webhook} Module
 */

/**
 * A page in a frame: its content, which is asked for again when the page is refreshed.
 * @param {Omit<Page, 'kind'>} page
 * @returns {Page}
 */
export function definePage(page) {
  return { kind: 'page', ...page };
}

/**
 * Something that the product asks for and uses itself, for instance the body of a static macro.
 * @param {Omit<Fragment, 'kind'>} fragment
 * @returns {Fragment}
 */
export function defineFragment(fragment) {
  return { kind: 'fragment', ...fragment };
}

/**
 * @param {Omit<Webhook, 'kind'>} webhook
 * @returns {Webhook}
 */
export function defineWebhook(webhook) {
  return { kind: 'webhook', ...webhook };
}
