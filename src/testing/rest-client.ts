import { stringAt } from '../core/json.ts';
import type { RestAnswer, RestClient } from './api.ts';
import { inRealm } from './harness-error.ts';
import { ask, type SiteLink } from './site-link.ts';

/** @param user as people are named; the administrator when undefined */
export function createRestClient(link: SiteLink, user: string | undefined): RestClient {
  const { realm } = link;
  let signedIn: Promise<string> | undefined;
  return {
    get: (path) => inRealm(realm, () => send('GET', path, undefined)),
    post: (path, body) => inRealm(realm, () => send('POST', path, body)),
    put: (path, body) => inRealm(realm, () => send('PUT', path, body)),
    delete: (path) => inRealm(realm, () => send('DELETE', path, undefined)),
    fetch: (path, init) => inRealm(realm, () => request(path, init)),
  };

  async function send<Body>(method: string, path: string, body: unknown): Promise<RestAnswer<Body>> {
    const response = await request(path, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, ok, headers } = response;
    const text = await response.text();
    return { status, ok, headers, body: read(text, headers) };
  }

  /** JSON becomes the caller's own. */
  function read(text: string, headers: Headers): ReturnType<typeof JSON.parse> {
    if (text === '') return undefined;
    return /\bjson\b/i.test(headers.get('Content-Type') ?? '') ? realm.parse(text) : text;
  }

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    signedIn ??= signIn();
    const headers = new Headers(init.headers);
    if (!headers.has('Authorization')) headers.set('Authorization', await signedIn);
    const url = new URL(path, `${link.origin}/`);
    // A path that leads elsewhere would take the password with it.
    if (url.origin !== link.origin) headers.delete('Authorization');
    return link.fetch(url, { redirect: 'manual', ...init, headers });
  }

  async function signIn(): Promise<string> {
    const answer = await ask(link, 'POST', 'people/sign-in', user === undefined ? {} : { user });
    return stringAt(answer, 'authorization') ?? '';
  }
}
