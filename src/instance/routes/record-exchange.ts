import type { Context } from 'hono';
import type { Exchange } from '../../proxy/exchange.ts';
import {
  describeBody,
  isTextual,
  MAX_RECORDED_BYTES,
  type Message,
  recordMessage,
} from '../../proxy/message.ts';
import type { InstanceEnv } from './env.ts';

/** What JSON the answers have that are under way. */
const texts = new WeakMap<Response, string>();

/**
 * Has the JSON remembered that a route answers. To ask an answer for its text makes a stream of it, which has to be read
 * twice then, for the log and for the client: that takes several times as long as all the rest of the recording.
 */
export function rememberJson(c: Context<InstanceEnv>): void {
  c.json = new Proxy(c.json, {
    apply: (_json, _self, [value, init, headers]) => {
      const text = JSON.stringify(value);
      const answer = c.newResponse(text, init, { 'Content-Type': 'application/json', ...headers });
      texts.set(answer, text);
      return answer;
    },
  });
}

/** What an exchange with the products was asked and answered, for the log. Reads of bodies what nobody has read. */
export async function messagesOf(
  c: Context<InstanceEnv>,
  { isAnswered }: { readonly isAnswered: boolean },
): Promise<Pick<Exchange, 'request' | 'response'>> {
  const request = await requestMessage(c, isAnswered);
  return isAnswered ? { request, response: await responseMessage(c.res) } : { request };
}

async function requestMessage(c: Context<InstanceEnv>, isAnswered: boolean): Promise<Message> {
  const headers = [...c.req.raw.headers];
  const type = c.req.header('Content-Type') ?? '';
  const length = Number(c.req.header('Content-Length') ?? Number.NaN);
  const hasBody = length > 0 || c.req.header('Transfer-Encoding') !== undefined;
  if (!hasBody) return recordMessage(headers, undefined);
  // Without an answer, what was sent may never have come.
  if (!isAnswered || !isTextual(type) || length > MAX_RECORDED_BYTES) {
    return recordMessage(headers, undefined, describeBody(type, Number.isNaN(length) ? undefined : length));
  }
  const body = await c.req.text().catch(() => undefined);
  if (body === undefined || body.length > MAX_RECORDED_BYTES) {
    return recordMessage(headers, undefined, describeBody(type, body?.length));
  }
  return recordMessage(headers, body);
}

async function responseMessage(response: Response): Promise<Message> {
  const headers = [...response.headers];
  const type = response.headers.get('Content-Type') ?? '';
  const length = Number(response.headers.get('Content-Length') ?? Number.NaN);
  const known = texts.get(response);
  if (known === undefined && response.body === null) return recordMessage(headers, undefined);
  if (!isTextual(type) || length > MAX_RECORDED_BYTES) {
    return recordMessage(headers, undefined, describeBody(type, Number.isNaN(length) ? undefined : length));
  }
  const body = known ?? (await response.clone().text());
  if (body.length > MAX_RECORDED_BYTES)
    return recordMessage(headers, undefined, describeBody(type, body.length));
  return recordMessage(headers, body);
}
