import assert from 'node:assert/strict';
import { test } from 'node:test';
import { descriptorNames, makeSite } from '../scripts/site.js';

const BASE_URL = 'https://example.com/my-addon';
const site = await makeSite({ baseUrl: BASE_URL });
const pages = [...site].filter(([name]) => name.endsWith('.html'));

test('descriptors say where the site is, and name pages that are there', async () => {
  for (const name of await descriptorNames()) {
    const descriptor = JSON.parse(String(site.get(`/${name}`)));
    assert.equal(descriptor.baseUrl, BASE_URL);
    for (const url of pageUrls(descriptor.modules)) {
      const [path] = url.split('?');
      assert.ok(site.has(path), `${name} has the URL ${url}, and there is no page for it`);
    }
  }
});

test('pages run scripts of their own and of Atlassian, and send nothing anywhere', () => {
  for (const [name, content] of pages) {
    const html = String(content);
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'self' https:\/\/connect-cdn\.atl-paas\.net;/,
      name,
    );
    assert.doesNotMatch(html, /<script(?![^>]* src=)|\son[a-z]+=/, `${name} has a script within it`);
  }
});

/** Addresses of modules, wherever they stand in a descriptor. */
function pageUrls(value) {
  if (Array.isArray(value)) return value.flatMap(pageUrls);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'url' && typeof inner === 'string' && inner.startsWith('/') ? [inner] : pageUrls(inner),
  );
}
