import { describe, expect, it } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type Method, signWith, startInstalled } from '../support/installed-addon.ts';
import { startTestInstance } from '../support/test-instance.ts';

const WEBHOOK = '/rest/api/3/webhook';
const DAY = 24 * 60 * 60_000;

async function start(descriptor: Readonly<Record<string, unknown>> = {}) {
  const clock = createFakeClock();
  const instance = await startTestInstance({ clock });
  const installed = await startInstalled(descriptor, { instance });
  const { client, secret, addon } = installed;
  /** As the add-on, at the time of the site. */
  const call = async (method: Method, path: string, body?: unknown) => {
    const iat = Math.floor(clock.now() / 1000);
    const token = signWith(secret(), method, path, { iat, exp: iat + 180 });
    const response = await client.addon(method, path, token, body);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const register = (...webhooks: readonly unknown[]) =>
    call('POST', WEBHOOK, { url: `${addon.baseUrl}/dynamic`, webhooks });
  return { ...installed, clock, call, register, services: instance.services };
}

const UPDATED = { events: ['jira:issue_updated'], jqlFilter: 'project = DEMO' };

type Started = Awaited<ReturnType<typeof start>>;

async function update({ services }: Started, fields: Readonly<Record<string, unknown>>, key = 'DEMO-1') {
  const issue = services.jira.issue(key);
  if (issue === undefined) throw new Error('no seed');
  services.jira.issues.update(issue, fields, null);
  await services.settled();
}

function matched({ addon }: Started): readonly unknown[] {
  return addon.receivedAt('/dynamic').map(({ body }) => JSON.parse(body).matchedWebhookIds);
}

describe('webhooks that an add-on registers', () => {
  it('are numbered, listed by part, and told of with their numbers, several in one delivery', async () => {
    const started = await start();
    const { register, call, clock, addon } = started;
    expect(
      await register(
        { ...UPDATED, fieldIdsFilter: ['summary'] },
        { ...UPDATED, jqlFilter: 'watchers = 1' },
        { events: ['jira:issue_updated', 'comment_created'], jqlFilter: 'key = DEMO-1' },
      ),
    ).toEqual({
      status: 200,
      body: {
        webhookRegistrationResult: [
          { createdWebhookId: 1 },
          { errors: ['The clause watchers is unsupported'] },
          { createdWebhookId: 2 },
        ],
      },
    });
    const expirationDate = clock.now() + 30 * DAY;
    const url = `${addon.baseUrl}/dynamic`;
    expect(await call('GET', `${WEBHOOK}?maxResults=1`)).toEqual({
      status: 200,
      body: {
        ...{ isLast: false, maxResults: 1, startAt: 0, total: 2 },
        values: [{ id: 1, url, ...UPDATED, fieldIdsFilter: ['summary'], expirationDate }],
      },
    });
    await update(started, { summary: 'Both' });
    await update(started, { labels: ['second'] });
    await update(started, { summary: 'First' }, 'DEMO-2');
    expect(matched(started)).toEqual([[1, 2], [2], [1]]);
  });

  it('follow some properties of issues, or all of them', async () => {
    const started = await start();
    const { register, services } = started;
    const events = ['issue_property_set', 'issue_property_deleted'];
    await register(
      { events, jqlFilter: 'project = DEMO', issuePropertyKeysFilter: ['mine'] },
      { events, jqlFilter: '' },
    );
    const issue = services.jira.issue('DEMO-1');
    if (issue === undefined) throw new Error('no seed');
    for (const key of ['mine', 'other']) {
      services.jira.issueProperties.set(issue, key, 1, null);
      await services.settled();
    }
    expect(matched(started)).toEqual([[1, 2], [2]]);
  });

  it('are removed and refreshed by number, those of others left alone', async () => {
    const started = await start();
    const { register, call, clock, instance } = started;
    await register(UPDATED, UPDATED);
    const other = await startInstalled({ key: 'other-addon' }, { instance });
    const path = WEBHOOK;
    const iat = Math.floor(clock.now() / 1000);
    const token = signWith(other.secret(), 'DELETE', path, { iss: 'other-addon', iat, exp: iat + 180 });
    const byOther = await other.client.addon('DELETE', path, token, { webhookIds: [1, 2] });
    expect(byOther.status).toBe(202);
    expect(await call('DELETE', WEBHOOK, { webhookIds: [1, 99] })).toMatchObject({ status: 202 });

    await clock.advance(10 * DAY);
    expect(await call('PUT', `${WEBHOOK}/refresh`, { webhookIds: [2] })).toEqual({
      status: 200,
      body: { expirationDate: clock.now() + 30 * DAY },
    });
    await clock.advance(29 * DAY);
    await update(started, { summary: 'Still heard' });
    await clock.advance(2 * DAY);
    await update(started, { summary: 'Not any more' });
    expect(matched(started)).toEqual([[2]]);
    expect(await call('GET', WEBHOOK)).toMatchObject({ body: { total: 0, values: [] } });
  });

  it('go to one address below the base URL of the add-on', async () => {
    const { register, call, addon } = await start();
    const at = (url: string) => call('POST', WEBHOOK, { url, webhooks: [UPDATED] });
    expect(await at('https://elsewhere.example/hook')).toMatchObject({
      status: 400,
      body: { errorMessages: [expect.stringContaining('must use the same base URL')] },
    });
    await register(UPDATED);
    expect(await at(`${addon.baseUrl}/second`)).toMatchObject({
      status: 400,
      body: { errorMessages: ['Only a single URL per app is allowed to be registered.'] },
    });
  });

  it.each([
    [{ jqlFilter: 'project = DEMO' }, 'At least one event must be given.'],
    [{ events: ['worklog_created'], jqlFilter: '' }, 'The event worklog_created is unsupported'],
    [{ events: ['jira:issue_created'] }, 'jqlFilter must be given.'],
    [{ events: ['jira:issue_created'], jqlFilter: 'project =' }, 'Error in the JQL Query'],
    [7, 'A webhook must be an object.'],
  ])('are refused one by one: %j', async (webhook, message) => {
    const { register } = await start();
    expect(await register(webhook)).toMatchObject({
      status: 200,
      body: { webhookRegistrationResult: [{ errors: [expect.stringContaining(message)] }] },
    });
  });

  it('are a hundred at most', async () => {
    const { register } = await start();
    const { body } = await register(...Array.from({ length: 101 }, () => UPDATED));
    const results: readonly unknown[] = body.webhookRegistrationResult;
    expect(results[99]).toEqual({ createdWebhookId: 100 });
    expect(results[100]).toEqual({ errors: ['An app can have at most 100 webhooks.'] });
  });

  it('are five at most for each person that the add-on acts as, and apart from its own', async () => {
    const { services, client, addon, register, clock } = await start();
    await register(UPDATED);
    const [person] = services.people.list();
    const expiresAt = clock.now() + DAY;
    const grant = { product: 'jira', addonKey: 'fake-addon', scopes: ['READ'], expiresAt } as const;
    const token = services.accessTokens.issue({ ...grant, accountId: person?.accountId ?? '' }, clock.now());
    const send = async (method: string, body?: unknown) => {
      const response = await client.send(method, WEBHOOK, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return response.json();
    };
    const webhooks = Array.from({ length: 6 }, () => UPDATED);
    const made = await send('POST', { url: `${addon.baseUrl}/dynamic`, webhooks });
    const created = Array.from({ length: 5 }, () => ({ createdWebhookId: expect.any(Number) }));
    const refused = { errors: ['An app can have at most 5 webhooks.'] };
    expect(made).toEqual({ webhookRegistrationResult: [...created, refused] });
    expect(await send('GET')).toMatchObject({ total: 5 });
  });

  it('are for add-ons, not for people nor for what their pages ask', async () => {
    const { client, addon } = await start();
    const body = { url: `${addon.baseUrl}/dynamic`, webhooks: [UPDATED] };
    for (const method of ['GET', 'POST']) {
      const response = await client.admin(method, WEBHOOK, method === 'POST' ? body : undefined);
      expect([response.status, await response.json()]).toEqual([
        403,
        { errorMessages: ['Only apps can access this resource.'], errors: {} },
      ]);
    }
  });

  it('go with the add-on', async () => {
    const started = await start();
    const { register, services, call, addon } = started;
    await register(UPDATED);
    const [installation] = services.installations.list();
    if (installation === undefined) throw new Error('not installed');
    await services.installer.uninstall(installation);
    await services.installer.install('jira', addon.descriptorUrl);
    expect(stringAt(installation.descriptor, 'key')).toBe('fake-addon');
    expect(await call('GET', WEBHOOK)).toMatchObject({ body: { total: 0 } });
  });

  it('are what the add-on is told in version 2 of the API, too, and not without READ', async () => {
    const { call, addon } = await start({ scopes: ['READ'] });
    const body = { url: `${addon.baseUrl}/dynamic`, webhooks: [UPDATED] };
    expect(await call('POST', '/rest/api/2/webhook', body)).toMatchObject({ status: 200 });
    const without = await start({ scopes: [] });
    expect(await without.call('POST', WEBHOOK, body)).toMatchObject({ status: 403 });
  });
});
