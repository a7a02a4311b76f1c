import type { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import type { CanonicalRequestInput } from '../jwt/canonical-request.ts';
import { findRequestCautions } from '../jwt/request-cautions.ts';
import { isBaseUrl } from './base-url.ts';
import type { Cli } from './cli.ts';

/** The request that a token is bound to, as flags. */
export interface RequestFlags {
  readonly method?: string;
  readonly url?: string;
  readonly baseUrl?: string;
}

export function addRequestOptions(command: Command): Command {
  return command
    .option('--method <method>', 'the HTTP method of the request (default: GET)')
    .option('--url <url>', 'its URL, or its path with query')
    .option('--base-url <url>', 'base URL of the add-on or product; its path is not hashed');
}

/**
 * The request that the flags describe, or undefined when they describe none. What may surprise about its hash is
 * said on stderr.
 * @throws {UsageError} when a flag is malformed or stands without `--url`
 */
export function readRequest(flags: RequestFlags, cli: Cli): CanonicalRequestInput | undefined {
  const { method = 'GET', url, baseUrl } = flags;
  if (url === undefined) {
    if (flags.method === undefined && baseUrl === undefined) return undefined;
    const flag = flags.method === undefined ? '--base-url' : '--method';
    throw new UsageError('url-missing', `${flag} describes a request, and its URL is missing.`, {
      nextSteps: ['Add --url <url>.'],
    });
  }
  if (url.trim() === '') throw new UsageError('url-empty', 'The URL is empty.');
  if (!/^[a-z][a-z-]*$/i.test(method)) {
    throw new UsageError('bad-method', `${JSON.stringify(method)} is not an HTTP method.`);
  }
  if (baseUrl !== undefined && !isBaseUrl(baseUrl)) {
    throw new UsageError(
      'bad-base-url',
      `The base URL ${JSON.stringify(baseUrl)} is neither a URL nor a path.`,
      {
        nextSteps: ['Write it as https://app.example.com/path, or as /path alone.'],
      },
    );
  }
  const request = { method, url, baseUrl };
  for (const { message } of findRequestCautions(request)) cli.warn(message);
  return request;
}
