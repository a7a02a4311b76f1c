import type { Context } from 'hono';
import type { InstanceEnv } from '../env.ts';
import { upmError } from './upm-error.ts';

/** UPM's own media types. */
export const TYPES = {
  plugins: 'application/vnd.atl.plugins+json',
  installed: 'application/vnd.atl.plugins.installed+json',
  plugin: 'application/vnd.atl.plugins.plugin+json',
  remoteInstall: 'application/vnd.atl.plugins.remote.install+json',
  installUri: 'application/vnd.atl.plugins.install.uri+json',
  error: 'application/vnd.atl.plugins.error+json',
} as const;

/** Answers with UPM's type, or as plain JSON to those who ask for that alone. */
export function answer(
  c: Context<InstanceEnv>,
  body: object,
  type: string,
  status: 200 | 202 = 200,
): Response {
  const accept = c.req.header('Accept') ?? '*/*';
  const isPlain = accept.includes('application/json') && !accept.includes('vnd.atl.plugins');
  return c.json(body, status, { 'Content-Type': isPlain ? 'application/json' : type });
}

/** @throws {ProductError} 415 unless the body has one of the types */
export function assertType(c: Context<InstanceEnv>, ...types: readonly string[]): void {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (types.includes(type)) return;
  throw upmError(415, `UPM takes ${types.join(' or ')} here, not ${type === '' ? 'an unnamed type' : type}.`);
}
