import { isObject, textAt } from '../json.ts';
import type { HostModule, RegisteredExtension } from '../libraries.d.ts';
import { callbackMethod } from './host-method.ts';

const PREFIX = '#!';
/** Told to the frames of page modules; the add-on's side turns it into `AP.history.popState`. */
const POP_STATE = 'history_popstate';

/**
 * `AP.history`: only the fragment of the page's address changes, and only page modules may change it.
 * https://developer.atlassian.com/cloud/jira/platform/jsapi/history
 */
export const history: HostModule = {
  getState: callbackMethod((_caller, [type], answer) => answer(type === 'all' ? describe() : readState())),
  pushState: callbackMethod((caller, [state]) => change(caller, state, 'pushState')),
  replaceState: callbackMethod((caller, [state]) => change(caller, state, 'replaceState')),
  back: callbackMethod((caller) => move(caller, -1)),
  forward: callbackMethod((caller) => move(caller, 1)),
  go: callbackMethod((caller, [delta]) => move(caller, Number(delta))),
};

/** Tells page modules when the person walks through the history. */
export function followHistory(): void {
  window.addEventListener('hashchange', ({ oldURL, newURL }) => {
    for (const { extension } of connectHost.getExtensions(isPage)) {
      const { addon_key, key } = extension;
      connectHost.broadcastEvent(
        POP_STATE,
        { addon_key, key },
        { key, oldURL: stateIn(oldURL), newURL: stateIn(newURL) },
      );
    }
  });
}

function change(caller: RegisteredExtension, state: unknown, method: 'pushState' | 'replaceState'): void {
  assertPage(caller);
  // Unlike an assignment to location.hash these do not fire hashchange: the add-on knows what it did itself.
  window.history[method](window.history.state, '', `${PREFIX}${toText(state)}`);
}

function move(caller: RegisteredExtension, delta: number): void {
  assertPage(caller);
  window.history.go(delta);
}

function assertPage(caller: RegisteredExtension): void {
  if (!isPage(caller)) throw new Error('AP.history is for page modules only.');
}

function isPage({ extension }: RegisteredExtension): boolean {
  return extension.options?.isFullPage === true && extension.options.isDialog !== true;
}

function toText(state: unknown): string {
  return isObject(state) ? (textAt(state, 'hash') ?? '') : String(state ?? '');
}

function readState(): string {
  return stateIn(window.location.href);
}

function stateIn(address: string): string {
  const { hash } = new URL(address);
  return hash.startsWith(PREFIX) ? decodeURI(hash.slice(PREFIX.length)) : '';
}

function describe() {
  const query = Object.fromEntries(new URLSearchParams(window.location.search));
  return { hash: readState(), query, title: document.title, href: window.location.href };
}
