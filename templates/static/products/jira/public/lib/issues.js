import { element } from './element.js';
import { link, lozenge } from './parts.js';
import { getJson } from './product.js';

const MAX_ISSUES = '20';

/**
 * @param {string} jql
 * @returns {Promise<readonly Issue[]>} the first of them
 */
export async function searchIssues(jql) {
  const query = new URLSearchParams({ jql, fields: 'summary,status', maxResults: MAX_ISSUES });
  const { issues } = await getJson(`/rest/api/3/search/jql?${query}`);
  return issues;
}

/** @param {Issue} issue */
export function issueRow({ self, key, fields }) {
  // An issue's own address says where the site is.
  const url = new URL(`/browse/${encodeURIComponent(key)}`, self);
  const text = element('span', { class: 'row-text' }, link(url.href, key), ` ${fields.summary}`);
  return element('div', { class: 'row' }, text, lozenge(fields.status));
}

/** @typedef {{ self: string, key: string, fields: { summary: string, status: { name: string } } }} Issue */
