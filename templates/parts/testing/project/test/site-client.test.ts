import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SiteClient } from '../src/connect/site-client.ts';

/** A client of a site that gives these answers in turn, and what it asked and how long it waited. */
function clientOf(...answers: readonly (() => Response)[]) {
  const requests: string[] = [];
  const waits: number[] = [];
  const client = new SiteClient({
    productName: 'Jira',
    baseUrl: 'https://acme.atlassian.net',
    authorize: async () => 'JWT secret-token',
    fetch: async (url, init) => {
      requests.push(`${init?.method} ${url}`);
      const answer = answers[requests.length - 1];
      if (answer === undefined) throw new TypeError('fetch failed');
      return answer();
    },
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    sleep: async (milliseconds) => void waits.push(milliseconds),
  });
  return { client, requests, waits };
}

const busy =
  (after: string, status = 429) =>
  () =>
    new Response('', { status, headers: { 'Retry-After': after } });
const done = () => Response.json({ done: true });

test('comes again when the site says when', async () => {
  const { client, requests, waits } = clientOf(busy('2'), busy('Thu, 01 Jan 2026 00:00:03 GMT', 503), done);
  assert.deepEqual(await client.get('/rest/api/3/myself'), { done: true });
  assert.equal(requests.length, 3);
  assert.deepEqual(waits, [2000, 3000]);
});

test('gives up when it is told to wait for long, or again and again', async () => {
  for (const answers of [[busy('3600')], [busy('1'), busy('1'), busy('1')]]) {
    const { client, requests } = clientOf(...answers);
    await assert.rejects(client.get('/rest/api/3/myself'), { status: 502, siteStatus: 429 });
    assert.equal(requests.length, answers.length);
  }
});

test('says what failed, in the words of the site and without the token', async () => {
  const { client } = clientOf(() => Response.json({ errorMessages: ['No such issue'] }, { status: 404 }));
  await assert.rejects(client.put('/rest/api/3/issue/A-1?notifyUsers=false', {}), {
    message: 'Jira answered 404 to PUT /rest/api/3/issue/A-1: No such issue',
    status: 404,
  });
  await assert.rejects(clientOf().client.get('/x'), { message: 'Jira cannot be reached for GET /x.' });
});

test('follows no redirect, and reads no page for an answer', async () => {
  const away = () => new Response('', { status: 302, headers: { Location: 'https://example.com' } });
  await assert.rejects(clientOf(away).client.get('/x'), { siteStatus: 302 });
  await assert.rejects(clientOf(() => new Response('<html>')).client.get('/x'), { status: 502 });
});

test('takes an empty answer for what it is', async () => {
  const empty = () => new Response(null, { status: 204 });
  assert.equal(await clientOf(empty).client.delete('/x'), undefined);
  assert.equal(await clientOf(empty).client.post('/x', { some: 'body' }), undefined);
});
