import type { IncomingMessage } from 'node:http';
import { loopbackPortOf } from '../core/loopback.ts';
import type { OwnAnswer } from './own-answer.ts';

/**
 * Why a request is not for the add-on; undefined when it is.
 * @param hosts names besides this machine's own that requests may come under, in lower case, with their ports
 */
export function findRefusal(
  { url = '', headers, rawHeaders }: IncomingMessage,
  hosts: ReadonlySet<string>,
): OwnAnswer | undefined {
  if (!url.startsWith('/')) {
    return {
      status: 400,
      code: 'not-a-path',
      message: 'This proxy leads to one add-on and nowhere else: it takes requests for paths alone.',
    };
  }
  // Two parties that believe different ones would see two different requests.
  if (countHeaders(rawHeaders, 'host') > 1 || hasTwoLengths(rawHeaders)) {
    return {
      status: 400,
      code: 'ambiguous-request',
      message: 'The request says twice what must be said once.',
    };
  }
  const framing = headers['transfer-encoding'];
  if (framing !== undefined && !/^\s*chunked\s*$/i.test(framing)) {
    return {
      status: 501,
      code: 'unknown-framing',
      message: 'This proxy takes no transfer coding but chunked.',
    };
  }
  if (loopbackPortOf(headers.host) !== undefined || hosts.has(headers.host?.toLowerCase() ?? ''))
    return undefined;
  return {
    status: 403,
    code: 'unknown-host',
    message: 'This proxy answers to no other name than localhost and its public address.',
    nextSteps: [
      hosts.size === 0
        ? 'No public address is known to it.'
        : `The names that are known to it are ${[...hosts].join(' and ')}.`,
    ],
  };
}

function hasTwoLengths(rawHeaders: readonly string[]): boolean {
  const lengths = countHeaders(rawHeaders, 'content-length');
  return lengths > 1 || (lengths > 0 && countHeaders(rawHeaders, 'transfer-encoding') > 0);
}

function countHeaders(rawHeaders: readonly string[], wanted: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === wanted) count += 1;
  }
  return count;
}
