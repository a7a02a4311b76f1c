import { request } from 'node:http';
import type { Fetch } from '../../core/context.ts';
import { messageOf, rootCodeOf } from '../../core/errors.ts';
import {
  describeBody,
  isTextual,
  MAX_RECORDED_BYTES,
  type Message,
  recordMessage,
} from '../../proxy/message.ts';
import type { Delivery, DeliveryFailure, DeliveryResult } from './deliver.ts';
import { type ObservedAnswer, readAnswer } from './observed-answer.ts';

/** Milliseconds that the body of an answer is waited for: nobody but the log wants it. */
const BODY_TIMEOUT_MS = 500;

/** A delivery as it goes over the wire. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for none. */
  readonly body: string | undefined;
  readonly timeoutMs: number;
}

export function postOf({ url, headers, body, timeoutMs }: Delivery): Post {
  return {
    url,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs,
  };
}

export interface Sent {
  readonly result: DeliveryResult;
  /** What was answered, for the log. */
  readonly response?: Message;
  /** All of the answer, for whoever observes. */
  readonly answer?: ObservedAnswer;
}

/**
 * Sends it, and reads as much of the answer as the log wants. Redirects are not followed: the token fits one URL.
 * @param isObserved whether somebody wants all of the answer
 */
export async function sendPost(
  post: Post,
  fetch: Fetch,
  signal: AbortSignal,
  isObserved: boolean,
): Promise<Sent> {
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(post.timeoutMs);
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      headers: { ...post.headers },
      ...(post.body === undefined ? {} : { body: post.body }),
    });
    const result = { answered: true, status: response.status } as const;
    if (!isObserved) return { result, response: await readMessage(response) };
    const answer = await readAnswer(response, () => performance.now() - startedAt);
    return { result, answer, response: messageOfAnswer(answer, response) };
  } catch (error) {
    return { result: { answered: false, ...describeFailure(error, timeout, post.timeoutMs) } };
  }
}

/** Sends the head and half of the body, and breaks the connection. Nothing is answered to that. */
export async function sendHalf({ url, headers, body = '' }: Post, signal: AbortSignal): Promise<void> {
  const bytes = Buffer.from(body);
  await new Promise<void>((resolve) => {
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Math.max(1, bytes.byteLength) },
      agent: false,
      signal,
    });
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.flushHeaders();
    outgoing.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => outgoing.destroy());
  });
}

/** An unread body would hold the connection, so what is not wanted is cancelled. */
async function readMessage(response: Response): Promise<Message> {
  const headers = [...response.headers];
  const type = response.headers.get('Content-Type') ?? '';
  if (response.body === null) return recordMessage(headers, undefined);
  if (!isTextual(type)) {
    await response.body.cancel().catch(() => {});
    return recordMessage(headers, undefined, type === '' ? undefined : describeBody(type));
  }
  const body = await readText(response.body);
  return body === undefined
    ? recordMessage(headers, undefined, describeBody(type))
    : recordMessage(headers, body);
}

function messageOfAnswer({ body, omitted }: ObservedAnswer, response: Response): Message {
  const headers = [...response.headers];
  const type = response.headers.get('Content-Type') ?? '';
  if (omitted === undefined && isTextual(type) && body.length <= MAX_RECORDED_BYTES) {
    return recordMessage(headers, new TextDecoder().decode(body));
  }
  return recordMessage(headers, undefined, type === '' ? undefined : describeBody(type));
}

/** @returns undefined when it is too much, or does not end in time */
async function readText(stream: NonNullable<Response['body']>): Promise<string | undefined> {
  const reader = stream.getReader();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel().catch(() => {});
  }, BODY_TIMEOUT_MS);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return isLate ? undefined : text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      if (text.length > MAX_RECORDED_BYTES) return undefined;
    }
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
}

function describeFailure(
  error: unknown,
  timeout: AbortSignal,
  timeoutMs: number,
): { readonly reason: DeliveryFailure; readonly message: string } {
  if (timeout.aborted) return { reason: 'timeout', message: `no answer within ${timeoutMs / 1000} s` };
  const code = rootCodeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { reason: 'bad.domain', message: 'unknown host' };
  if (code !== undefined && isTlsFailure(code)) return { reason: 'ssl', message: code };
  return { reason: 'unreachable', message: code ?? messageOf(error) };
}

/** Codes of Node and OpenSSL that speak of certificates and handshakes. */
export function isTlsFailure(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED/.test(code);
}
