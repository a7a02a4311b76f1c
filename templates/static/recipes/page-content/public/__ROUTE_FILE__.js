import { element } from './lib/element.js';
import { showPage } from './lib/page.js';
import { facts, header, time } from './lib/parts.js';
import { getContext, getJson } from './lib/product.js';

showPage(async () => {
  const { confluence } = await getContext();
  if (confluence?.content === undefined) throw new Error('Open this on a page.');
  const { id, type } = confluence.content;
  const collection = type === 'blogpost' ? 'blogposts' : 'pages';
  const { title, version } = await getJson(`/api/v2/${collection}/${encodeURIComponent(id)}`);
  const author = await getJson(`/rest/api/user?${new URLSearchParams({ accountId: version.authorId })}`);
  return [
    header(title, `Version ${version.number}`),
    facts(element('span', {}, `Last changed by ${author.displayName}`), time(version.createdAt)),
  ];
});
