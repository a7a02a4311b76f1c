import { XSRF_HEADER } from '../api.ts';
import { isObject, type JsonObject, textAt } from '../json.ts';
import type { HostModule } from '../libraries.d.ts';
import { page } from '../page-data.ts';
import { callbackMethod } from './host-method.ts';

/** What crosses the bridge of an XMLHttpRequest, as plain data; the add-on's side makes an object of it. */
interface XhrData {
  readonly status: number;
  readonly statusText: string;
  readonly responseText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * `AP.request`: calls the product's REST API as the person who is signed in, within the add-on's scopes. Answers
 * `(error, xhr, body)`; callbacks and promises are made of it at the add-on's side, as functions cannot cross.
 * https://developer.atlassian.com/cloud/jira/platform/jsapi/request
 */
export const request: HostModule = {
  request: callbackMethod((caller, [url, options], answer) => {
    const settings = isObject(url) ? url : { ...(isObject(options) ? options : {}), url };
    perform(settings, caller.extension.addon_key).then(
      ({ isSuccess, xhr, body }) => answer(isSuccess ? undefined : xhr.statusText, xhr, body),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        answer(message, { status: 0, statusText: message, responseText: '', headers: [] });
      },
    );
  }),
};

async function perform(settings: JsonObject, addonKey: string) {
  const method = (textAt(settings, 'type') ?? textAt(settings, 'method') ?? 'GET').toUpperCase();
  const address = resolveAddress(settings['url']);
  const content = encodeContent(settings);
  if (!hasBody(method) && typeof content.body === 'string') appendQuery(address, content.body);
  if (settings['cache'] === false) address.searchParams.set('_', String(Date.now()));
  const response = await fetch(address, {
    method,
    headers: headersOf(settings, addonKey, hasBody(method) ? content.type : undefined),
    ...(hasBody(method) && content.body !== undefined ? { body: content.body } : {}),
  });
  return read(response, settings['binaryAttachment'] === true);
}

/**
 * Resolves an address below the product's context path.
 * @throws {Error} when it leaves the origin or the context path, by a scheme, a host or dots
 */
function resolveAddress(url: unknown): URL {
  if (typeof url !== 'string') throw new Error('AP.request: the url must be a string.');
  const base = `${window.location.origin}${page.contextPath}/`;
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(url) || /^[/\\]{2}/.test(url);
  const address = isAbsolute ? new URL(url, base) : new URL(url.replace(/^[/\\]+/, ''), base);
  // The instance's own API is no part of the product; its server may decode the path before it looks.
  const isOurs = decodeURIComponent(address.pathname).startsWith('/_connect-kit');
  const isInside = address.href.startsWith(base) && !isOurs;
  if (!isInside) throw new Error(`AP.request: "${url}" is not below the product's own address.`);
  return address;
}

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** As jQuery does: objects become forms, unless they are files to upload. */
function encodeContent(settings: JsonObject): { type: string | undefined; body: BodyInit | undefined } {
  const { data } = settings;
  const type = textAt(settings, 'contentType');
  if (type === 'multipart/form-data') return { type: undefined, body: toFormData(data) };
  if (data === undefined || data === null) return { type, body: undefined };
  const form = 'application/x-www-form-urlencoded; charset=UTF-8';
  if (isObject(data)) {
    const entries = Object.entries(data).map(([name, value]) => [name, String(value)]);
    return { type: type ?? form, body: new URLSearchParams(entries).toString() };
  }
  return { type: type ?? form, body: String(data) };
}

function toFormData(data: unknown): FormData {
  if (!isObject(data)) throw new Error('AP.request: for multipart/form-data, data must be an object.');
  const form = new FormData();
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof Blob) form.append(name, value);
    else form.append(name, String(value));
  }
  return form;
}

function appendQuery(address: URL, query: string): void {
  address.search = address.search === '' ? query : `${address.search.slice(1)}&${query}`;
}

/** The product lets add-ons set no headers but these and `Accept`. */
const ALLOWED_HEADERS = ['If-Match', 'If-None-Match'];

function headersOf(settings: JsonObject, addonKey: string, contentType: string | undefined): Headers {
  const wanted = new Map<string, string>();
  const given = settings['headers'];
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    wanted.set(name.toLowerCase(), String(value));
  }
  const headers = new Headers({ Accept: wanted.get('accept') ?? '*/*' });
  for (const name of ALLOWED_HEADERS) {
    const value = wanted.get(name.toLowerCase());
    if (value !== undefined) headers.set(name, value);
  }
  if (contentType !== undefined) headers.set('Content-Type', contentType);
  if (settings['contentType'] === 'multipart/form-data') headers.set('X-Atlassian-Token', 'no-check');
  if (settings['experimental'] === true) headers.set('X-ExperimentalApi', 'opt-in');
  headers.set('AP-Client-Key', addonKey);
  headers.set(XSRF_HEADER, page.xsrfToken);
  return headers;
}

async function read(response: Response, isBinary: boolean) {
  const body = isBinary && response.ok ? await response.arrayBuffer() : await response.text();
  const xhr: XhrData = {
    status: response.status,
    statusText: response.statusText || String(response.status),
    responseText: typeof body === 'string' ? body : '',
    headers: [...response.headers],
  };
  return { isSuccess: response.ok || response.status === 304, xhr, body };
}
