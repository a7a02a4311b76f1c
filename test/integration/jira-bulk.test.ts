import { describe, expect, it } from 'vitest';
import { accountOf, startJira } from '../support/jira-client.ts';

const [mia, tomas] = [accountOf('mia'), accountOf('tomas')];
const MINUTE = 60_000;

describe('entity properties of several issues', () => {
  it('are set and deleted as tasks, where the caller may edit', async () => {
    const { mia: call, tomas: other, admin: boss, client, instance } = await startJira();
    const valueIn = async (key: string) => (await boss('GET', `/issue/${key}/properties/p`)).body.value;
    const set = (as: typeof call, more: object = {}) =>
      as('POST', '/issue/properties', {
        entitiesIds: [10000, 10001, 10005, 4],
        properties: { p: { a: 1, b: 2 } },
        ...more,
      });
    const done = await set(other);
    expect(done.status).toBe(303);
    expect(await valueIn('DEMO-1')).toEqual({ a: 1, b: 2 });
    expect(await valueIn('PRIV-1')).toBeUndefined();
    for (const wrong of [{ entitiesIds: [] }, { properties: {} }, { properties: { '': 1 } }]) {
      expect((await set(other, wrong)).status).toBe(400);
    }
    const authorization = `Basic ${Buffer.from('tomas:tomas').toString('base64')}`;
    const answer = await client.send('DELETE', '/rest/api/3/issue/properties/p', {
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ currentValue: { b: 2, a: 1 }, entityIds: [10000] }),
    });
    expect(answer.status).toBe(303);
    const task = (answer.headers.get('Location') ?? '').replace(`${instance.origin}/rest/api/3`, '');
    expect((await other('GET', task)).body).toMatchObject({ status: 'COMPLETE', progress: 100 });
    expect((await call('GET', task)).status).toBe(404);
    expect([await valueIn('DEMO-1'), await valueIn('DEMO-2')]).toEqual([undefined, { a: 1, b: 2 }]);

    expect(
      (await call('PUT', '/issue/properties/p', { value: 7, filter: { hasProperty: false } })).status,
    ).toBe(303);
    expect([await valueIn('DEMO-2'), await valueIn('DEMO-3'), await valueIn('PRIV-1')]).toEqual([
      { a: 1, b: 2 },
      7,
      7,
    ]);
    expect((await call('PUT', '/issue/properties/p', { expression: '1 + 1' })).status).toBe(501);

    const multi = await other('POST', '/issue/properties/multi', {
      issues: [
        { issueID: 10000, properties: { p: 'mine' } },
        { issueID: 10005, properties: { p: 'not mine' } },
      ],
    });
    expect(multi.status).toBe(303);
    expect([await valueIn('DEMO-1'), await valueIn('PRIV-1')]).toEqual(['mine', 7]);
  });
});

describe('issues', () => {
  it('say which of them are watched', async () => {
    const { mia: call, tomas: other } = await startJira();
    await call('POST', '/issue/PRIV-1/watchers', mia);
    await other('POST', '/issue/DEMO-1/watchers', tomas);
    const ask = async (as: typeof call) =>
      (await as('POST', '/issue/watching', { issueIds: ['10000', '10005', '4'] })).body.issuesIsWatching;
    expect(await ask(call)).toEqual({ '10000': false, '10005': true, '4': false });
    expect(await ask(other)).toEqual({ '10000': true, '10005': false, '4': false });
  });

  it('are picked by a part of their summary or the beginning of their key', async () => {
    const { tomas: call } = await startJira();
    const pick = async (query: string) => (await call('GET', `/issue/picker?${query}`)).body.sections;
    const [history, current] = await pick('query=release&currentJQL=project%3DDEMO');
    expect(history).toMatchObject({ id: 'hs', issues: [{ id: 10000, key: 'DEMO-1' }] });
    expect(current).toMatchObject({
      id: 'cs',
      sub: 'Showing 1 matching issues',
      issues: [
        {
          summaryText: 'Plan the release of the mobile app',
          summary: 'Plan the <b>release</b> of the mobile app',
        },
      ],
    });
    expect((await pick('query=priv'))[0]).toMatchObject({ msg: 'No matches found', issues: [] });
    expect((await pick('query=demo-1&currentIssueKey=DEMO-1'))[0].issues).toEqual([]);
    expect((await call('GET', '/issue/picker?query=a&currentJQL=nonsense')).status).toBe(400);
  });
});

