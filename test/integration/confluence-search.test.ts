import { describe, expect, it } from 'vitest';
import { at, resultsOf, startConfluence } from '../support/confluence-client.ts';

const V1 = '/rest/api';

function search(path: string, cql: string, more: Record<string, string> = {}): string {
  return `${V1}${path}?${new URLSearchParams({ cql, ...more })}`;
}

describe('a search over everything', () => {
  it('finds spaces where their type is named, among content in one order', async () => {
    const { admin, as } = await startConfluence();
    const spaces = await admin('GET', search('/search', 'type = space and title ~ "demo"'));
    expect(spaces.json).toMatchObject({
      totalSize: 1,
      results: [
        {
          space: { key: 'DS', name: 'Demo space' },
          title: '@@@hl@@@Demo@@@endhl@@@ space',
          excerpt: 'A space to try add-ons with.',
          url: '/spaces/DS',
          entityType: 'space',
        },
      ],
    });
    const mixed = 'type in (space, page) and creator = currentUser() order by title desc';
    const titles = async (call: typeof admin, more = {}) =>
      resultsOf((await call('GET', search('/search', mixed, { excerpt: 'none', ...more }))).json, 'title');
    expect(await titles(admin)).toEqual(['Private space', 'Private space', 'Demo space', 'Demo space']);
    expect(await titles(admin, { start: '1', limit: '2' })).toEqual(['Private space', 'Demo space']);
    expect(await titles(as('yuki'))).toEqual([]);
    expect(
      resultsOf((await as('tomas')('GET', search('/search', 'type = space'))).json, 'space', 'key'),
    ).toEqual(['DS']);
    // Searching content finds content.
    expect(resultsOf((await admin('GET', search('/content/search', 'type = space'))).json)).toEqual([]);
    expect(resultsOf((await admin('GET', search('/search', 'title ~ "demo"'))).json, 'entityType')).toEqual([
      'content',
    ]);
  });

  it('marks the words that were searched for, or does not', async () => {
    const { admin } = await startConfluence();
    const body = { storage: { value: '<p>Fish &amp; chips, fishing</p>', representation: 'storage' } };
    await admin('POST', `${V1}/content`, { type: 'page', title: 'Fish', space: { key: 'DS' }, body });
    const excerpt = async (cql: string, kind?: string) => {
      const answer = await admin('GET', search('/search', cql, kind === undefined ? {} : { excerpt: kind }));
      return at(answer.json, 'results', 0, 'excerpt');
    };
    expect(await excerpt('text ~ "fish"')).toBe('@@@hl@@@Fish@@@endhl@@@ &amp; chips, fishing');
    expect(await excerpt('text ~ "fis*"', 'highlight_unescaped')).toBe(
      '@@@hl@@@Fish@@@endhl@@@ & chips, @@@hl@@@fishing@@@endhl@@@',
    );
    expect(await excerpt('text ~ "fish"', 'indexed_unescaped')).toBe('Fish & chips, fishing');
    expect(await excerpt('text ~ "fish"', 'none')).toBe('');
  });

  it('knows what one has saved, and looked at', async () => {
    const { admin, instance } = await startConfluence();
    const ids = async (cql: string) =>
      resultsOf((await admin('GET', search('/content/search', cql))).json, 'id');
    await admin('PUT', `${V1}/relation/favourite/from/user/current/to/content/65602`);
    expect(await ids('favourite = currentUser()')).toEqual(['65602']);
    expect(await ids('space in favouriteSpaces()')).toEqual([]);
    await admin('PUT', `${V1}/relation/favourite/from/user/current/to/space/PRIV`);
    expect(await ids('space in favouriteSpaces()')).toEqual(['65611']);
    expect(await ids('space.type = favourite')).toEqual(['65611']);
    expect(await ids('id in recentlyViewedContent()')).toEqual([]);
    await fetch(`${instance.origin}/wiki/spaces/DS/pages/65603`);
    expect(await ids('id in recentlyViewedContent(5, 0)')).toEqual(['65603']);
    expect(await ids('space in recentlyViewedSpaces() and title = "How we work"')).toEqual(['65603']);
  });
});

describe('a search for people', () => {
  it.each([
    ['type = user', ['Alex Morgan', 'Mia Lindqvist', 'Tomás Rivera', 'Yuki Tanaka']],
    ['user.fullname ~ "tom"', ['Tomás Rivera']],
    ['user.fullname ~ "riv"', ['Tomás Rivera']],
    [
      'type = user and not (user.fullname ~ mia or user.fullname ~ "al* mo*")',
      ['Tomás Rivera', 'Yuki Tanaka'],
    ],
    ['type = page', []],
  ])('answers %s', async (cql, names) => {
    const { admin } = await startConfluence();
    const answer = await admin('GET', search('/search/user', cql));
    expect(resultsOf(answer.json, 'title')).toEqual(names);
    expect(answer.json).toMatchObject({ totalSize: names.length });
  });

  it('finds by account, in parts, and refuses what is no query', async () => {
    const { admin, as } = await startConfluence();
    const mia = String(at((await as('mia')('GET', `${V1}/user/current`)).json, 'accountId'));
    expect((await admin('GET', search('/search/user', `user in ("${mia}", "nobody")`))).json).toMatchObject({
      results: [{ user: { accountId: mia, displayName: 'Mia Lindqvist' }, entityType: 'user' }],
    });
    const rest = await admin('GET', search('/search/user', `user != "${mia}"`, { start: '1', limit: '1' }));
    expect(rest.json).toMatchObject({ size: 1, totalSize: 3, results: [{ title: 'Tomás Rivera' }] });
    expect((await admin('GET', search('/search/user', 'user ='))).status).toBe(400);
  });
});
