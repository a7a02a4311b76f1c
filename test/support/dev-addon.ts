import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { runDev } from '../../src/dev/dev.ts';
import type { DevEvent } from '../../src/dev/events.ts';
import type { DevDeps, DevOptions } from '../../src/dev/options.ts';
import { createTempDir } from './temp-dir.ts';

/** What the add-on of a test does otherwise than a good one, as `BEHAVIOUR` of its environment. */
export interface AddonBehaviour {
  /** Listens on this port instead of the one that it is told. */
  readonly port?: number;
  /** Answers `installed` with this status. */
  readonly installedStatus?: number;
  /** Ends at once with this exit code. */
  readonly exit?: number;
  /** Takes connections and never answers. */
  readonly isSilent?: boolean;
  /** Ignores requests to end. */
  readonly isStubborn?: boolean;
  /** Never answers `installed`. */
  readonly hangsOnInstalled?: boolean;
}

export const DESCRIPTOR = {
  key: 'dev-addon',
  name: 'Dev add-on',
  baseUrl: '{{baseUrl}}',
  authentication: { type: 'jwt' },
  apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true },
  lifecycle: { installed: '/installed', enabled: '/enabled', uninstalled: '/uninstalled' },
  scopes: ['READ'],
  modules: { generalPages: [{ key: 'page', name: { value: 'Page' }, url: '/page' }] },
};

/**
 * An add-on in a folder of its own. It answers `descriptor` (its file, read for every request), and takes an install
 * only when Atlassian's library accepts the token with the key of `CONNECT_KEYS_CDN_URL`. It also starts a child.
 */
export async function createDevAddon(descriptor: unknown = DESCRIPTOR): Promise<DevFolder> {
  const dir = await createTempDir();
  const folder: DevFolder = {
    dir,
    command: `${JSON.stringify(process.execPath)} addon.cjs`,
    writeDescriptor: (changed) =>
      writeFile(
        path.join(dir, 'atlassian-connect.json'),
        typeof changed === 'string' ? changed : JSON.stringify(changed),
      ),
  };
  await folder.writeDescriptor(descriptor);
  await writeFile(path.join(dir, 'addon.cjs'), SCRIPT);
  return folder;
}

export interface DevFolder {
  readonly dir: string;
  readonly command: string;
  /** JSON, or a text as it stands. */
  writeDescriptor(descriptor: unknown): Promise<void>;
}

const SCRIPT = `
const { createServer } = require('node:http');
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const jwt = require(${JSON.stringify(path.join(packageRoot(), 'node_modules/@atlassian/atlassian-jwt'))});
const behaviour = JSON.parse(process.env.BEHAVIOUR || '{}');
const baseUrl = process.env.AC_LOCAL_BASE_URL;
if (behaviour.exit !== undefined) {
  console.error('cannot go on');
  process.exit(behaviour.exit);
}
if (behaviour.isStubborn) process.on('SIGTERM', () => {});
const child = spawn(process.execPath, ['-e', (behaviour.isStubborn ? 'process.on("SIGTERM", () => {});' : '') + 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
console.log('child ' + child.pid);
console.log('self ' + process.pid);

createServer(async (request, response) => {
  if (behaviour.isSilent) return;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = request.url.split('?')[0];
  if (/^\\/atlassian-connect[\\w-]*\\.json$/.test(path)) {
    const text = readFileSync(path.slice(1), 'utf8').replaceAll('{{baseUrl}}', baseUrl);
    response.setHeader('Content-Type', 'application/json');
    return response.end(text);
  }
  if (path.endsWith('/installed')) {
    if (behaviour.hangsOnInstalled) { console.log('hanging'); return; }
    response.statusCode = behaviour.installedStatus ?? ((await isAccepted(request)) ? 204 : 401);
    return response.end();
  }
  console.log(request.method + ' ' + path);
  response.end('page');
}).listen(behaviour.port ?? Number(process.env.PORT));

async function isAccepted(request) {
  const token = request.headers.authorization.slice('JWT '.length);
  const key = await (await fetch(process.env.CONNECT_KEYS_CDN_URL + '/' + jwt.getKeyId(token))).text();
  const claims = jwt.decodeAsymmetric(token, key, 'RS256');
  return claims.qsh === jwt.createQueryStringHash(jwt.fromMethodAndUrl(request.method, request.url), false, baseUrl);
}
`;

export interface DevRun {
  readonly events: readonly DevEvent[];
  /** Waits for an event; rejects when the run ends without it. */
  waitFor<T extends DevEvent['type']>(
    type: T,
    accept?: (event: Extract<DevEvent, { type: T }>) => boolean,
  ): Promise<Extract<DevEvent, { type: T }>>;
  /** Presses Ctrl-C, and waits for the end. */
  interrupt(): Promise<unknown>;
  /** How it ended: undefined, or the error. */
  readonly ended: Promise<unknown>;
}

/** `connect-kit dev` in this process. It ends with the test at the latest. */
export function startDev(
  options: Partial<DevOptions> & Pick<DevOptions, 'dir'>,
  behaviour: AddonBehaviour = {},
  deps: Partial<DevDeps> = {},
): DevRun {
  const events: DevEvent[] = [];
  const listeners = new Set<() => void>();
  const interruption = new AbortController();
  const bugs: unknown[] = [];
  let isOver = false;
  const ended = runDev(
    {
      command: undefined,
      url: undefined,
      product: undefined,
      descriptorPaths: options.url === undefined ? ['/atlassian-connect.json'] : [],
      port: 0,
      addonPort: 0,
      isEphemeral: false,
      timeoutMs: 20_000,
      ...options,
    },
    {
      clock: {
        now: () => Date.now(),
        sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
      },
      fetch: (url, init) => fetch(url, init),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], BEHAVIOUR: JSON.stringify(behaviour) },
      system: {
        pid: process.pid,
        platform: process.platform,
        kill: (pid, signal) => void process.kill(pid, signal),
      },
      signal: interruption.signal,
      onBug: (error) => bugs.push(error),
      ...deps,
    },
    (event) => {
      events.push(event);
      for (const listener of [...listeners]) listener();
    },
  )
    .then(
      () => undefined,
      (error: unknown) => error,
    )
    .finally(() => {
      isOver = true;
      for (const listener of [...listeners]) listener();
    });
  onTestFinished(async () => {
    interruption.abort();
    await ended;
    if (bugs.length > 0) throw bugs[0];
  });
  return {
    events,
    ended,
    interrupt: async () => {
      interruption.abort();
      return ended;
    },
    waitFor: (type, accept = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(
            (event): event is Extract<DevEvent, { type: typeof type }> =>
              isOfType(event, type) && accept(event),
          );
          if (found !== undefined) resolve(found);
          else if (isOver)
            reject(new Error(`ended without ${type}: ${JSON.stringify(events.map((event) => event.type))}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}

function isOfType<T extends DevEvent['type']>(
  event: DevEvent,
  type: T,
): event is Extract<DevEvent, { type: T }> {
  return event.type === type;
}
