// @ts-check
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { baseUrl, install, instance, openPages } from './addon-under-test.js';

describe('the page of every module', () => {
  /** @type {Awaited<ReturnType<typeof openPages>>} */
  let pages = [];
  before(async () => {
    const addons = await install();
    pages = (await Promise.all(addons.map((addon) => openPages(addon)))).flat();
    assert.ok(pages.length > 0);
  });

  test('is shown to the signed URL, and may be framed by that site only', () => {
    for (const { status, headers, text, url } of pages) {
      assert.equal(status, 200, url);
      assert.match(
        headers.get('Content-Security-Policy') ?? '',
        new RegExp(`frame-ancestors ${instance.url}$`),
      );
      assert.match(text(), /<main id="addon-content"/);
    }
  });

  test('is shown to no other URL', async () => {
    for (const { url } of pages) {
      const tampered = [
        `${url}&more=1`,
        url.replace('lic=', 'lic=x'),
        url.replace(/jwt=([^.]+\.[^.]+)\..*/, 'jwt=$1.AAAA'),
        url.replace(/&jwt=.*/, ''),
      ];
      for (const one of tampered) assert.equal((await fetch(one)).status, 401, one);
    }
  });

  test('is refreshed with a context token, and with no other token of the site', async () => {
    for (const { url, contextToken, token } of pages) {
      const { pathname } = new URL(url);
      const refresh = (/** @type {string} */ query, /** @type {string} */ sent) =>
        fetch(`${baseUrl}/api${pathname}${query}`, { headers: { Authorization: `JWT ${sent}` } });
      const given = await contextToken();
      const refreshed = await refresh('', given);
      assert.equal(refreshed.status, 200, await refreshed.text());
      assert.equal((await refresh('', token ?? '')).status, 401);
      assert.equal((await refresh(`?jwt=${token}`, given)).status, 401);
      assert.equal((await refresh('', `${given}x`)).status, 401);
    }
  });
});

test('whoever watches over the server learns that it runs, and strangers nothing more', async () => {
  assert.equal((await fetch(`${new URL(baseUrl).origin}/health`)).status, 200);
  assert.equal((await fetch(`${baseUrl}/package.json`)).status, 404);
});
