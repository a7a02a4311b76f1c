import { redact } from '../../core/redact.ts';
import { type Explanation, explainMismatch } from '../../jwt/explain/explain-mismatch.ts';
import type { DeliveredRequest, Delivery } from '../../webhook/delivery.ts';
import { tokenIn } from '../../webhook/judge.ts';
import type { Exchange } from '../exchange.ts';
import { headerPairs } from '../headers.ts';
import { readToken } from '../judge-token.ts';
import { toMessage } from '../keep.ts';
import type { KnownAddon } from '../known-addon.ts';
import type { KnownInstalls } from '../known-installs.ts';
import { cutMessage, type Message } from '../message.ts';

/** Everything that is known of one exchange, and what can be done with it. */
export interface ExchangeDetail {
  readonly exchange: Exchange;
  /** What the token says, without its signature; null when it carries none that can be read. */
  readonly token: {
    readonly header: Readonly<Record<string, unknown>>;
    readonly claims: Readonly<Record<string, unknown>>;
  } | null;
  /** Why the hash in the token is not that of the request; null when that is not what is wrong. */
  readonly explanation: Explanation | null;
  /** How it would be sent again; null when it is no longer kept. */
  readonly resend: 'signed-afresh' | 'with-its-token' | 'without-token' | null;
  readonly canBeRecorded: boolean;
}

export interface DetailParts {
  readonly addon: KnownAddon;
  readonly installs: KnownInstalls;
  readonly hasRecorder: boolean;
}

/** @param delivery undefined when it is no longer kept */
export async function detailOf(
  exchange: Exchange,
  delivery: Delivery | undefined,
  { addon, installs, hasRecorder }: DetailParts,
): Promise<ExchangeDetail> {
  const token = delivery === undefined ? undefined : tokenOf(delivery);
  const decoded = token === undefined ? undefined : readToken(token);
  return {
    exchange: delivery === undefined ? exchange : { ...exchange, ...(await messagesOf(delivery, installs)) },
    token: decoded ?? null,
    explanation:
      delivery === undefined || exchange.verdict?.reason !== 'qsh-mismatch'
        ? null
        : explain(delivery, decoded?.claims['qsh'], addon.baseUrl),
    resend: delivery?.request.omitted === undefined ? howToResend(delivery, installs) : null,
    canBeRecorded: hasRecorder && delivery !== undefined,
  };
}

/** JSON without what could be used to sign in. */
export function detailJson(detail: ExchangeDetail, installs: KnownInstalls): string {
  return installs.redact(redact(JSON.stringify({ version: 1, ...detail })));
}

/** The token of a request, in its header or its query. */
export function tokenOf({ request }: Delivery): string | undefined {
  const header = headerPairs(request.headers).find(([name]) => name.toLowerCase() === 'authorization');
  return tokenIn(request.target, header?.[1]);
}

async function messagesOf(
  { request, answer }: Delivery,
  installs: KnownInstalls,
): Promise<Pick<Exchange, 'request' | 'response'>> {
  const show = async (side: Pick<DeliveredRequest, 'headers' | 'body' | 'omitted'>): Promise<Message> => {
    const message = await toMessage(side.headers, side.body);
    const { body } = message;
    // What is cut first could end in half of a secret.
    return cutMessage({
      ...message,
      ...(body === undefined ? {} : { body: installs.redact(body) }),
      ...(side.omitted === undefined ? {} : { bodyNote: `not kept: ${side.omitted}` }),
    });
  };
  return {
    request: await show(request),
    ...(answer === null ? {} : { response: await show(answer) }),
  };
}

function explain({ request }: Delivery, qsh: unknown, baseUrl: string | undefined): Explanation | null {
  if (typeof qsh !== 'string') return null;
  const type = headerPairs(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return explainMismatch(
    {
      method: request.method,
      url: request.target,
      baseUrl,
      body: Buffer.from(request.body).toString('utf8'),
      contentType: type ?? '',
    },
    qsh,
  );
}

function howToResend(delivery: Delivery | undefined, installs: KnownInstalls): ExchangeDetail['resend'] {
  if (delivery === undefined) return null;
  const token = tokenOf(delivery);
  if (token === undefined) return 'without-token';
  const isShared = readToken(token)?.header['alg'] === 'HS256';
  return isShared && installs.findByToken(token).length > 0 ? 'signed-afresh' : 'with-its-token';
}
