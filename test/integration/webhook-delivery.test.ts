import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import type { Instance } from '../../src/instance/instance.ts';
import { type FakeAddon, verifySymmetric } from '../support/fake-addon.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { signWith, startInstalled } from '../support/installed-addon.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { waitFor } from '../support/wait-for.ts';

const MINUTE = 60_000;
const LONGEST_WAIT = 15 * MINUTE;

function hooks(...webhooks: readonly Readonly<Record<string, unknown>>[]) {
  return { modules: { webhooks } };
}

const UPDATED = { event: 'jira:issue_updated', url: '/hook' };

/** An add-on that hears of updated issues, on a site whose clock stands still. */
async function startHearing(descriptor: Readonly<Record<string, unknown>> = hooks(UPDATED)) {
  const clock = createFakeClock();
  const instance = await startTestInstance({ clock });
  const installed = await startInstalled(descriptor, { instance });
  return { ...installed, clock, services: instance.services };
}

let count = 0;

/** Changes an issue, and waits for what is sent of it. */
async function update({ services }: Pick<Instance, 'services'>, key = 'DEMO-1'): Promise<void> {
  change({ services }, key);
  await services.settled();
}

function change({ services }: Pick<Instance, 'services'>, key = 'DEMO-1'): void {
  const issue = services.jira.issue(key);
  if (issue === undefined) throw new Error('no such issue');
  count += 1;
  services.jira.issues.update(issue, { summary: `Change ${count}` }, null);
}

function bodiesAt(addon: FakeAddon, path: string): readonly Record<string, unknown>[] {
  return addon.receivedAt(path).map(({ body }) => {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value)) throw new Error('no object');
    return value;
  });
}

