import { messageOf, rootCodeOf } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { ModuleContext, OpenedModule, OpenOptions } from './api.ts';
import { harnessError, inRealm } from './harness-error.ts';
import { toRealm } from './realm.ts';
import { ask, type SiteLink } from './site-link.ts';

/** As browsers ask for what is in a frame. */
const HEADERS = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'en',
};
const TIMEOUT_MS = 30_000;

/**
 * Has the site make the address of a module, and loads it as a frame does.
 * @param addonPath of the add-on, below the control API
 */
export async function openModule(
  link: SiteLink,
  addonPath: string,
  moduleKey: string,
  context: ModuleContext,
  { user, part }: OpenOptions,
): Promise<OpenedModule> {
  const { realm } = link;
  const answer = await ask(link, 'POST', `${addonPath}/modules/${encodeURIComponent(moduleKey)}/open`, {
    context,
    user,
    part,
  });
  const url = stringAt(answer, 'url') ?? '';
  const token = stringAt(answer, 'token');
  const found = isRecord(answer['context']) ? answer['context'] : {};
  const loaded = await load(link, url);
  return {
    ...{ url, token },
    claims: token === undefined ? undefined : toRealm(realm, decodeToken(token).claims),
    context: toRealm(realm, found),
    ...{ status: loaded.status, ok: loaded.status >= 200 && loaded.status < 300, headers: loaded.headers },
    text: () => loaded.text,
    json: () => realm.parse(loaded.text),
    contextToken: () =>
      inRealm(realm, async () => {
        const given = await ask(link, 'POST', `${addonPath}/context-token`, { context: found, user });
        const contextToken = stringAt(given, 'token');
        if (contextToken !== undefined) return contextToken;
        throw harnessError(realm, 'The add-on has authentication none: there is no token to give.', {
          code: 'addon-without-secret',
        });
      }),
  };
}

async function load(link: SiteLink, url: string) {
  const { clock, log, fetch, realm } = link;
  const startedAt = clock.now();
  const about = () => ({ url, startedAt, durationMs: clock.now() - startedAt, requestHeaders: HEADERS });
  let answer: { readonly status: number; readonly headers: Headers; readonly text: string };
  try {
    const signal = AbortSignal.any([link.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { headers: HEADERS, redirect: 'manual', signal });
    answer = { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    const note = rootCodeOf(cause) ?? messageOf(cause);
    await log.noteModule({ ...about(), answer: undefined, note });
    throw harnessError(realm, `The add-on did not answer: ${note}.`, {
      code: 'addon-unreachable',
      where: url.replace(/([?&]jwt=)[^&]*/, '$1…'),
      cause,
    });
  }
  await log.noteModule({ ...about(), answer, note: undefined });
  return answer;
}
