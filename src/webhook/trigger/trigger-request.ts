import type { WebhookEvent } from '../../catalog/webhook-events.ts';
import { UsageError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { createQueryStringHash, isBelowBasePath } from '../../jwt/canonical-request.ts';
import { productHeaders } from '../product-headers.ts';
import type { PreparedRequest } from '../replay/prepare.ts';
import { fillUrlVariables, variablesIn } from '../url-variables.ts';

export interface TriggerRequestOptions {
  readonly event: WebhookEvent;
  readonly body: JsonObject;
  /** Where it goes, with the variables of Jira. */
  readonly to: string;
  /** Path of the add-on's base URL, which hashes leave out. */
  readonly basePath: string;
  /** Account id of whoever it says has done it. */
  readonly actor: string | undefined;
  readonly identifier: string;
}

/**
 * A delivery of an event, as its product would send it to a URL; yet to be signed.
 * @throws {UsageError} when the URL is not below the base URL
 */
export function createTriggerRequest(options: TriggerRequestOptions): PreparedRequest {
  const { event, body, to, basePath, actor, identifier } = options;
  // Confluence replaces nothing in URLs.
  const filled = event.product === 'jira' ? fillUrlVariables(to, variablesIn(event, body)) : to;
  const { pathname, search } = new URL(filled);
  const target = `${pathname}${search}`;
  if (!isBelowBasePath(pathname, basePath)) {
    throw new UsageError('to-elsewhere', `${pathname} is not below the path ${basePath} of --base-url.`);
  }
  const facts = { identifier, flow: 'Primary' as const };
  return {
    method: 'POST',
    target,
    headers: [
      'Content-Type',
      'application/json',
      ...Object.entries(productHeaders(event.product, facts)).flat(),
    ],
    body: Buffer.from(JSON.stringify(body)),
    qsh: createQueryStringHash({ method: 'POST', url: target, baseUrl: basePath }),
    event: event.name,
    tokenIn: 'header',
    iss: undefined,
    sub: actor,
  };
}
