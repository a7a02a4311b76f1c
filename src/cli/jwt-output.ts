import type { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import { AUTHORIZATION_SERVER, type TokenKind } from '../jwt/presets.ts';
import {
  authorizationHeader,
  curlCommand,
  isAbsoluteUrl,
  type RequestBody,
  signUrl,
} from '../jwt/signed-request.ts';

/** In which form a signed token is printed, as flags. */
export interface OutputFlags {
  readonly urlOnly?: boolean;
  readonly header?: boolean;
  readonly curl?: boolean;
}

/** The request that a token is made for. */
export interface SigningTarget {
  readonly kind: TokenKind | undefined;
  readonly method: string;
  readonly url: string | undefined;
  readonly body: (RequestBody & { readonly contentType: string | undefined }) | undefined;
}

/** What the token is printed as: its name in JSON, and how it is made. */
export interface OutputForm {
  readonly name: 'url' | 'authorization' | 'curl';
  readonly render: (token: string) => string;
}

export function addOutputOptions(command: Command): Command {
  return command
    .optionsGroup('Output, in place of the token alone:')
    .option('--url-only', 'the URL, signed: with the token as its jwt parameter')
    .option('--header', 'the Authorization header')
    .option('--curl', 'a command that sends the request');
}

/**
 * The form that the flags ask for, or undefined for the token alone.
 * @throws {UsageError} for more than one, or where the target lacks what it takes
 */
export function readOutputForm(flags: OutputFlags, target: SigningTarget): OutputForm | undefined {
  const given = [flags.urlOnly && '--url-only', flags.header && '--header', flags.curl && '--curl'];
  const [flag, another] = given.filter((one) => typeof one === 'string');
  if (flag === undefined) return undefined;
  if (another !== undefined) {
    throw new UsageError('output-ambiguous', `${flag} and ${another} exclude each other.`);
  }
  if (target.kind === 'impersonation') return impersonationForm(flag);
  if (flag === '--header') return { name: 'authorization', render: authorizationHeader };
  const url = requireUrl(flag, target.url);
  if (flag === '--url-only') return { name: 'url', render: (token) => signUrl(url, token) };
  return { name: 'curl', render: (token) => renderCurl(token, target, requireHost(url)) };
}

/** An assertion is no credential of a request: it is exchanged for one. */
function impersonationForm(flag: string): OutputForm {
  if (flag !== '--curl') {
    throw new UsageError('output-impossible', `${flag} does not fit an assertion, which is sent in a form.`, {
      nextSteps: ['Take --curl for the command that exchanges it for an access token.'],
    });
  }
  const grant = 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer';
  return {
    name: 'curl',
    render: (assertion) =>
      curlCommand({
        method: 'POST',
        url: `${AUTHORIZATION_SERVER}/oauth2/token`,
        headers: ['Accept: application/json'],
        body: { text: `${grant}&assertion=${assertion}` },
      }),
  };
}

function renderCurl(token: string, { method, body }: SigningTarget, url: string): string {
  const headers = [authorizationHeader(token)];
  if (body?.contentType !== undefined) headers.push(`Content-Type: ${body.contentType}`);
  return curlCommand({ method, url, headers, body });
}

function requireUrl(flag: string, url: string | undefined): string {
  if (url !== undefined) return url;
  throw new UsageError('url-missing', `${flag} prints a request, and its URL is missing.`, {
    nextSteps: ['Add --url <url>.'],
  });
}

function requireHost(url: string): string {
  if (isAbsoluteUrl(url)) return url;
  throw new UsageError('url-relative', `--curl needs to know the host; ${url} names none.`, {
    nextSteps: ['Write the whole URL, or add --base-url <url>.'],
  });
}
