// The pieces that the pages share.
import { element } from './element.js';

/**
 * @param {string} title
 * @param {string | undefined} subtitle
 */
export function header(title, subtitle) {
  const text = element(
    'div',
    { class: 'header-text' },
    subtitle === undefined ? undefined : element('span', { class: 'subtle' }, subtitle),
    element('h1', {}, title),
  );
  const refresh = element('button', { type: 'button', class: 'button refresh' }, 'Refresh');
  return element('header', { class: 'header' }, text, refresh);
}

/**
 * @param {readonly (Node | undefined)[]} items
 */
export function facts(...items) {
  return element('div', { class: 'facts' }, ...items);
}

/**
 * @param {readonly Node[]} rows
 * @param {string} whenEmpty what stands there instead of no row
 */
export function list(rows, whenEmpty) {
  if (rows.length === 0) return element('p', { class: 'empty' }, whenEmpty);
  return element('ul', { class: 'rows' }, ...rows.map((row) => element('li', {}, row)));
}

/**
 * The status of an issue, in the colour that Jira gives it.
 * @param {{ name: string, statusCategory?: { key?: string } }} status
 */
export function lozenge({ name, statusCategory }) {
  return element('span', { class: `lozenge ${statusCategory?.key ?? 'undefined'}` }, name);
}

/**
 * A link into the product, in a tab of its own.
 * @param {string} url
 * @param {string} text
 */
export function link(url, text) {
  return element('a', { href: url, target: '_blank', rel: 'noopener' }, text);
}

/** @param {string} isoTime */
export function time(isoTime) {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return element('time', { class: 'subtle', datetime: isoTime }, format.format(new Date(isoTime)));
}
