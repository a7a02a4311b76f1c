import { createHmac } from 'node:crypto';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import { describe, expect, it } from 'vitest';
import { signWith, startInstalled } from '../support/installed-addon.ts';
import { startTestInstance } from '../support/test-instance.ts';

const PATH = '/rest/api/3/myself';
const UNAUTHORIZED = {
  message: 'Client must be authenticated to access this resource.',
  'status-code': 401,
};

function handMade(
  header: object,
  claims: object,
  secret: string,
  hash: 'sha256' | 'sha512' | 'none',
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  const signature = hash === 'none' ? '' : createHmac(hash, secret).update(text).digest('base64url');
  return `${text}.${signature}`;
}

/** What is other than usual in claims; times are counted from when the token is made, in seconds. */
type Changes = object | ((now: number) => object);

const claims = (changes: Changes = {}) => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: 'fake-addon',
    iat: now,
    exp: now + 180,
    qsh: createQueryStringHash(fromMethodAndUrl('GET', PATH)),
    ...(typeof changes === 'function' ? changes(now) : changes),
  };
};

interface Case {
  readonly what: string;
  readonly token: (secret: string) => string;
  readonly path?: string;
  readonly status?: number;
  readonly body?: unknown;
  /** Part of what X-Connect-Kit-Explanation says. */
  readonly why: string;
}

const signed = (changes: Changes) => (secret: string) => encodeSymmetric(claims(changes), secret);

const CASES: readonly Case[] = [
  { what: 'no exp', token: signed({ exp: undefined }), why: 'no exp claim' },
  {
    what: 'an exp that passed a minute ago',
    token: signed((now: number) => ({ exp: now - 60 })),
    why: 'expired',
  },
  { what: 'an exp that is text', token: signed((now: number) => ({ exp: `${now + 60}` })), why: 'exp is' },
  {
    what: 'an exp in milliseconds',
    token: signed((now: number) => ({ exp: (now + 60) * 1000 })),
    why: 'milliseconds',
  },
  {
    what: 'an iat in an hour',
    token: signed((now: number) => ({ iat: now + 3600, exp: now + 7200 })),
    why: 'in the future',
  },
  {
    what: 'an nbf in an hour',
    token: signed((now: number) => ({ nbf: now + 3600, exp: now + 7200 })),
    why: 'not valid for another',
  },
  { what: 'no iss', token: signed({ iss: undefined }), why: 'not installed' },
  { what: 'an unknown iss', token: signed({ iss: 'somebody-else' }), why: 'not installed' },
  { what: 'an iss that every object has', token: signed({ iss: '__proto__' }), why: 'not installed' },
  {
    what: 'another secret',
    token: () => encodeSymmetric(claims(), 'x'.repeat(40)),
    why: 'signature is wrong',
  },
  {
    what: 'alg none',
    token: () => handMade({ alg: 'none', typ: 'JWT' }, claims(), '', 'none'),
    why: 'HS256 is expected',
  },
  {
    what: 'alg HS512',
    token: (secret) => handMade({ alg: 'HS512', typ: 'JWT' }, claims(), secret, 'sha512'),
    why: 'HS256 is expected',
  },
  {
    what: 'alg RS256 over an HMAC',
    token: (secret) => handMade({ alg: 'RS256', typ: 'JWT', kid: 'x' }, claims(), secret, 'sha256'),
    why: 'HS256 is expected',
  },
  {
    what: 'no alg',
    token: (secret) => handMade({ typ: 'JWT' }, claims(), secret, 'sha256'),
    why: 'HS256 is expected',
  },
  {
    what: 'a qsh for another path',
    token: signed({}),
    path: '/rest/api/3/serverInfo',
    why: 'another request',
  },
  {
    what: 'a qsh for another query',
    token: signed({}),
    path: `${PATH}?expand=groups`,
    why: 'another request',
  },
  { what: 'no qsh', token: signed({ qsh: undefined }), why: 'no qsh claim' },
  { what: 'context-qsh', token: signed({ qsh: 'context-qsh' }), why: 'context token' },
  { what: 'no form at all', token: () => 'a.b', why: 'three segments' },
  {
    what: 'a path that is not normalised',
    token: signed({ qsh: createQueryStringHash(fromMethodAndUrl('GET', '/rest//api/3/myself')) }),
    path: '/rest//api/3/myself',
    status: 400,
    body: { message: 'The request URI is improperly formed', 'status-code': 400 },
    why: 'empty or dot segments',
  },
  {
    what: 'an operation beyond its scopes',
    token: signed({
      qsh: createQueryStringHash(fromMethodAndUrl('GET', '/rest/api/3/application-properties')),
    }),
    path: '/rest/api/3/application-properties',
    status: 403,
    body: { message: 'Request not in an authorized API scope', 'status-code': 403 },
    why: 'needs the scope ADMIN',
  },
];

