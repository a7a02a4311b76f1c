import { isObject, textAt } from './json.ts';
import { page } from './page-data.ts';

export const XSRF_HEADER = 'X-Connect-Kit-Xsrf';

/** A request that the server refused, in the server's words. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Sends JSON to the instance as the person who is signed in.
 * @param path below the origin
 * @returns the answer's JSON, undefined when it has no body
 * @throws {RequestError} when the answer is not a success
 */
export async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: {
      Accept: 'application/json',
      [XSRF_HEADER]: page.xsrfToken,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new RequestError(response.status, describeFailure(response, text));
  return text === '' ? undefined : JSON.parse(text);
}

/** Understands errors as Jira, Confluence and connect-kit itself write them. */
export function describeFailure(response: Pick<Response, 'status' | 'statusText'>, text: string): string {
  const messages = messagesIn(parse(text));
  return messages.length > 0 ? messages.join(' ') : `HTTP ${response.status} ${response.statusText}`.trim();
}

function messagesIn(body: unknown): readonly string[] {
  if (!isObject(body)) return [];
  const general = Array.isArray(body['errorMessages']) ? body['errorMessages'] : [];
  const perField = isObject(body['errors']) ? Object.values(body['errors']) : [];
  const single = textAt(body, 'message') ?? textAt(body['error'], 'message');
  return [...general, ...perField, single].filter((message) => typeof message === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