describe('a webhook of Jira', () => {
  it('carries an identifier and its flow, and no retry the first time', async () => {
    const { addon, secret, services } = await startHearing();
    await update({ services });
    const [hook] = addon.receivedAt('/hook');
    if (hook === undefined) throw new Error('nothing came');
    verifySymmetric(hook, secret(), addon.baseUrl);
    expect(hook.headers).toMatchObject({
      'x-atlassian-webhook-identifier': expect.stringMatching(/^[\da-f-]{36}$/),
      'x-atlassian-webhook-flow': 'Primary',
      'user-agent': 'Atlassian Webhook HTTP Client',
      'content-type': 'application/json',
    });
    expect(hook.headers).not.toHaveProperty('x-atlassian-webhook-retry');
  });

  it('comes again after 5 to 15 minutes when it failed, as the same one, signed anew', async () => {
    const { addon, secret, services, clock } = await startHearing();
    addon.answer('/hook', 503);
    await update({ services });
    await clock.advance(5 * MINUTE - 1);
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(1);
    addon.answer('/hook', 204);
    await clock.advance(LONGEST_WAIT - 5 * MINUTE + 1);
    await services.settled();
    const [first, second, ...more] = addon.receivedAt('/hook');
    if (first === undefined || second === undefined) throw new Error('it did not come again');
    expect(more).toEqual([]);
    expect(second.headers).toMatchObject({
      'x-atlassian-webhook-identifier': first.headers['x-atlassian-webhook-identifier'],
      'x-atlassian-webhook-retry': '1',
    });
    expect(second.body).toBe(first.body);
    const [before, after] = [first, second].map(
      (hook) => verifySymmetric(hook, secret(), addon.baseUrl)['iat'],
    );
    expect(Number(after)).toBe(Number(before) + LONGEST_WAIT / 1000);
    await clock.advance(10 * LONGEST_WAIT);
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(2);
  });

  it('comes six times at most, and is then told of as failed for 72 hours', async () => {
    const { addon, services, clock, client, secret } = await startHearing();
    addon.answer('/hook', 500);
    await update({ services });
    for (let retry = 1; retry <= 8; retry += 1) {
      await clock.advance(LONGEST_WAIT);
      await services.settled();
    }
    const retries = addon.receivedAt('/hook').map(({ headers }) => headers['x-atlassian-webhook-retry']);
    expect(retries).toEqual([undefined, '1', '2', '3', '4', '5']);

    const path = '/rest/api/3/webhook/failed';
    const failed = async () => {
      const iat = Math.floor(clock.now() / 1000);
      const token = signWith(secret(), 'GET', path, { iat, exp: iat + 180 });
      return (await client.addon('GET', path, token)).json();
    };
    const [body] = addon.receivedAt('/hook').map((hook) => hook.body);
    const failureTime = expect.any(Number);
    expect(await failed()).toEqual({
      maxResults: 100,
      values: [{ id: expect.any(String), body, url: `${addon.baseUrl}/hook`, failureTime }],
    });
    await clock.advance(71 * 60 * MINUTE);
    expect(await failed()).toMatchObject({ values: [{ body }] });
    await clock.advance(2 * 60 * MINUTE);
    expect(await failed()).toEqual({ maxResults: 100, values: [] });
  });

  it.each([408, 409, 425, 429, 500, 502, 503])('comes again after an answer of %i', async (status) => {
    const { addon, services, clock } = await startHearing();
    addon.answer('/hook', status);
    await update({ services });
    await clock.advance(LONGEST_WAIT);
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(2);
  });

  it.each([400, 401, 404, 410, 302])('does not come again after an answer of %i', async (status) => {
    const { addon, services, clock } = await startHearing();
    addon.answer('/hook', status);
    await update({ services });
    await clock.advance(LONGEST_WAIT);
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(1);
    expect(services.webhooks.deliveries.exhausted('fake-addon', 0)).toEqual([]);
  });

  it('is tried once where nothing has got through for half an hour, until something does', async () => {
    const { addon, services, clock } = await startHearing();
    addon.answer('/hook', 500);
    await update({ services });
    await clock.advance(LONGEST_WAIT);
    await clock.advance(LONGEST_WAIT);
    await services.settled();
    const before = addon.receivedAt('/hook').length;
    await update({ services });
    const [newest] = services.webhooks.deliveries.list({ limit: 1 });
    expect(newest).toMatchObject({ state: 'failed' });
    expect(addon.receivedAt('/hook')).toHaveLength(before + 1);

    addon.answer('/hook', 204);
    await update({ services });
    addon.answer('/hook', 500);
    await update({ services });
    expect(services.webhooks.deliveries.list({ limit: 1 })).toMatchObject([{ state: 'waiting' }]);
  });

  it('waits as long as the instance was told to', async () => {
    const clock = createFakeClock();
    const instance = await startTestInstance({ clock, retryAfterMs: 2_000 });
    const { addon } = await startInstalled(hooks(UPDATED), { instance });
    addon.answer('/hook', 500);
    await update(instance);
    await clock.advance(1_999);
    await instance.services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(1);
    await clock.advance(1);
    await instance.services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(2);
  });

  it('is not sent any more to an add-on that was disabled or removed meanwhile', async () => {
    const { addon, services, clock, instance } = await startHearing();
    addon.answer('/hook', 500);
    await update({ services });
    const [installation] = services.installations.list();
    if (installation === undefined) throw new Error('not installed');
    await services.installer.disable(installation);
    await clock.advance(LONGEST_WAIT);
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(1);
    const states = () => services.webhooks.deliveries.list({ limit: 9 }).map(({ state }) => state);
    expect(states()).toEqual(['failed']);

    await instance.services.installer.enable(installation);
    await update({ services });
    expect(states()).toEqual(['waiting', 'failed']);
    await services.installer.uninstall(installation);
    expect(states()).toEqual(['failed', 'failed']);
  });
});

it('goes on with retries after a restart, and with what was on its way when it ended', async () => {
  const clock = createFakeClock();
  const dataFolder = await createTempDir();
  const first = await startTestInstance({ clock, dataFolder });
  const { addon, secret } = await startInstalled(hooks(UPDATED, { ...UPDATED, url: '/slow' }), {
    instance: first,
  });
  addon.answer('/hook', 503);
  const release = addon.hold('/slow');
  change(first);
  await waitFor(() =>
    expect(first.services.webhooks.deliveries.list({ states: ['waiting'], limit: 9 })).toHaveLength(1),
  );
  await waitFor(() => expect(addon.receivedAt('/slow')).toHaveLength(1));
  await first.stop();

  release();
  addon.answer('/hook', 204);
  const second = await startTestInstance({ clock, dataFolder });
  await second.services.settled();
  // At least once, as in Jira: nobody knows whether the first one arrived.
  expect(addon.receivedAt('/slow').map(({ headers }) => headers['x-atlassian-webhook-retry'])).toEqual([
    undefined,
    undefined,
  ]);
  expect(addon.receivedAt('/hook')).toHaveLength(1);
  await clock.advance(LONGEST_WAIT);
  await second.services.settled();
  const [before, after] = addon.receivedAt('/hook');
  if (after === undefined) throw new Error('it did not come again');
  expect(after.headers).toMatchObject({
    'x-atlassian-webhook-retry': '1',
    'x-atlassian-webhook-identifier': before?.headers['x-atlassian-webhook-identifier'],
  });
  verifySymmetric(after, secret(), addon.baseUrl);
});

