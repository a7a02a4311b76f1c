import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSite, signContext, signShared } from './fake-site.ts';
import { startAddon } from './start-addon.ts';

const PANEL = '/issue-panel?issue=DEMO-1&xdm_e=https%3A%2F%2Facme.atlassian.test&cp=';
const site = createSite('acme', 'Fix <b>bold</b> & "quoted" text');

test('shows the issue in a frame that only its own site may open', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const response = await addon.open(PANEL, signShared(site, 'GET', PANEL));
  assert.equal(response.status, 200);
  assert.match(
    await response.text(),
    /<h1 id="issue-summary">Fix &lt;b&gt;bold&lt;\/b&gt; &amp; &quot;quoted&quot; text</,
  );
  assert.match(
    response.headers.get('Content-Security-Policy') ?? '',
    /frame-ancestors https:\/\/acme\.atlassian\.test$/,
  );
  assert.equal(response.headers.get('X-Frame-Options'), null);
  assert.equal(response.headers.get('Cache-Control'), 'no-store');
});

test('refuses a frame whose URL is not the one that was signed', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const token = signShared(site, 'GET', PANEL);
  const statuses = [
    await addon.open(PANEL.replace('DEMO-1', 'DEMO-2'), token),
    await addon.open(`${PANEL}&extra=1`, token),
    await addon.open('/activity', token),
    await addon.open(`${PANEL}&jwt=${token}`, token),
    await addon.get(PANEL),
    await addon.get(PANEL, token),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 401]);
});

test('refuses tokens that have expired, and those of sites that did not install the add-on', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const expired = signShared(site, 'GET', PANEL, { exp: Math.floor(Date.now() / 1000) - 1 });
  assert.equal((await addon.open(PANEL, expired)).status, 401);
  assert.equal((await addon.open(PANEL, signShared(createSite('other'), 'GET', PANEL))).status, 401);
});

test('takes context tokens from its own pages, and nowhere else', async (t) => {
  const addon = await startAddon(t, [site]);
  await addon.install(site);
  const refreshed = await addon.get('/api/issue-panel', signContext(site));
  assert.equal(refreshed.status, 200);
  assert.match(await refreshed.text(), /id="issue-summary"/);

  const signed = signShared(site, 'GET', '/api/issue-panel');
  const webhook = { webhookEvent: 'jira:issue_updated', issue: { id: '10001', key: 'DEMO-1' } };
  const statuses = [
    await addon.get('/api/issue-panel', signed),
    await addon.open(PANEL, signContext(site)),
    await addon.open('/activity', signContext(site)),
    await addon.post('/webhooks/issue', signContext(site), webhook),
    await addon.post('/lifecycle/disabled', signContext(site), {}),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [401, 401, 401, 401, 401]);
});

test('shows each site what is its own', async (t) => {
  const other = createSite('other', 'A secret of the other site');
  const addon = await startAddon(t, [site, other]);
  await addon.install(site);
  await addon.install(other);
  await addon.deliver(other, 'delivery-1', 'jira:issue_deleted');

  const forged = signShared({ ...site, clientKey: other.clientKey }, 'GET', '/activity');
  assert.equal((await addon.open('/activity', forged)).status, 401);
  const own = await (await addon.open('/activity', signShared(site, 'GET', '/activity'))).text();
  const others = await (await addon.open('/activity', signShared(other, 'GET', '/activity'))).text();
  assert.doesNotMatch(own, /secret of the other|jira:issue_deleted|other\.atlassian/);
  assert.match(others, /secret of the other/);
  assert.match(others, /jira:issue_deleted/);
});

test('serves the descriptor with its own address filled in', async (t) => {
  const addon = await startAddon(t, [site]);
  const descriptor = JSON.parse(await (await addon.get('/atlassian-connect.json')).text());
  assert.equal(descriptor.baseUrl, 'https://addon.example.test');
  assert.doesNotMatch(JSON.stringify(descriptor), /\{\{/);
});

test('answers every URL of the descriptor', async (t) => {
  const addon = await startAddon(t, [site]);
  const { lifecycle, modules } = JSON.parse(await (await addon.get('/atlassian-connect.json')).text());
  const posts: string[] = [
    ...Object.values<string>(lifecycle),
    ...modules.webhooks.map(({ url }: { url: string }) => url),
  ];
  const gets: string[] = [modules.jiraIssueContents[0].target.url, modules.generalPages[0].url];
  // Without a token each is refused, which only an address that exists does.
  for (const url of posts) assert.equal((await addon.post(url, undefined, {})).status, 401, url);
  for (const url of gets) assert.equal((await addon.get(url)).status, 401, url);
  assert.equal((await addon.get(modules.jiraIssueContents[0].icon.url)).status, 200);
});
