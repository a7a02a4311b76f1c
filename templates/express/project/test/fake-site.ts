import { createHmac, generateKeyPairSync } from 'node:crypto';
import {
  AsymmetricAlgorithm,
  createQueryStringHash,
  decodeSymmetric,
  encodeAsymmetric,
  encodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';

/** Stands in for Atlassian: signs like it, and answers the add-on's calls like it. Nothing leaves this machine. */

export const ADDON_URL = 'https://addon.example.test';
export const KEYS_URL = 'https://keys.example.test';
export const KEY_ID = '6f1c2d3e-0000-4000-8000-000000000001';

export const atlassianKeys = createKeys();

export function createKeys(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** A Jira site with one issue, `DEMO-1`. */
export interface Site {
  readonly clientKey: string;
  readonly baseUrl: string;
  readonly sharedSecret: string;
  readonly summary: string;
}

export function createSite(name: string, summary = 'Make it work'): Site {
  return {
    clientKey: `client-${name}`,
    baseUrl: `https://${name}.atlassian.test`,
    sharedSecret: `secret-of-${name}`,
    summary,
  };
}

type Overrides = Readonly<Record<string, unknown>>;

/** A token for one request, signed with the secret that the site shares with the add-on. */
export function signShared(site: Site, method: string, url: string, overrides: Overrides = {}): string {
  const qsh = createQueryStringHash(fromMethodAndUrl(method, url));
  const claims = { iss: site.clientKey, ...lifetime(), qsh, sub: 'account-1', context: {}, ...overrides };
  return encodeSymmetric(claims, site.sharedSecret, SymmetricAlgorithm.HS256);
}

/** What `AP.context.getToken` gives to a page that stands on an issue. */
export function signContext(site: Site): string {
  const context = { jira: { issue: { id: '10001', key: 'DEMO-1' } } };
  return signShared(site, 'GET', '/', { qsh: 'context-qsh', context });
}

/** A token for a signed install. */
export function signInstall(
  site: Site,
  url: string,
  overrides: Overrides = {},
  { privateKey = atlassianKeys.privateKey, kid = KEY_ID } = {},
): string {
  const qsh = createQueryStringHash(fromMethodAndUrl('POST', url));
  const claims = { iss: site.clientKey, aud: [ADDON_URL], ...lifetime(), qsh, ...overrides };
  return encodeAsymmetric(claims, privateKey, AsymmetricAlgorithm.RS256, { kid });
}

/** A forgery: it names Atlassian's key, but is signed with a secret. */
export function signInstallWithSecret(site: Site, url: string, secret: string): string {
  const [, claims] = signInstall(site, url).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KEY_ID })).toString('base64url');
  const signature = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
  return `${header}.${claims}.${signature}`;
}

/** The body of a lifecycle event. */
export function lifecycleBody(site: Site, addonKey: string, eventType: string): Overrides {
  return {
    key: addonKey,
    clientKey: site.clientKey,
    baseUrl: site.baseUrl,
    productType: 'jira',
    eventType,
    ...(eventType === 'installed' && { sharedSecret: site.sharedSecret }),
  };
}

/** The network as the add-on sees it: Atlassian's key server, and the REST API of each site. */
export function createFetch(sites: readonly Site[], addonKey: string): typeof fetch {
  return async (input, init) => {
    // As a URL, `..` and all, because that is how it would be sent.
    const url = new URL(String(input)).href;
    if (url === `${KEYS_URL}/${KEY_ID}`) return new Response(atlassianKeys.publicKey);
    const site = sites.find(({ baseUrl }) => url.startsWith(`${baseUrl}/`));
    if (site === undefined) return new Response('not found', { status: 404 });
    const path = url.slice(site.baseUrl.length);
    return isSignedBy(addonKey, site, path, init)
      ? answerRest(site, path)
      : new Response('', { status: 401 });
  };
}

function isSignedBy(addonKey: string, site: Site, path: string, init: RequestInit | undefined): boolean {
  const token = new Headers(init?.headers).get('Authorization')?.replace(/^JWT /, '') ?? '';
  const claims = decodeSymmetric(token, site.sharedSecret, SymmetricAlgorithm.HS256);
  return claims.iss === addonKey && claims.qsh === createQueryStringHash(fromMethodAndUrl('GET', path));
}

function answerRest(site: Site, path: string): Response {
  const issue = {
    id: '10001',
    key: 'DEMO-1',
    fields: {
      summary: site.summary,
      status: { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
      assignee: { displayName: 'Ada Lovelace' },
    },
  };
  if (/^\/rest\/api\/3\/issue\/(10001|DEMO-1)\?/.test(path)) return Response.json(issue);
  if (path.startsWith('/rest/api/3/search/jql?')) return Response.json({ issues: [issue] });
  return Response.json({ errorMessages: ['not found'] }, { status: 404 });
}

function lifetime(): { readonly iat: number; readonly exp: number } {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, exp: now + 900 };
}
