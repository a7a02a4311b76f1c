import { element } from './lib/element.js';
import { showPage } from './lib/page.js';
import { header, link, list } from './lib/parts.js';
import { getJson } from './lib/product.js';

const RECENT = new URLSearchParams({
  cql: 'type in (page, blogpost) AND contributor = currentUser() ORDER BY lastmodified DESC',
  limit: '20',
});

showPage(async () => {
  const [{ displayName }, { results, _links }] = await Promise.all([
    getJson('/rest/api/user/current'),
    getJson(`/rest/api/search?${RECENT}`),
  ]);
  const rows = results.map((result) => row(result, _links.base));
  return [header('What you have worked on', displayName), list(rows, 'You have not written anything yet.')];
});

/**
 * @param {{ url: string, content: { title: string }, friendlyLastModified: string }} result
 * @param {string} base where Confluence is
 */
function row({ url, content, friendlyLastModified }, base) {
  const text = element('span', { class: 'row-text' }, link(`${base}${url}`, content.title));
  return element('div', { class: 'row' }, text, element('span', { class: 'subtle' }, friendlyLastModified));
}