describe('a request of an add-on is refused for', () => {
  it.each(CASES)('$what', async ({ token, path = PATH, status = 401, body = UNAUTHORIZED, why }) => {
    const { client, secret } = await startInstalled();
    const answer = await client.addon('GET', path, token(secret()));
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status, body });
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toContain(why);
    expect(answer.headers.get('WWW-Authenticate')).toBe(status === 401 ? 'JWT realm="jira"' : null);
  });

  it('a token in the query and another in the header', async () => {
    const { client, secret } = await startInstalled();
    const token = signWith(secret(), 'GET', PATH);
    const other = signWith(secret(), 'GET', PATH, { sub: 'other' });
    const answer = await client.addon('GET', `${PATH}?jwt=${other}`, token);
    expect([answer.status, answer.headers.get('X-Connect-Kit-Explanation')]).toEqual([
      401,
      expect.stringContaining('more than one token'),
    ]);
  });

  it('being disabled, and for being gone', async () => {
    const { instance, call } = await startInstalled();
    const { installer, installations } = instance.services;
    const [installation] = installations.list();
    if (installation === undefined) throw new Error('not installed');
    await installer.disable(installation);
    const disabled = await call('GET', PATH);
    expect([disabled.status, disabled.headers.get('X-Connect-Kit-Explanation')]).toEqual([
      401,
      expect.stringContaining('disabled'),
    ]);
    await installer.uninstall(installation);
    expect((await call('GET', PATH)).status).toBe(401);
  });

  it('a secret that has been replaced, which it is told', async () => {
    const { instance, addon, client, secret } = await startInstalled();
    const old = secret();
    await instance.services.installer.install('jira', addon.descriptorUrl);
    const answer = await client.addon('GET', PATH, signWith(old, 'GET', PATH));
    expect([answer.status, answer.headers.get('X-Connect-Kit-Explanation')]).toEqual([
      401,
      expect.stringContaining('replaced since'),
    ]);
    expect((await client.addon('GET', PATH, signWith(secret(), 'GET', PATH))).status).toBe(200);
  });

  it('the client key in place of its own', async () => {
    const { client, secret, told } = await startInstalled();
    const answer = await client.addon(
      'GET',
      PATH,
      signWith(secret(), 'GET', PATH, { iss: told()['clientKey'] }),
    );
    expect(answer.headers.get('X-Connect-Kit-Explanation')).toContain('That is the client key');
  });
});

describe('a request of an add-on is accepted', () => {
  it.each<[string, Changes]>([
    ['within half a minute of its exp', (now: number) => ({ exp: now - 5 })],
    ['with a clock that is half a minute ahead', (now: number) => ({ iat: now + 20 })],
    ['with an audience, which nobody looks at', { aud: ['anything'] }],
    ['with a sub, which nobody looks at', { sub: 'somebody' }],
  ])('%s', async (_, changes) => {
    const { client, secret } = await startInstalled();
    expect((await client.addon('GET', PATH, encodeSymmetric(claims(changes), secret()))).status).toBe(200);
  });
});

describe('two sites', () => {
  it('know the same add-on by different keys, and take no token of each other', async () => {
    const instance = await startTestInstance({ siteNames: ['acme', 'globex'] });
    const [acme, globex] = instance.sites;
    if (acme === undefined || globex === undefined) throw new Error('there are two');
    const first = await startInstalled({}, { instance: { ...instance, ...partsOf(acme) } });
    const second = await startInstalled({}, { instance: { ...instance, ...partsOf(globex) } });
    for (const claim of ['clientKey', 'sharedSecret', 'oauthClientId', 'baseUrl']) {
      expect(first.told()[claim]).not.toBe(second.told()[claim]);
    }
    const token = signWith(first.secret(), 'GET', PATH);
    expect((await first.client.addon('GET', PATH, token)).status).toBe(200);
    const refused = await second.client.addon('GET', PATH, token);
    expect([refused.status, await refused.json()]).toEqual([401, UNAUTHORIZED]);
    await globex.services.installer.uninstall(globex.services.installations.list()[0] ?? fail());
    expect((await second.client.addon('GET', PATH, token)).status).toBe(401);
    expect((await first.client.addon('GET', PATH, token)).status).toBe(200);
  });
});

function partsOf({
  origin,
  services,
}: {
  origin: string;
  services: import('../../src/instance/services.ts').Services;
}) {
  return { origin, services };
}

function fail(): never {
  throw new Error('nothing is installed');
}
