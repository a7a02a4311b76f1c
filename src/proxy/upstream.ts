import { type AgentOptions, type ClientRequest, Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { UsageError } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import type { RawHeaders } from './headers.ts';

export interface ProxyTimeouts {
  /** For the connection to the add-on. */
  readonly connectMs: number;
  /** Without a byte in either direction before the answer begins; an answer that has begun may take for ever. */
  readonly answerMs: number;
}

/** Add-ons that poll hold their answers back for a minute or two. */
export const DEFAULT_TIMEOUTS: ProxyTimeouts = { connectMs: 10_000, answerMs: 10 * 60_000 };

/** Addresses that products sign can be longer than Node's limit of 16 KiB, with the cookies of many add-ons. */
export const MAX_HEADER_BYTES = 64 * 1024;

/** So soon that an add-on which ends of its own accord is not kept waiting by a connection of ours. */
const IDLE_MS = 1_000;

export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: RawHeaders;
  /** Only what can be sent again, should the add-on close a kept connection in the same moment, may use one. */
  readonly mayReuse: boolean;
}

/** The add-on's own server. */
export interface Upstream {
  readonly url: URL;
  send(request: UpstreamRequest): ClientRequest;
  close(): void;
}

/** Asking the system for every connection takes longer than the connection; the second address is tried after the first. */
const lookUpLocalhost: LookupFunction = (_, { all }, callback) => {
  if (all === true) {
    callback(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]);
  } else callback(null, '127.0.0.1', 4);
};

/**
 * @param target where it listens; only the origin counts
 * @throws {UsageError} when that is no address of HTTP
 */
export function createUpstream(target: string, timeouts: ProxyTimeouts): Upstream {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('bad-target', 'The address of the add-on must start with http:// or https://.');
  }
  const isSecure = url.protocol === 'https:';
  const create = (options: AgentOptions) => (isSecure ? new HttpsAgent(options) : new HttpAgent(options));
  // Node gives up an address after a quarter of a second, which a busy machine needs; one that refuses is left at once.
  const patience = { autoSelectFamilyAttemptTimeout: timeouts.connectMs };
  const agent = create({ ...patience, keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' });
  const freshAgent = create({ ...patience, keepAlive: false });
  const request = isSecure ? requestHttps : requestHttp;
  return {
    url,
    send: ({ method, path, headers, mayReuse }) => {
      const outgoing = request({
        hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: url.port === '' ? (isSecure ? 443 : 80) : url.port,
        method,
        path,
        headers: [...headers],
        setHost: false,
        agent: mayReuse ? agent : freshAgent,
        ...(url.hostname === 'localhost' ? { lookup: lookUpLocalhost } : {}),
        maxHeaderSize: MAX_HEADER_BYTES,
        timeout: timeouts.connectMs,
        // Certificates for development are signed by nobody.
        ...(isSecure && isLoopbackUrl(url.href) ? { rejectUnauthorized: false } : {}),
      });
      outgoing.on('socket', (socket) => {
        const wait = () => outgoing.setTimeout(timeouts.answerMs);
        if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', wait);
        else wait();
      });
      return outgoing;
    },
    close: () => {
      agent.destroy();
      freshAgent.destroy();
    },
  };
}
