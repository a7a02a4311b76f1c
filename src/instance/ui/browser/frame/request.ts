import { isObject, type JsonObject } from '../json.ts';
import type { AtlassianBridge, FrameMethod } from './libraries.d.ts';

/** Gives `AP.request` its callbacks and its promise. */
export function extendRequest(bridge: AtlassianBridge): void {
  const send = bridge.request;
  if (send === undefined) return;
  const request: FrameMethod = (url, options) => {
    const settings = toSettings(url, options);
    const { success, error, ...data } = settings;
    const result = perform(send, data);
    result.then(
      ({ body, xhr }) => call(success, body, 'success', xhr),
      (failure: RequestFailure) => call(error, failure.xhr, 'error', failure.err),
    );
    // Whoever gives callbacks does not look at the promise: its rejection is no unhandled one.
    return result;
  };
  bridge.request = request;
  const globals = bridge._hostModules?.['_globals'];
  if (globals !== undefined) globals['request'] = request;
}

interface RequestFailure {
  readonly xhr: FrameXhr;
  readonly err: string;
}

function toSettings(url: unknown, options: unknown): JsonObject {
  if (isObject(url)) return url;
  return { ...(isObject(options) ? options : {}), url };
}

function perform(send: FrameMethod, settings: JsonObject): Promise<{ body: unknown; xhr: FrameXhr }> {
  return new Promise((resolve, reject) => {
    send(settings, {}, (err: unknown, data: unknown, body: unknown) => {
      const xhr = new FrameXhr(data);
      if (err === undefined || err === null) resolve({ body, xhr });
      else reject({ xhr, err: String(err) } satisfies RequestFailure);
    });
  });
}

function call(callback: unknown, ...args: unknown[]): void {
  if (typeof callback === 'function') callback(...args);
}

/** The part of an XMLHttpRequest that add-ons get. */
class FrameXhr {
  readonly status: number;
  readonly statusText: string;
  readonly responseText: string;
  readonly #headers: Headers;

  constructor(data: unknown) {
    const { status, statusText, responseText, headers } = isObject(data) ? data : {};
    this.status = Number(status ?? 0);
    this.statusText = String(statusText ?? '');
    this.responseText = String(responseText ?? '');
    this.#headers = new Headers(Array.isArray(headers) ? headers : []);
  }

  getResponseHeader(name: string): string | null {
    return this.#headers.get(name);
  }

  getAllResponseHeaders(): string {
    return [...this.#headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }
}
