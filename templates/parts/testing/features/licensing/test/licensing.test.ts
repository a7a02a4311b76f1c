import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLicensed } from '../src/connect/licence.ts';
import { modules } from '../src/modules/index.ts';
import { startAddon } from './support/start-addon.ts';

const running = await startAddon();
const { addon } = running;

/** What the first page answers to a host that says `licence` in its URL. */
async function open(licence: string) {
  const installed = await running.install();
  const page = modules.find(({ kind }) => kind === 'page');
  if (page === undefined) return undefined;
  const target = `${page.path}?lic=${licence}&issue=DEMO-1`;
  const token = await running.sign(installed, 'GET', target, { context: { license: { active: false } } });
  return fetch(`${running.baseUrl}${target}&jwt=${token}`, { headers: { Accept: 'text/html' } });
}

test('shows its pages to sites with a licence, and says to others what is missing', async (t) => {
  const licensed = await open('active');
  const unlicensed = await open('none');
  if (licensed === undefined || unlicensed === undefined) return t.skip('the add-on has no page');
  assert.notEqual(licensed.status, 402);
  assert.equal(unlicensed.status, 402);
  assert.match(await unlicensed.text(), /no active licence/);
});

test('takes the word of the product for it, and not that of the URL of a refresh', async (t) => {
  const page = modules.find(({ kind }) => kind === 'page');
  if (page === undefined) return t.skip('the add-on has no page');
  const installed = await running.install();
  const refresh = async (active: boolean) => {
    const context = { license: { active } };
    const token = await running.sign(installed, 'GET', '/', { qsh: 'context-qsh', context });
    return (await running.getAsPage(`/api${page.path}?lic=active`, token)).status;
  };
  assert.notEqual(await refresh(true), 402);
  assert.equal(await refresh(false), 402);
});

test('asks the site where nobody is looking', async () => {
  const installed = await running.install();
  const tenant = await addon.tenants.find(installed.clientKey);
  assert.ok(tenant);
  const ask = () => isLicensed(addon.clients.asAddon(tenant), addon.descriptor.key);
  for (const [licence, expected] of [
    ['expired', false],
    ['none', false],
    ['evaluation', true],
    ['active', true],
  ] as const) {
    await installed.setLicence(licence);
    assert.equal(await ask(), expected, licence);
  }
});