it('goes on with retries after a seed was taken over, and makes none twice', async () => {
  const clock = createFakeClock();
  const instance = await startTestInstance({ clock });
  const { addon } = await startInstalled(hooks(UPDATED), { instance });
  addon.answer('/hook', 503);
  await update(instance);
  await instance.control.import({ version: 1 });
  addon.answer('/hook', 204);
  await clock.advance(LONGEST_WAIT);
  await instance.services.settled();
  expect(addon.receivedAt('/hook')).toHaveLength(2);
});

describe('a thousand webhooks at once', () => {
  it('all arrive, 20 at a time and from the first on', { timeout: 60_000 }, async () => {
    const { addon, services } = await startHearing();
    const release = addon.hold('/hook');
    for (let one = 0; one < 1_000; one += 1) change({ services });
    await waitFor(() => expect(addon.receivedAt('/hook').length).toBeGreaterThanOrEqual(20));
    const sending = services.webhooks.deliveries.list({ states: ['sending'], limit: 2_000 });
    expect([sending.length, addon.receivedAt('/hook').length]).toEqual([20, 20]);
    const all = services.webhooks.deliveries.list({ limit: 2_000 });
    expect(sending.map(({ id }) => id)).toEqual(all.slice(-20).map(({ id }) => id));

    release();
    await services.settled();
    const identifiers = addon
      .receivedAt('/hook')
      .map(({ headers }) => headers['x-atlassian-webhook-identifier']);
    expect([identifiers.length, new Set(identifiers).size]).toEqual([1_000, 1_000]);
  });

  it('do not make another add-on wait', async () => {
    const { addon, services, instance } = await startHearing();
    const release = addon.hold('/hook');
    const other = await startInstalled({ key: 'other-addon', ...hooks(UPDATED) }, { instance });
    for (let one = 0; one < 30; one += 1) change({ services });
    await waitFor(() => expect(other.addon.receivedAt('/hook')).toHaveLength(30));
    release();
    await services.settled();
    expect(addon.receivedAt('/hook')).toHaveLength(30);
  });

  it('leave a log of the last thousand', { timeout: 60_000 }, async () => {
    const { services } = await startHearing();
    for (let one = 0; one < 1_100; one += 1) change({ services });
    await services.settled();
    const kept = services.webhooks.deliveries.list({ limit: 5_000 }).length;
    expect(kept).toBeGreaterThanOrEqual(1_000);
    expect(kept).toBeLessThanOrEqual(1_050);
  });
});

