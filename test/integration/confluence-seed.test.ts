import { expect, it } from 'vitest';
import { at, startConfluence } from '../support/confluence-client.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const V1 = '/rest/api';
const V2 = '/api/v2';

it('answers over REST from a seed as from what the seed was made of', async () => {
  const { admin, as, instance } = await startConfluence();
  const body = { storage: { value: '<p>Body</p>', representation: 'storage' } };
  const made = await admin('POST', `${V1}/content`, {
    type: 'page',
    title: 'Seeded',
    space: { key: 'PRIV' },
    body,
  });
  const id = String(at(made.json, 'id'));
  await admin('PUT', `${V1}/content/${id}`, { type: 'page', title: 'Changed', version: { number: 2 }, body });
  const comment = { pageId: id, body: { representation: 'storage', value: '<p>C</p>' } };
  await admin('POST', `${V2}/footer-comments`, comment);
  await admin('PUT', `${V1}/content/${id}/restriction/byOperation/read/group/site-admins`);
  await admin('POST', `${V2}/folders`, { spaceId: '65537', title: 'Box', parentId: '65602' });
  await as('mia')('POST', `${V2}/blogposts`, { spaceId: '65537', title: 'Post', status: 'draft' });

  const seed = instance.control.export();
  const copy = clientOf(await startTestInstance({ seed }));
  const paths = [
    `${V1}/content/${id}?expand=body.storage,version,history.lastUpdated,ancestors,restrictions,operations`,
    `${V1}/content/${id}?version=1&expand=version,body.storage`,
    `${V1}/content?spaceKey=DS&expand=ancestors`,
    `${V1}/content/${id}/child/comment?expand=body.view`,
    `${V1}/space?expand=description.plain,homepage,operations`,
    `${V1}/search?cql=${encodeURIComponent('text ~ "theme"')}`,
    `${V2}/pages?body-format=storage&sort=-modified-date`,
    `${V2}/pages/65601/descendants`,
    `${V2}/pages/${id}/versions`,
    `${V2}/footer-comments`,
    `${V2}/spaces`,
  ];
  const origin = (text: string) =>
    text.replaceAll(/http:\/\/localhost:\d+/g, '').replaceAll(/"searchDuration":\d+/g, '"searchDuration":0');
  for (const path of paths) {
    const there = await admin('GET', path);
    const here = await copy.admin('GET', `/wiki${path}`);
    expect(here.status, path).toBe(200);
    expect(JSON.parse(origin(await here.text())), path).toEqual(JSON.parse(origin(there.text)));
  }
});
