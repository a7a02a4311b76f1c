import { describe, expect, it } from 'vitest';
import { signWith, startInstalled } from '../support/installed-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { startTestInstance } from '../support/test-instance.ts';

const MYSELF = '/rest/api/3/myself';

describe('a rate limit', () => {
  it('lets each add-on ask so often of each product, and answers 429 until the window is over', async () => {
    let now = Date.now();
    now -= now % 60_000;
    const clock = { now: () => now, sleep: async () => {} };
    const instance = await startTestInstance({ clock, rateLimit: { limit: 5, windowMs: 60_000 } });
    const { call, client, admin } = await installedIn(instance, () => now);
    const remaining: (string | null)[] = [];
    for (let index = 0; index < 5; index += 1) {
      const answer = await call();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ratelimit-limit')).toBe('5');
      expect(answer.headers.get('x-ratelimit-nearlimit')).toBe(index === 4 ? 'true' : null);
      remaining.push(answer.headers.get('x-ratelimit-remaining'));
    }
    expect(remaining).toEqual(['4', '3', '2', '1', '0']);
    now += 20_000;
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '40',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': `${new Date(now + 40_000).toISOString().slice(0, 16)}Z`,
      'ratelimit-reason': 'jira-quota-tenant-based',
    });
    // People, and what is refused before anybody counts, are no part of it.
    expect((await admin('GET', MYSELF)).status).toBe(200);
    expect((await client.addon('GET', MYSELF, 'x.y.z')).status).toBe(401);
    now += 40_000;
    expect((await call()).status).toBe(200);
  });

  it('is none unless somebody asks for it', async () => {
    const { call } = await installedIn(await startTestInstance());
    const { headers } = await call();
    expect([...headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it.each(['', '5', '0/min', '5/day', '-1/s', 'many/min'])('cannot be %j', async (limit) => {
    const { exitCode, stderr } = await runCli(['instance', 'start', '--rate-limit', limit]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('100/min')]);
  });
});

describe('the headers of the products', () => {
  it('stand on what REST answers, whatever it answers', async () => {
    const { call, client } = await installedIn(await startTestInstance());
    const answers = [
      await call(),
      await client.admin('GET', '/rest/api/3/issue/DEMO-404'),
      await client.admin('GET', '/wiki/rest/api/content'),
      await client.send('GET', MYSELF, { headers: { Authorization: 'JWT x' } }),
      await client.admin('GET', '/rest/api/3/auditing/record'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 401, 501]);
    const traces = new Set<string | null>();
    for (const { headers } of answers) {
      expect(headers.get('x-arequestid')).toMatch(/^[\da-f]{32}$/);
      expect(headers.get('atl-traceid')).toMatch(/^[\da-f]{32}$/);
      expect(headers.get('atl-request-id')?.replaceAll('-', '')).toBe(headers.get('atl-traceid'));
      expect(headers.get('server')).toBe('AtlassianEdge');
      expect(headers.get('timing-allow-origin')).toBe('*');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('vary')).toContain('Accept-Encoding');
      traces.add(headers.get('atl-traceid'));
    }
    expect(traces.size).toBe(answers.length);
    const types = answers.map(({ headers }) => headers.get('content-type'));
    expect([types[0], types[2]]).toEqual(['application/json;charset=UTF-8', 'application/json']);
    expect(answers[0]?.headers.get('cache-control')).toBe('no-cache, no-store, no-transform');
  });

  it('say whose request it was', async () => {
    const { call, client } = await installedIn(await startTestInstance());
    const accountOf = async (answer: Response) =>
      /"accountId":"([^"]+)"/.exec(await answer.clone().text())?.[1];
    const asAddon = await call();
    const asAdmin = await client.admin('GET', MYSELF);
    expect(asAddon.headers.get('x-aaccountid')).toBe(await accountOf(asAddon));
    expect(asAdmin.headers.get('x-aaccountid')).toBe(await accountOf(asAdmin));
    expect(asAddon.headers.get('x-aaccountid')).not.toBe(asAdmin.headers.get('x-aaccountid'));
    const nobody = await client.send('GET', MYSELF);
    expect([nobody.status, nobody.headers.get('x-aaccountid')]).toEqual([401, null]);
  });
});

async function installedIn(
  instance: Awaited<ReturnType<typeof startTestInstance>>,
  now: () => number = () => Date.now(),
) {
  const { secret, client } = await startInstalled({}, { instance });
  const call = () => {
    const iat = Math.floor(now() / 1000);
    return client.addon('GET', MYSELF, signWith(secret(), 'GET', MYSELF, { iat, exp: iat + 180 }));
  };
  return { call, client, admin: client.admin };
}
