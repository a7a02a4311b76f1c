import type { Algorithm } from './algorithms.ts';

/**
 * The kinds of token that Connect uses, and what each says.
 * @see https://developer.atlassian.com/cloud/jira/platform/understanding-jwt/
 * @see https://developer.atlassian.com/cloud/confluence/understanding-jwt/
 */
export const TOKEN_KINDS = ['app', 'host', 'context', 'session', 'install', 'impersonation'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** What the claims of a kind are made of, besides times and hash. */
export interface Pieces {
  readonly addonKey?: string | undefined;
  /** Id of the tenant, as the add-on receives it when it is installed. */
  readonly clientKey?: string | undefined;
  /** Atlassian account id of the user. */
  readonly accountId?: string | undefined;
  readonly oauthClientId?: string | undefined;
  /** Base URL of the add-on. */
  readonly addonUrl?: string | undefined;
  /** Base URL of the product: for Confluence with `/wiki`. */
  readonly productUrl?: string | undefined;
}
export type Piece = keyof Pieces;

/** Where the value of a claim comes from. */
export type ClaimRule =
  | { readonly from: 'iat' | 'exp' | 'qsh' }
  | { readonly value: unknown }
  | { readonly piece: Piece; readonly isNeeded: boolean; readonly wrap: (text: string) => unknown };

export interface Preset {
  readonly summary: string;
  readonly algorithm: Algorithm;
  /** Seconds. */
  readonly lifetime: number;
  /** What the token is bound to: one request, anything that is asked in a context, or nothing. */
  readonly qsh: 'request' | 'context' | 'none';
  /** The method of the request unless another one is given. */
  readonly method: 'GET' | 'POST';
  /** Whose base URL the path of the request is relative to. */
  readonly baseUrl: 'addonUrl' | 'productUrl';
  /** In the order of the products' or the framework's own tokens. */
  readonly claims: Readonly<Record<string, ClaimRule>>;
}

const IAT: ClaimRule = { from: 'iat' };
const EXP: ClaimRule = { from: 'exp' };
const QSH: ClaimRule = { from: 'qsh' };

/** The authorization server for user impersonation, and the audience of assertions. */
export const AUTHORIZATION_SERVER = 'https://oauth-2-authorization-server.services.atlassian.com';

/** Lifetime of what products sign, as seen in a token of 2021; what hosts of 2016 signed lived for 180. */
const HOST_LIFETIME = 900;

export const PRESETS: Readonly<Record<TokenKind, Preset>> = {
  // Lifetime: recommended by the README of @atlassian/atlassian-jwt, default of atlassian-connect-express. The latter
  // also writes the audience, which the products ignore.
  app: {
    summary: 'the add-on calls the REST API of a product',
    algorithm: 'HS256',
    lifetime: 180,
    qsh: 'request',
    method: 'GET',
    baseUrl: 'productUrl',
    claims: { iss: needed('addonKey'), iat: IAT, exp: EXP, qsh: QSH, aud: optional('clientKey', list) },
  },
  host: {
    summary: 'a product opens a page of the add-on or sends it a webhook',
    algorithm: 'HS256',
    lifetime: HOST_LIFETIME,
    qsh: 'request',
    method: 'GET',
    baseUrl: 'addonUrl',
    claims: {
      sub: optional('accountId'),
      qsh: QSH,
      iss: needed('clientKey'),
      context: { value: {} },
      exp: EXP,
      iat: IAT,
    },
  },
  // Its lifetime is stated nowhere; the product's other tokens are followed.
  context: {
    summary: 'the page of an add-on shows it to its own server (AP.context.getToken)',
    algorithm: 'HS256',
    lifetime: HOST_LIFETIME,
    qsh: 'context',
    method: 'GET',
    baseUrl: 'addonUrl',
    claims: {
      sub: optional('accountId'),
      qsh: QSH,
      iss: needed('clientKey'),
      context: { value: {} },
      exp: EXP,
      iat: IAT,
    },
  },
  // atlassian-connect-express 11: middleware/authentication.js.
  session: {
    summary: 'the add-on makes it for its own pages (X-acpt of atlassian-connect-express)',
    algorithm: 'HS256',
    lifetime: 900,
    qsh: 'none',
    method: 'GET',
    baseUrl: 'addonUrl',
    claims: {
      iss: needed('addonKey'),
      iat: IAT,
      sub: optional('accountId'),
      exp: EXP,
      aud: needed('clientKey', list),
      context: { value: {} },
    },
  },
  // https://developer.atlassian.com/cloud/jira/platform/security-for-connect-apps/
  install: {
    summary: 'a product installs or uninstalls the add-on',
    algorithm: 'RS256',
    lifetime: HOST_LIFETIME,
    qsh: 'request',
    method: 'POST',
    baseUrl: 'addonUrl',
    claims: {
      aud: needed('addonUrl', (url) => [withoutSlash(url)]),
      sub: optional('accountId'),
      qsh: QSH,
      iss: needed('clientKey'),
      exp: EXP,
      iat: IAT,
    },
  },
  // https://developer.atlassian.com/cloud/jira/platform/user-impersonation-for-connect-apps/
  impersonation: {
    summary: 'the add-on asks for an access token in the name of a user',
    algorithm: 'HS256',
    lifetime: 60,
    qsh: 'none',
    method: 'POST',
    baseUrl: 'productUrl',
    claims: {
      iss: needed('oauthClientId', (id) => `urn:atlassian:connect:clientid:${id}`),
      sub: needed('accountId', (id) => `urn:atlassian:connect:useraccountid:${id}`),
      tnt: needed('productUrl', withoutSlash),
      aud: { value: AUTHORIZATION_SERVER },
      iat: IAT,
      exp: EXP,
    },
  },
};

/** Times in seconds since the epoch; those that are undefined are left out of the token. */
export interface BoundClaims {
  readonly iat: number | undefined;
  readonly exp: number | undefined;
  readonly qsh: string | undefined;
}

/** The claims of a kind, in its order; those that lack their piece are undefined. */
export function presetClaims(kind: TokenKind, pieces: Pieces, bound: BoundClaims): Record<string, unknown> {
  const entries = Object.entries(PRESETS[kind].claims).map(([name, rule]): [string, unknown] => {
    if ('from' in rule) return [name, bound[rule.from]];
    if ('value' in rule) return [name, rule.value];
    const piece = pieces[rule.piece];
    return [name, piece === undefined ? undefined : rule.wrap(piece)];
  });
  return Object.fromEntries(entries);
}

/** What is still needed for a token of this kind; claims that are given otherwise need no piece. */
export function missingPieces(kind: TokenKind, pieces: Pieces, given: ReadonlySet<string>): readonly Piece[] {
  return Object.entries(PRESETS[kind].claims).flatMap(([name, rule]) => {
    if (!('piece' in rule) || !rule.isNeeded || given.has(name)) return [];
    return pieces[rule.piece] === undefined ? [rule.piece] : [];
  });
}

/** True where the audience is a list also when it names one alone. */
export function hasAudienceList(kind: TokenKind): boolean {
  return 'piece' in (PRESETS[kind].claims['aud'] ?? {});
}

function needed(piece: Piece, wrap: (text: string) => unknown = asItIs): ClaimRule {
  return { piece, isNeeded: true, wrap };
}

function optional(piece: Piece, wrap: (text: string) => unknown = asItIs): ClaimRule {
  return { piece, isNeeded: false, wrap };
}

function asItIs(text: string): string {
  return text;
}

function list(text: string): readonly string[] {
  return [text];
}

/** Verifiers compare base URLs as text, without the slash that may end them. */
function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