describe('worklogs', () => {
  it('say what was changed and deleted, a minute later', async () => {
    let now = Date.parse('2026-11-21T12:00:00Z');
    const clock = { now: () => now, sleep: async () => {} };
    const { admin: call, tomas: other } = await startJira({ clock });
    const log = async (key: string) =>
      Number((await call('POST', `/issue/${key}/worklog`, { timeSpentSeconds: 60 })).body.id);
    const [seen, hidden, gone] = [await log('DEMO-1'), await log('PRIV-1'), await log('DEMO-2')];
    await call('DELETE', `/issue/DEMO-2/worklog/${gone}`);
    const ids = async (as: typeof call, query: string) =>
      (await as('GET', `/worklog/${query}`)).body.values.map((one: { worklogId: number }) => one.worklogId);
    expect(await ids(call, 'updated')).toEqual([]);
    expect(await ids(call, 'deleted')).toEqual([]);
    const logged = now;
    now += MINUTE;
    expect(await ids(call, 'updated?since=1')).toEqual([seen, hidden]);
    expect(await ids(other, 'updated')).toEqual([seen]);
    expect((await other('GET', '/worklog/deleted')).body).toMatchObject({
      values: [{ worklogId: gone, updatedTime: logged, properties: [] }],
      since: 0,
      until: logged,
      lastPage: true,
    });
    expect(await ids(call, `updated?since=${logged}`)).toEqual([]);
    expect((await call('GET', '/worklog/updated?since=yesterday')).status).toBe(400);
  });
});

describe('queries', () => {
  it('are rid of the projects that somebody does not see, and of the names of old', async () => {
    const { admin: call, mia: other } = await startJira();
    const query = "project in (DEMO, 'Private project') ORDER BY created";
    const queries = [{ query }, { query, accountId: mia }, { query, accountId: tomas }, { query: 'project' }];
    const { body } = await call('POST', '/jql/sanitize', { queries });
    expect(body.queries).toMatchObject([
      { initialQuery: query, sanitizedQuery: 'project in (10000, 10001) ORDER BY created' },
      { sanitizedQuery: query, accountId: mia },
      { sanitizedQuery: 'project in (DEMO, 10001) ORDER BY created', accountId: tomas },
      { initialQuery: 'project', errors: { errorMessages: [expect.any(String)] } },
    ]);
    expect((await other('POST', '/jql/sanitize', { queries })).status).toBe(403);
    const cleaned = await other('POST', '/jql/pdcleaner', {
      queryStrings: ['assignee = mia AND summary ~ mia', `reporter in (tomas, ${mia})`, 'assignee = nobody'],
    });
    expect(cleaned.body).toEqual({
      queryStrings: [`assignee = ${mia} AND summary ~ mia`, `reporter in (${tomas}, ${mia})`],
      queriesWithUnknownUsers: [{ originalQuery: 'assignee = nobody', convertedQuery: 'assignee = unknown' }],
    });
    expect((await other('POST', '/jql/pdcleaner', { queryStrings: ['assignee ='] })).status).toBe(400);
  });

  it('are completed with what there is, for whoever sees it', async () => {
    const { tomas: call, mia: other } = await startJira();
    const suggest = async (query: string, as = call) =>
      (await as('GET', `/jql/autocompletedata/suggestions?${query}`)).body.results;
    expect(await suggest('fieldName=status&fieldValue=pro')).toEqual([
      { value: '"In Progress"', displayName: 'In <b>Pro</b>gress' },
    ]);
    expect(await suggest('fieldName=project')).toHaveLength(1);
    expect(await suggest('fieldName=project', other)).toHaveLength(2);
    expect(await suggest('fieldName=reporter&fieldValue=mi')).toEqual([
      { value: mia, displayName: '<b>Mi</b>a Lindqvist' },
    ]);
    expect(await suggest('fieldName=status&predicateName=by&predicateValue=mi')).toMatchObject([
      { value: mia },
    ]);
    expect(await suggest('fieldName=summary')).toEqual([]);
    expect((await call('GET', '/jql/autocompletedata/suggestions')).status).toBe(400);
  });
});
