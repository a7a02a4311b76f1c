import {
  createQueryStringHash,
  decodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostSigner } from '../addons/host-signer.ts';
import { InstallKeys } from '../addons/install-keys.ts';
import type { Installation } from '../addons/installation.ts';
import { findModule } from '../addons/modules.ts';
import { createSite } from '../site.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { createModuleUrl, fillVariables, type PageContext } from './module-url.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const SECRET = 'a-secret-that-is-shared-by-both-sides';
const site = createSite('dev', 'http://localhost:2990');
const signer = createHostSigner(await InstallKeys.open(openSiteDatabase()), () => NOW);

async function urlOf(
  module: Readonly<Record<string, unknown>>,
  options: {
    readonly baseUrl?: string;
    readonly context?: PageContext;
    readonly product?: 'jira' | 'confluence';
    readonly enableLicensing?: boolean;
    readonly authentication?: 'jwt' | 'none';
  } = {},
): Promise<string> {
  const {
    baseUrl = 'https://a.example',
    context = {},
    product = 'jira',
    enableLicensing = false,
    authentication = 'jwt',
  } = options;
  const installation: Installation = {
    product,
    descriptor: {
      key: 'app',
      baseUrl,
      enableLicensing,
      authentication: { type: authentication },
      modules: { generalPages: [{ key: 'page', ...module }] },
    },
    descriptorUrl: '',
    sharedSecret: authentication === 'jwt' ? SECRET : undefined,
    oauthClientId: '',
    isEnabled: true,
  };
  const found = findModule(installation.descriptor, 'page');
  if (found === undefined) throw new Error('no module');
  return createModuleUrl({ site, signer }, installation, found, context, 'account');
}

/** Judges the URL as an add-on does that reads its request line: with Atlassian's library. */
function verify(url: string, baseUrl: string): Record<string, unknown> {
  const { pathname, search, searchParams } = new URL(url);
  const claims: Record<string, unknown> = decodeSymmetric(
    searchParams.get('jwt') ?? '',
    SECRET,
    SymmetricAlgorithm.HS256,
  );
  expect(claims['qsh']).toBe(
    createQueryStringHash(fromMethodAndUrl('GET', `${pathname}${search}`), false, baseUrl),
  );
  return claims;
}

describe('createModuleUrl', () => {
  it('adds what the host adds, in its order, and signs all of it', async () => {
    const url = await urlOf({ url: '/page?own=1' });
    expect([...new URL(url).searchParams.keys()]).toEqual([
      'own',
      'xdm_e',
      'xdm_c',
      'cp',
      'xdm_deprecated_addon_key_do_not_use',
      'lic',
      'cv',
      'jwt',
    ]);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      xdm_e: 'http://localhost:2990',
      xdm_c: 'channel-app__page',
      cp: '',
      lic: 'none',
    });
    expect(verify(url, 'https://a.example')).toEqual({
      iss: site.products.jira.clientKey,
      sub: 'account',
      context: {},
      iat: NOW / 1000,
      exp: NOW / 1000 + 900,
      qsh: expect.any(String),
    });
  });

  it('says where Confluence lives, and that a paid add-on has a licence', async () => {
    const url = await urlOf({ url: '/page' }, { product: 'confluence', enableLicensing: true });
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ cp: '/wiki', lic: 'active' });
    expect(verify(url, 'https://a.example')).toMatchObject({ iss: site.products.confluence.clientKey });
  });

  it.each([
    ['https://a.example', '/page', '/page'],
    ['https://a.example/', '/page', '/page'],
    ['https://a.example/app', '/page', '/app/page'],
    ['https://a.example/app/', 'page', '/app/page'],
    ['https://a.example', '/', '/'],
    ['https://a.example', '/ein blättchen', '/ein%20bl%C3%A4ttchen'],
    ['https://a.example', '/a/../b', '/b'],
    ['https://a.example', '/page?q=ü x&r=%C3%BC+y', '/page'],
  ])('joins %s and %s to a path that verifies', async (baseUrl, url, path) => {
    const joined = await urlOf({ url }, { baseUrl });
    expect(new URL(joined).pathname).toBe(path);
    verify(joined, baseUrl);
  });

  it('puts what it adds before the fragment', async () => {
    const url = await urlOf({ url: '/page#/route?x=1' });
    expect(new URL(url).hash).toBe('#/route?x=1');
    verify(url, 'https://a.example');
  });

  it('leaves cacheable modules as they are declared', async () => {
    const context = { jira: { issue: { key: 'DEMO-1' } } };
    expect(await urlOf({ url: '/page?key={issue.key}', cacheable: true }, { context })).toBe(
      'https://a.example/page?key={issue.key}',
    );
  });

  it('has no token to give to add-ons without authentication', async () => {
    const url = await urlOf({ url: '/page' }, { authentication: 'none' });
    expect(new URL(url).searchParams.has('jwt')).toBe(false);
    expect(new URL(url).searchParams.has('xdm_e')).toBe(true);
  });

  it('verifies whatever the context holds', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '+',
        '&',
        '%',
        '#',
        '?',
        '=',
        ' ',
        '/',
        'a+b c',
        '100%',
        'ü',
        '💥',
        '\ud800',
        "'",
        '{x}',
        '\n',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        value,
        value,
        fc.constantFrom('https://a.example', 'https://a.example/b'),
        async (key, id, baseUrl) => {
          const context = { jira: { issue: { key }, project: { id } } };
          const url = await urlOf({ url: '/p/x{project.id}/y?k={issue.key}&z=1' }, { baseUrl, context });
          verify(url, baseUrl);
          expect(new URL(url).searchParams.get('k')).toBe(key.toWellFormed());
          expect(decodeURIComponent(new URL(url).pathname.split('/x')[1]?.split('/y')[0] ?? '')).toBe(
            id.toWellFormed(),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('fillVariables', () => {
  const context = {
    jira: { issue: { id: '10000', key: 'A B+C/D', issuetype: { id: '7' } }, count: 3, content: { id: '9' } },
  };

  it.each([
    ['/{issue.key}', '/A%20B%2BC%2FD'],
    ['/?x={issue.key}', '/?x=A+B%2BC%2FD'],
    ['/?x={ issue.id }&y={issuetype.id}&z={issue.issuetype.id}', '/?x=10000&y=7&z=7'],
    ['/{count}', '/3'],
    ['/?x={page.id}&y={content.id}', '/?x=9&y=9'],
    ['/{issue}/{unknown.thing}?x={unknown}', '//?x='],
    ['/{constructor.name}{__proto__.x}{issue.key.length}{issue.toString}', '/'],
    ['/{}{', '/{}{'],
  ])('%s becomes %s', (template, expected) => {
    expect(fillVariables(template, context)).toBe(expected);
  });
});
