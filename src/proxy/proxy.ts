import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import { type LoopbackServer, listenOnLoopback } from '../core/loopback-server.ts';
import type { Delivery } from '../webhook/delivery.ts';
import { withPublicUrl } from './descriptor.ts';
import { forward, type Passage } from './forward.ts';
import { findRefusal } from './guard.ts';
import type { Judge, ProxiedRequest } from './judge.ts';
import { answerOneself } from './own-answer.ts';
import { createReport, type OnExchange } from './report.ts';
import type { Rewrite } from './rewrite.ts';
import { forwardUpgrade } from './upgrade.ts';
import {
  createUpstream,
  DEFAULT_TIMEOUTS,
  MAX_HEADER_BYTES,
  type ProxyTimeouts,
  type Upstream,
} from './upstream.ts';

export interface ProxyOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** The flag that names it, where that is not `--port`. */
  readonly portFlag?: string | undefined;
  /** Where the add-on's own server listens, such as `http://localhost:3000`; only the origin counts. */
  readonly target: string;
  /** The address under which the world reaches the proxy. Without one, only this machine does. */
  readonly publicUrl?: string | undefined;
  /** Other names that requests may come under, with their ports where those are not the usual ones. */
  readonly allowedHosts?: readonly string[];
  /** Hand the add-on its own address as `Host`, for servers that refuse every other; the name stays unless given. */
  readonly hidesHost?: boolean;
  /** Where the add-on serves its descriptor; it is passed on with the public address, when there is one. */
  readonly descriptorPath?: string | undefined;
  /** Told of the descriptor as the add-on itself answers it. */
  readonly onDescriptor?: (text: string) => void;
  readonly timeouts?: Partial<ProxyTimeouts>;
  readonly clock: Clock;
  readonly judge: Judge;
  readonly onExchange: OnExchange;
  /** Told of an answer before whoever asked is, with what the add-on was sent. */
  readonly onAnswer?: (request: ProxiedRequest & { readonly body: () => Uint8Array }, status: number) => void;
  /** Report what was sent and answered as bytes alone, and not as messages for people. */
  readonly leavesMessages?: boolean;
  /** What else is worth saying of an exchange that has ended. */
  readonly remark?: (delivery: Delivery) => string | undefined;
  /**
   * Asked for every GET: a function that turns the answer's text into the one to pass on, or undefined to let it
   * stream through untouched.
   */
  readonly rewrite?: (path: string) => Rewrite | undefined;
}

export interface RunningProxy extends LoopbackServer {
  /** On this machine, without a trailing slash. */
  readonly url: string;
  /**
   * From now on requests come by this address, and no longer by the one before; undefined for none.
   * @throws {UsageError} when it is no address of HTTP
   */
  setPublicUrl(url: string | undefined): void;
}

/** Longer than tunnels keep a connection: they would send a request into one that is just being closed. */
const KEEP_ALIVE_MS = 125_000;

/**
 * A reverse proxy on loopback in front of an add-on. Bodies pass as streams, untouched; web sockets pass as well.
 * The `Host` header stays that of the proxy, which is where the add-on believes itself to be; requests under other
 * names than this machine's own and the public ones are turned away, for they come from a page that was led here.
 * @throws {UsageError} when an address is none
 * @throws {EnvironmentError} when the port cannot be had
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const upstream = createUpstream(options.target, { ...DEFAULT_TIMEOUTS, ...options.timeouts });
  const gate = new Gate(options);
  const sockets = new Set<Duplex>();
  const server = await listenOnLoopback(
    () => createFront(gate, upstream, options, sockets),
    options.port,
    options.portFlag,
  );
  return {
    port: server.port,
    url: `http://localhost:${server.port}`,
    setPublicUrl: (url) => gate.setPublicUrl(url),
    close: async () => {
      // Upgraded sockets are no longer the server's to close.
      for (const socket of sockets) socket.destroy();
      await server.close();
      upstream.close();
    },
  };
}

function createFront(gate: Gate, upstream: Upstream, options: ProxyOptions, sockets: Set<Duplex>) {
  const server = createServer({
    // What both sides do not read alike is refused.
    insecureHTTPParser: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Uploads may take their time; heads may not.
    requestTimeout: 0,
  });
  const take = (incoming: IncomingMessage, response: ServerResponse) => {
    const refusal = findRefusal(incoming, gate.hosts);
    if (refusal === undefined) forward(incoming, response, passageOf(incoming));
    else {
      response.shouldKeepAlive = false;
      answerOneself(incoming, response, refusal);
    }
  };
  server.on('request', take);
  // Whether the body is wanted is for the add-on to say.
  server.on('checkContinue', take);
  server.on('upgrade', (incoming, socket, head) => {
    const refusal = findRefusal(incoming, gate.hosts);
    forwardUpgrade({ incoming, client: socket, head, refusal, passage: passageOf(incoming), sockets });
  });
  server.on('connect', (_, socket) => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  return server;

  function passageOf(incoming: IncomingMessage): Passage {
    const { method = 'GET', url = '/', headers } = incoming;
    const report = createReport(incoming, options);
    const isRead = method === 'GET' || method === 'HEAD';
    const { onAnswer } = options;
    return {
      upstream,
      publicUrl: gate.publicUrl,
      hidesHost: options.hidesHost === true,
      rewrite: isRead ? gate.rewriteFor(url.split('?')[0] ?? '') : undefined,
      report,
      onAnswer:
        onAnswer === undefined
          ? undefined
          : (status) =>
              onAnswer(
                { method, url, headers, body: () => report.request?.bytes().body ?? new Uint8Array() },
                status,
              ),
    };
  }
}

/** Under which names requests come, which changes with the public address. */
class Gate {
  readonly #options: ProxyOptions;
  #publicUrl: URL | undefined;
  #hosts: ReadonlySet<string> = new Set();

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.setPublicUrl(options.publicUrl);
  }

  get publicUrl(): URL | undefined {
    return this.#publicUrl;
  }

  get hosts(): ReadonlySet<string> {
    return this.#hosts;
  }

  setPublicUrl(url: string | undefined): void {
    this.#publicUrl = url === undefined ? undefined : parsePublicUrl(url);
    const { allowedHosts = [] } = this.#options;
    this.#hosts = new Set([
      ...(this.#publicUrl === undefined ? [] : [this.#publicUrl.host]),
      ...allowedHosts.map((host) => host.toLowerCase()),
    ]);
  }

  rewriteFor(path: string): Rewrite | undefined {
    const { rewrite, descriptorPath, onDescriptor } = this.#options;
    const publicUrl = this.#publicUrl;
    const isRead = publicUrl !== undefined || onDescriptor !== undefined;
    if (!isRead || path !== descriptorPath?.split('?')[0]) return rewrite?.(path);
    return (text) => {
      onDescriptor?.(text);
      return publicUrl === undefined ? text : withPublicUrl(text, publicUrl);
    };
  }
}

function parsePublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('bad-public-url', 'The public address must start with https:// or http://.');
  }
  return url;
}
