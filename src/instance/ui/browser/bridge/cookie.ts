import type { HostModule, RegisteredExtension } from '../libraries.d.ts';
import { callbackMethod } from './host-method.ts';

const DAY = 24 * 60 * 60;

/** `AP.cookie`: cookies of the host's origin, each add-on seeing its own only. */
export const cookie: HostModule = {
  save: callbackMethod((caller, [name, value, days]) => {
    const lifetime = typeof days === 'number' ? `; max-age=${Math.round(days * DAY)}` : '';
    write(`${cookieName(caller, name)}=${encodeURIComponent(String(value))}${lifetime}`);
  }),
  read: callbackMethod((caller, [name], answer) => answer(read(cookieName(caller, name)))),
  erase: callbackMethod((caller, [name]) => {
    write(`${cookieName(caller, name)}=; max-age=0`);
  }),
};

/** The product separates the add-on's key from the name by `$$`. */
function cookieName({ extension }: RegisteredExtension, name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new Error('Name must be defined');
  return encodeURIComponent(`${extension.addon_key}$$${name}`);
}

function read(name: string): string | undefined {
  const pair = document.cookie.split('; ').find((candidate) => candidate.startsWith(`${name}=`));
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(name.length + 1));
}

function write(text: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and needs a secure context
  document.cookie = `${text}; path=/; samesite=lax`;
}
