import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptorNames } from '../scripts/site.js';
import { startSite } from './start-site.js';

test('the product shows the page of every module', async (t) => {
  const { instance, baseUrl, hostScriptUrl } = await startSite(t);
  const { body } = await instance.asAdmin().get('/wiki/api/v2/pages?limit=1');
  const contexts = { jira: { issue: 'DEMO-1' }, confluence: { content: body.results[0].id } };
  for (const name of await descriptorNames()) {
    const addon = await instance.install(`${baseUrl}/${name}`);
    for (const key of keysOf(addon.descriptor.modules)) {
      const page = await addon.openModule(key, contexts[addon.product]);
      assert.equal(page.status, 200, `${name}: ${key}`);
      assert.ok(page.text().includes(`<script src="${hostScriptUrl}"></script>`), `${name}: ${key}`);
      assert.equal(page.token, undefined, 'without a server there is nobody who could verify a token');
    }
  }
});

/** Keys of the modules that have a page. */
function keysOf(modules) {
  return Object.values(modules)
    .flat()
    .filter(({ key, url, target }) => key !== undefined && (url ?? target?.url)?.startsWith('/'))
    .map(({ key }) => key);
}
