import { splitUrl } from '../../jwt/canonical-request.ts';
import { splitCurlCommand } from '../../jwt/curl-words.ts';
import { type CurlOption, readCurlOptions } from '../../jwt/extract-request.ts';
import type { Delivery } from '../delivery.ts';
import { headerIn, parseHeaderLines } from './raw-http.ts';

const DATA = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']);
const UNREADABLE = new Set([
  '-F',
  '--form',
  '--form-string',
  '--data-urlencode',
  '-G',
  '--get',
  '-T',
  '--upload-file',
]);

/** The delivery that a curl command makes; or what it is instead, in words. */
export function curlDelivery(command: string): Delivery | string {
  const options = readCurlOptions(splitCurlCommand(command).slice(1));
  const valuesOf = (...names: readonly string[]) =>
    options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
  const url = valuesOf('--url').find((one) => /^(?:https?:\/\/|[\w.-]+(?::\d+)?(?:\/|$))/i.test(one));
  if (url === undefined) return 'a curl command without a URL';
  const odd = options.find(({ name }) => UNREADABLE.has(name));
  if (odd !== undefined) return `a curl command with ${odd.name}`;
  const data = options.filter(({ name }) => DATA.has(name));
  const file = data.find(({ name, value }) => name !== '--data-raw' && value?.startsWith('@') === true);
  if (file !== undefined) return 'a curl command whose body is in a file';
  const method = (valuesOf('-X', '--request').at(-1) ?? (data.length > 0 ? 'POST' : 'GET')).toUpperCase();
  if (method !== 'POST') return `a curl command that makes a ${method}`;
  const { path, query } = splitUrl(/^https?:/i.test(url) ? url : `http://${url}`);
  return {
    startedAt: 0,
    request: {
      method,
      target: `${path === '' ? '/' : path}${url.includes('?') ? `?${query}` : ''}`,
      headers: headersOf(valuesOf('-H', '--header'), options),
      body: Buffer.from(data.map(bodyOf).join('&')),
    },
    answer: null,
    verdict: null,
  };
}

/** What `-d` strips from a file it leaves in a text, so the words are the body. */
function bodyOf({ value = '' }: CurlOption): string {
  return value;
}

function headersOf(lines: readonly string[], options: readonly CurlOption[]): readonly string[] {
  const headers = parseHeaderLines(lines);
  const hasData = options.some(({ name }) => DATA.has(name));
  if (!hasData || headerIn(headers, 'content-type') !== undefined) return headers;
  const isJson = options.some(({ name }) => name === '--json');
  // What curl says by itself.
  return [...headers, 'Content-Type', isJson ? 'application/json' : 'application/x-www-form-urlencoded'];
}
