import { isUtf8 } from 'node:buffer';
import { PRESETS } from '../../jwt/presets.ts';
import { type Exported, type ExportOptions, pairsOf } from './exported.ts';

/**
 * A script for k6 that sends deliveries in their order, as often as it is told. It signs by itself, each request anew; the
 * hashes of the requests are in it.
 */
export function exportK6(deliveries: readonly Exported[], { to, clientKey }: ExportOptions): string {
  const list = deliveries.map(({ recording, prepared }) => ({
    event: recording.event,
    method: prepared.method,
    target: prepared.target,
    qsh: prepared.qsh,
    iss: clientKey ?? prepared.iss,
    sub: prepared.sub,
    headers: Object.fromEntries(pairsOf(prepared.headers)),
    ...bodyOf(prepared.body),
  }));
  return `// Recorded deliveries for k6: k6 run -e CONNECT_KIT_SECRET=… -e ORIGIN=${new URL(to).origin} this-file.js
import { check } from 'k6';
import crypto from 'k6/crypto';
import encoding from 'k6/encoding';
import http from 'k6/http';

const SECRET = __ENV.CONNECT_KIT_SECRET;
const ORIGIN = __ENV.ORIGIN || ${JSON.stringify(new URL(to).origin)};
if (!SECRET) throw new Error('CONNECT_KIT_SECRET is missing: the shared secret of the add-on');

const DELIVERIES = ${JSON.stringify(list, null, 2)};

export const options = { vus: 1, iterations: DELIVERIES.length };

/** As the product signs: HS256, bound to the request. */
function sign({ qsh, iss, sub }) {
  const issuer = __ENV.CLIENT_KEY || iss;
  if (!issuer) throw new Error('CLIENT_KEY is missing: the clientKey of the product');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub, qsh, iss: issuer, context: {}, exp: iat + ${PRESETS.host.lifetime}, iat };
  const input = [{ typ: 'JWT', alg: 'HS256' }, claims]
    .map((part) => encoding.b64encode(JSON.stringify(part), 'rawurl'))
    .join('.');
  return input + '.' + crypto.hmac('sha256', SECRET, input, 'base64rawurl');
}

export default function () {
  const delivery = DELIVERIES[__ITER % DELIVERIES.length];
  const body = delivery.base64 === undefined ? delivery.body : encoding.b64decode(delivery.base64);
  const headers = Object.assign({}, delivery.headers, { Authorization: 'JWT ' + sign(delivery) });
  const response = http.request(delivery.method, ORIGIN + delivery.target, body, {
    headers,
    redirects: 0,
    tags: { event: delivery.event || 'unknown', name: delivery.target },
  });
  check(response, { 'status is 2xx': ({ status }) => status >= 200 && status < 300 });
}
`;
}

function bodyOf(body: Uint8Array): { readonly body: string } | { readonly base64: string } {
  return isUtf8(body)
    ? { body: Buffer.from(body).toString('utf8') }
    : { base64: Buffer.from(body).toString('base64') };
}
