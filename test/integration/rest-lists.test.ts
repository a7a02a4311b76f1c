import { expect, it } from 'vitest';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const EXPLANATION = 'X-Connect-Kit-Explanation';

it.each([
  ['/rest/api/3/user/search?query=&maxResults=2', (body: unknown) => expect(body).toHaveLength(2)],
  ['/rest/api/3/user/search?startAt=3&query=', (body: unknown) => expect(body).toHaveLength(1)],
  [
    '/rest/api/3/project/search?startAt=1',
    (body: unknown) =>
      expect(body).toMatchObject({ startAt: 1, total: 2, isLast: true, values: [{ key: 'PRIV' }] }),
  ],
  [
    '/rest/api/3/issue/DEMO-1/comment?maxResults=0',
    (body: unknown) => expect(body).toMatchObject({ maxResults: 0, total: 1, comments: [] }),
  ],
])('answers the part that %s asks for', async (path, check) => {
  const { admin } = clientOf(await startTestInstance());
  const answer = await admin('GET', path);
  expect([answer.status, answer.headers.get(EXPLANATION)]).toEqual([200, null]);
  check(await answer.json());
});

it('refuses what is no number', async () => {
  const { admin } = clientOf(await startTestInstance());
  expect((await admin('GET', '/rest/api/3/project/search?startAt=x')).status).toBe(400);
});

it.each([
  ['/rest/api/3/issue/DEMO-1?fields=summary&expand=changelog,operations', 'expand=operations'],
  ['/rest/api/3/project/search?propertyQuery=a&maxResults=1', 'propertyQuery'],
  ['/rest/api/3/search/jql?jql=project%3DDEMO&startAt=1&fields=*all', 'startAt'],
  ['/wiki/api/v2/pages?limit=1&subtype=live', 'subtype'],
  ['/wiki/rest/api/content?limit=1&trigger=viewed', 'trigger'],
])('says which part of %s it did not look at', async (path, name) => {
  const { admin } = clientOf(await startTestInstance());
  const answer = await admin('GET', path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get(EXPLANATION)).toBe(`Not emulated, so ignored: ${name}.`);
});
