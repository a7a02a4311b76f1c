import { expect, it } from 'vitest';
import { startConfluence } from '../support/confluence-client.ts';
import { clientOf } from '../support/test-instance.ts';

/** The pages that the products begin with, and that their navigation leads to. */
async function visit() {
  const confluence = await startConfluence();
  const { send } = clientOf(confluence.instance);
  const locationOf = async (path: string) =>
    (await send('GET', path, { redirect: 'manual' })).headers.get('location');
  const linksOf = async (path: string) => (await send('GET', path)).text();
  return { ...confluence, send, locationOf, linksOf };
}

it('leads from a space to its overview, as the links of REST and of the pages name it', async () => {
  const { locationOf, linksOf, send } = await visit();
  expect(await linksOf('/wiki/spaces/DS/overview')).toContain('href="/wiki/spaces/DS"');
  expect(await locationOf('/wiki/spaces/DS')).toBe('/wiki/spaces/DS/overview');
  expect((await send('GET', '/wiki/spaces/NONE', { redirect: 'follow' })).status).toBe(404);
});

it('begins with what there is where the project and the space of a new site are gone', async () => {
  const { admin, instance, locationOf, linksOf } = await visit();
  expect([await locationOf('/'), await locationOf('/wiki')]).toEqual([
    '/projects/DEMO',
    '/wiki/spaces/DS/overview',
  ]);
  await admin('POST', '/rest/api/space', { key: 'NEWS', name: 'News' });
  await admin('DELETE', '/rest/api/space/DS');
  await admin('DELETE', '/rest/api/space/PRIV');
  expect(await locationOf('/wiki')).toBe('/wiki/spaces/NEWS/overview');
  expect(await linksOf('/wiki/spaces/NEWS/overview')).not.toContain('/wiki/spaces/DS/');

  const response = await fetch(`${instance.origin}/rest/api/3/project/DEMO`, {
    method: 'DELETE',
    headers: { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
  });
  expect(response.status).toBe(204);
  expect(await locationOf('/')).toBe('/projects/PRIV');
  expect(await linksOf('/projects/PRIV')).not.toContain('href="/projects/DEMO"');
});
