import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../../core/context.ts';
import { messageOf } from '../../core/errors.ts';
import { type LoopbackServer, listenOnLoopback } from '../../core/loopback-server.ts';
import { packageFile } from '../../core/package-root.ts';
import type { Recorder } from '../../webhook/record/recorder.ts';
import { withoutMessages } from '../exchange.ts';
import type { KeptDeliveries } from '../kept-deliveries.ts';
import type { KnownAddon } from '../known-addon.ts';
import type { KnownInstalls } from '../known-installs.ts';
import type { RunningProxy } from '../proxy.ts';
import {
  filterExchanges,
  filterFieldsOf,
  parseTrafficFilter,
  TrafficFilterError,
} from '../traffic-filter.ts';
import type { TrafficLog } from '../traffic-log.ts';
import { findAccessProblem } from './access.ts';
import { detailJson, detailOf } from './detail.ts';
import { FollowedTraffic } from './followers.ts';
import { INSPECTOR_POLICY, renderInspectorPage } from './page.ts';
import { sendAgain } from './send-again.ts';

export interface InspectorOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly target: string;
  readonly proxy: Pick<RunningProxy, 'port'>;
  readonly addon: KnownAddon;
  readonly installs: KnownInstalls;
  readonly log: TrafficLog;
  readonly deliveries: KeptDeliveries;
  readonly recorder: Recorder | undefined;
  readonly clock: Clock;
}

export interface Inspector extends LoopbackServer {
  /** Of the page. */
  readonly url: string;
  /** What requests that change something must bring along, as `Bearer` or in a header of its own. */
  readonly token: string;
}

/** The page's own files. */
const FILES: Readonly<Record<string, string>> = {
  '/inspector.js': 'text/javascript; charset=utf-8',
  '/inspector.css': 'text/css; charset=utf-8',
};

/**
 * Serves what has passed the proxy, on loopback, to a page of its own and to programs.
 * @throws {EnvironmentError} when the port cannot be had
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const token = randomBytes(24).toString('base64url');
  const followers = new FollowedTraffic(options.log);
  let port = options.port;
  const server = await listenOnLoopback(
    () =>
      createServer((incoming, response) => {
        const path = (incoming.url ?? '/').split('?')[0] ?? '/';
        const problem = findAccessProblem(incoming, { port, token, isPage: path === '/' });
        if (problem !== undefined) {
          answer(response, 403, { error: { code: 'refused', message: problem } });
          return;
        }
        route(incoming, response, path, { ...options, token, followers }).catch((error: unknown) => {
          if (response.headersSent) response.destroy();
          else answer(response, 502, { error: { code: 'failed', message: messageOf(error) } });
        });
      }),
    options.port,
    '--inspector-port',
  );
  port = server.port;
  return {
    port,
    token,
    url: `http://localhost:${port}/`,
    close: async () => {
      followers.end();
      await server.close();
    },
  };
}

interface Parts extends InspectorOptions {
  readonly token: string;
  readonly followers: FollowedTraffic;
}

async function route(
  { method = 'GET', url = '/' }: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: Parts,
): Promise<void> {
  const [, id, action] = /^\/api\/exchanges\/([\w-]+)(?:\/(send|record))?$/.exec(path) ?? [];
  const asked = `${method === 'HEAD' ? 'GET' : method} ${id === undefined ? path : `one${action === undefined ? '' : `/${action}`}`}`;
  switch (asked) {
    case 'GET /':
      return sendPage(response, parts);
    case 'GET /inspector.js':
    case 'GET /inspector.css':
      return sendFile(response, path);
    case 'GET /api/exchanges':
      return list(url, response, parts);
    case 'GET /api/stream':
      parts.followers.follow(response);
      return;
    case 'DELETE /api/exchanges':
      parts.log.clear();
      parts.deliveries.clear();
      parts.followers.tell('cleared', {});
      response.writeHead(204).end();
      return;
    case 'GET one':
      return show(id ?? '', response, parts);
    case 'POST one/send':
      return resend(id ?? '', response, parts);
    case 'POST one/record':
      return record(id ?? '', response, parts);
    default:
      answer(response, 404, { error: { code: 'not-found', message: 'There is nothing here.' } });
  }
}

function sendPage(response: ServerResponse, { token, target, addon }: Parts): void {
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': INSPECTOR_POLICY,
    'X-Frame-Options': 'DENY',
  });
  response.end(renderInspectorPage({ token, target, publicUrl: addon.publicUrl }));
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(packageFile('dist', 'browser', path.slice(1)));
  response.writeHead(200, { ...HEADERS, 'Content-Type': FILES[path] });
  response.end(content);
}

/** With the filters of `instance logs` as its query; what was sent and answered is with each one alone. */
function list(url: string, response: ServerResponse, { log, clock }: Parts): void {
  const query = Object.fromEntries(new URL(url, 'http://localhost').searchParams);
  try {
    const filter = parseTrafficFilter(filterFieldsOf(query), clock.now());
    // They are kept in the order in which they ended, or were judged.
    const begun = log
      .list()
      .toSorted((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0));
    answer(response, 200, { exchanges: filterExchanges(begun, filter).map(withoutMessages) });
  } catch (error) {
    if (!(error instanceof TrafficFilterError)) throw error;
    answer(response, 400, { error: { code: 'bad-filter', message: error.message } });
  }
}

async function show(id: string, response: ServerResponse, parts: Parts): Promise<void> {
  const exchange = parts.log.list().find((one) => one.id === id);
  if (exchange === undefined) {
    answer(response, 404, GONE);
    return;
  }
  const { installs, deliveries, recorder } = parts;
  const detail = await detailOf(exchange, deliveries.find(id), {
    ...parts,
    hasRecorder: recorder !== undefined,
  });
  send(response, 200, detailJson(detail, installs));
}

async function resend(id: string, response: ServerResponse, parts: Parts): Promise<void> {
  const delivery = parts.deliveries.find(id);
  if (delivery === undefined) answer(response, 404, GONE);
  else if (delivery.request.omitted !== undefined) {
    answer(response, 409, { error: { code: 'not-whole', message: 'Its body was not kept.' } });
  } else answer(response, 200, await sendAgain(delivery, parts));
}

async function record(id: string, response: ServerResponse, parts: Parts): Promise<void> {
  const delivery = parts.deliveries.find(id);
  if (delivery === undefined) answer(response, 404, GONE);
  else if (parts.recorder === undefined) {
    answer(response, 409, { error: { code: 'no-recorder', message: 'No folder for recordings was named.' } });
  } else {
    const { file } = await parts.recorder.record(delivery);
    answer(response, 200, { file });
  }
}

const GONE = { error: { code: 'gone', message: 'This request is no longer kept.' } };

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

function answer(response: ServerResponse, status: number, body: object): void {
  send(response, status, JSON.stringify({ version: 1, ...body }));
}

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8' });
  response.end(json);
}
