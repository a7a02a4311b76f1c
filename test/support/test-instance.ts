import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Instance, type InstanceOptions, startInstance } from '../../src/instance/instance.ts';

/** A dev instance on a free port, stopped when the test ends. A bug in it fails the test. */
export async function startTestInstance(
  options: Partial<
    Pick<
      InstanceOptions,
      | 'port'
      | 'siteNames'
      | 'dataFolder'
      | 'seed'
      | 'callbackTimeoutMs'
      | 'retryAfterMs'
      | 'clock'
      | 'rateLimit'
      | 'fetch'
    >
  > = {},
): Promise<Instance> {
  const bugs: unknown[] = [];
  const instance = await startInstance({
    port: 0,
    siteNames: ['dev'],
    system: {
      pid: process.pid,
      platform: process.platform,
      kill: (pid, signal) => void process.kill(pid, signal),
    },
    clock: { now: () => Date.now(), sleep: (ms, signal) => delay(ms, undefined, { signal }) },
    fetch: (url, init) => fetch(url, init),
    ...options,
    onStopRequest: () => {},
    onBug: (error) => bugs.push(error),
  });
  onTestFinished(async () => {
    await instance.stop();
    if (bugs.length > 0) throw bugs[0];
  });
  return instance;
}

/** Requests to one instance, with paths below its origin. */
export function clientOf(instance: Pick<Instance, 'origin'>) {
  const send = (method: string, path: string, init: RequestInit = {}) =>
    fetch(`${instance.origin}${path}`, { method, redirect: 'manual', ...init });
  const basic = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  return {
    send,
    /** As the administrator, with JSON in and out. */
    admin: (method: string, path: string, body?: unknown) =>
      send(method, path, {
        headers: { Authorization: basic, 'Content-Type': typeOf(method, path) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    /** With a token, as an add-on does. */
    addon: (method: string, path: string, token: string, body?: unknown) =>
      send(method, path, {
        headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** UPM takes its own types only. */
function typeOf(method: string, path: string): string {
  if (/\/rest\/plugins\/1\.0\/(?:\?|$)/.test(path)) return 'application/vnd.atl.plugins.remote.install+json';
  return method === 'PUT' && /\/rest\/plugins\/1\.0\/.+-key$/.test(path) && !path.includes('license-tokens')
    ? 'application/vnd.atl.plugins.plugin+json'
    : 'application/json';
}
