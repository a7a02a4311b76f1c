import path from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import { type CanonicalRequestInput, splitUrl } from '../jwt/canonical-request.ts';
import { type Pieces, PRESETS, type TokenKind } from '../jwt/presets.ts';
import { resolveUrl } from '../jwt/signed-request.ts';
import type { Cli } from './cli.ts';
import type { OutputFlags, SigningTarget } from './jwt-output.ts';
import { addRequestOptions, type RequestFlags, readRequest } from './jwt-request.ts';
import { readInputFile } from './secret.ts';

/** The request that a token is made for, as flags. */
export interface TargetFlags extends RequestFlags, OutputFlags {
  readonly as?: TokenKind;
  readonly body?: string;
  readonly hashForm?: boolean;
}

export interface Target extends SigningTarget {
  /** What the hash is over, unless the token is bound to no request. */
  readonly hashed: CanonicalRequestInput | undefined;
}

export function addTargetOptions(command: Command): Command {
  return addRequestOptions(command.optionsGroup('Request:'))
    .option('--body <text|@file>', 'its body, for --curl; a body is not hashed')
    .option('--hash-form', 'hash the form in the body, for verifiers that take its fields for parameters');
}

/**
 * The request that the flags describe. A path is taken below the base URL, which may come from the dev instance.
 * @throws {UsageError} when a flag is malformed or has no effect
 */
export async function readTarget(flags: TargetFlags, pieces: Pieces, cli: Cli): Promise<Target> {
  const { as: kind, body, url } = flags;
  assertBodyIsUsed(flags);
  const preset = kind === undefined ? undefined : PRESETS[kind];
  const method = (flags.method ?? (body === undefined ? preset?.method : 'POST') ?? 'GET').toUpperCase();
  if (url === undefined) {
    // A kind takes the base URL for its claims; a method describes a request.
    const stray = preset === undefined ? flags : { ...flags, baseUrl: undefined };
    readRequest({ ...(stray.method && { method }), ...(stray.baseUrl && { baseUrl: stray.baseUrl }) }, cli);
    return { kind, method, url, body: await readBody(body, cli), hashed: undefined };
  }
  const baseUrl = flags.baseUrl ?? (preset === undefined ? undefined : pieces[preset.baseUrl]);
  const resolved = resolveUrl(url, baseUrl);
  if (kind === 'app' && baseUrl === undefined) warnOfContextPath(url, cli);
  const request = readRequest({ method, url: resolved, ...(baseUrl !== undefined && { baseUrl }) }, cli);
  const hashed =
    flags.hashForm === true && request !== undefined ? await withForm(request, body, cli) : request;
  return { kind, method, url: resolved, body: await readBody(body, cli), hashed };
}

/** The one base path that add-ons meet in products, and the one that is forgotten. */
function warnOfContextPath(url: string, cli: Cli): void {
  const match = /^(https?:\/\/[^/?#]+)?\/wiki(?:[/?#]|$)/i.exec(url);
  if (match === null) return;
  const [, origin = ''] = match;
  cli.warn(
    `Confluence does not hash its context path /wiki, which is hashed here: add --base-url ${origin}/wiki`,
  );
}

function assertBodyIsUsed({ body, hashForm, curl }: TargetFlags): void {
  if (body === undefined) {
    if (hashForm !== true) return;
    throw new UsageError('body-missing', '--hash-form hashes the form in the body, which is missing.', {
      nextSteps: ['Add --body <name=value&…>.'],
    });
  }
  if (curl === true || hashForm === true) return;
  throw new UsageError('body-unused', 'A body is not part of the hash, so --body would change nothing.', {
    nextSteps: [
      'Leave it out, or add --curl for a command that sends it.',
      'For a form whose fields the other side takes for parameters: --hash-form',
    ],
  });
}

/**
 * Some stacks move the parameters of a POST or PUT into a form in its body, so verifiers try the fields of the body where
 * the query is empty (`checkBodyForParams` of @atlassian/atlassian-jwt); servlets mix them anyway.
 */
async function withForm(
  request: CanonicalRequestInput,
  body: string | undefined,
  cli: Cli,
): Promise<CanonicalRequestInput> {
  if (!['POST', 'PUT'].includes(request.method)) {
    throw new UsageError(
      'form-unhashable',
      `The form of a ${request.method} is never hashed; that of a POST or PUT may be.`,
    );
  }
  if (splitUrl(request.url).query !== '') {
    throw new UsageError(
      'form-unhashable',
      'A form is hashed only where the URL has no query, and this one has.',
    );
  }
  const form = (await readText(body ?? '', cli)).trim();
  if (/[\s{}<>]/.test(form) || !form.includes('=')) {
    throw new UsageError('form-unhashable', 'The body is not a form: name=value&name=value, with escapes.');
  }
  return { ...request, url: `${request.url.replace(/[?#].*$/s, '')}?${form}` };
}

async function readBody(body: string | undefined, cli: Cli): Promise<Target['body']> {
  if (body === undefined) return undefined;
  const contentType = isJson(await readText(body, cli)) ? 'application/json' : undefined;
  return body.startsWith('@')
    ? { file: path.resolve(cli.context.cwd, body.slice(1)), contentType }
    : { text: body, contentType };
}

async function readText(body: string, cli: Cli): Promise<string> {
  return body.startsWith('@') ? new TextDecoder().decode(await readInputFile(body.slice(1), cli)) : body;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