describe('what a webhook of a descriptor asks for', () => {
  it('has the properties of the issue that it names, and of others none', async () => {
    const { addon, services } = await startHearing(
      hooks({ ...UPDATED, propertyKeys: ['mine', 'missing'] }, { ...UPDATED, url: '/plain' }),
    );
    const issue = services.jira.issue('DEMO-1');
    if (issue === undefined) throw new Error('no seed');
    services.jira.issueProperties.set(issue, 'mine', { a: [1] }, null);
    services.jira.issueProperties.set(issue, 'other', 2, null);
    await update({ services });
    expect(bodiesAt(addon, '/hook')).toMatchObject([{ issue: { key: 'DEMO-1' } }]);
    expect(bodiesAt(addon, '/hook').map(({ issue }) => isRecord(issue) && issue['properties'])).toEqual([
      { mine: { a: [1] } },
    ]);
    expect(bodiesAt(addon, '/plain').map(({ issue }) => isRecord(issue) && 'properties' in issue)).toEqual([
      false,
    ]);
  });

  it('filters worklogs and files by their issue, and links by nothing', async () => {
    const filter = 'key = DEMO-2';
    const events = ['worklog_created', 'attachment_created', 'issuelink_created'];
    const { addon, services } = await startHearing(
      hooks(...events.map((event) => ({ event, url: `/hook?${event}`, filter }))),
    );
    const { jira } = services;
    const [one, two] = [jira.issue('DEMO-1'), jira.issue('DEMO-2')];
    const [linkType] = jira.configuration.linkTypes;
    const [mia] = services.people.list();
    if (one === undefined || two === undefined || linkType === undefined || mia === undefined) {
      throw new Error('no seed');
    }
    const worklog = { comment: null, started: 0, timeSpentSeconds: 60, visibility: null };
    const file = { name: 'a', mediaType: 'text/plain', content: new Uint8Array([1]) };
    for (const issue of [one, two]) {
      jira.worklogs.add(issue, worklog, mia.accountId, () => null);
      jira.attachments.add(issue, [file], mia.accountId);
    }
    jira.links.add(linkType, one, two, mia.accountId);
    await services.settled();
    expect(
      addon
        .receivedAt('/hook')
        .map(({ url }) => url)
        .sort(),
    ).toEqual(['/hook?attachment_created', '/hook?issuelink_created', '/hook?worklog_created']);
  });

  it('lets nothing through a filter that is no JQL or is not emulated, and says why', async () => {
    const filters = ['project =', 'development = 1', 'project = DEMO'];
    const { addon, services } = await startHearing(
      hooks(...filters.map((filter) => ({ ...UPDATED, filter }))),
    );
    await update({ services });
    expect(addon.receivedAt('/hook')).toHaveLength(1);
    const said = services.webhooks.deliveries
      .list({ states: ['failed'], limit: 9 })
      .map(({ id }) => services.webhooks.deliveries.tries(id)[0]?.message);
    expect(said).toEqual([
      "Not sent, for its filter: connect-kit's dev instance does not emulate the field development of JQL.",
      expect.stringContaining('Not sent, for its filter: Error in the JQL Query'),
    ]);
  });

  it('is sent nothing without the scope READ', async () => {
    const { addon, services } = await startHearing();
    const [installation] = services.installations.list();
    if (installation === undefined) throw new Error('not installed');
    services.installations.put({ ...installation, descriptor: { ...installation.descriptor, scopes: [] } });
    await update({ services });
    expect(addon.receivedAt('/hook')).toEqual([]);
  });
});

it('sends what goes with a deleted issue as secondary', async () => {
  const { addon, services } = await startHearing(
    hooks(...['jira:issue_deleted', 'comment_deleted'].map((event) => ({ event, url: '/hook' }))),
  );
  const issue = services.jira.issue('DEMO-1');
  if (issue === undefined) throw new Error('no seed');
  services.jira.issues.delete(issue, null);
  await services.settled();
  const flows = addon
    .receivedAt('/hook')
    .map(({ headers, body }) => [JSON.parse(body).webhookEvent, headers['x-atlassian-webhook-flow']]);
  expect(flows).toContainEqual(['jira:issue_deleted', 'Primary']);
  expect(flows).toContainEqual(['comment_deleted', 'Secondary']);
});

it('hands on what an add-on writes beside the request that caused it, and nobody else', async () => {
  const { addon, client, secret, services } = await startHearing({
    scopes: ['READ', 'WRITE'],
    ...hooks(UPDATED),
  });
  const path = '/rest/api/3/issue/DEMO-1';
  const send = (headers: Readonly<Record<string, string>>, summary: string) =>
    client.send('PUT', path, {
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ fields: { summary } }),
    });
  const jwt = { Authorization: `JWT ${signWith(secret(), 'PUT', path)}` };
  const basic = { Authorization: `Basic ${btoa('admin:admin')}` };
  await send({ ...jwt, 'X-Atlassian-Webhook-Trace': 'loop guard 7' }, 'by the add-on');
  await services.settled();
  await send({ ...basic, 'X-Atlassian-Webhook-Trace': 'x' }, 'by a person');
  await services.settled();
  const traces = addon.receivedAt('/hook').map(({ headers }) => headers['x-atlassian-webhook-trace']);
  expect(traces).toEqual(['loop guard 7', undefined]);
});
