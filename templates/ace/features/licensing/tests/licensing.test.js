// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { install, openPages } from './addon-under-test.js';

test('pages are for sites with a licence, whoever is looking', async () => {
  for (const addon of await install()) {
    for (const [licence, status] of /** @type {const} */ ([
      ['none', 402],
      ['active', 200],
    ])) {
      await addon.setLicence(licence);
      for (const page of await openPages(addon, 'mia')) assert.equal(page.status, status, page.url);
    }
  }
});
