import type { DeliveredAnswer, Delivery } from '../delivery.ts';
import { findEmbeddedJson } from '../redact/embedded-json.ts';
import { curlDelivery } from './curl-command.ts';
import { bodyOrGap } from './ngrok.ts';
import { isPayload, payloadDelivery } from './payload.ts';
import { isFirstLine, parseRawMessage } from './raw-http.ts';

/**
 * The deliveries in a text that people paste: raw HTTP messages, the output of `curl -v`, curl commands; and where there is
 * none of these, the payloads that a log has in its lines.
 */
export function parseLog(text: string): {
  readonly deliveries: readonly Delivery[];
  readonly skipped: readonly string[];
} {
  if (/^[ \t]*\$?[ \t]*curl\s/m.test(text) && !/^[<>] /m.test(text)) return fromCommands(text);
  const plain = /^[<>] /m.test(text) ? withoutMarks(text) : text;
  const messages = splitMessages(plain);
  return messages.length === 0 ? fromPayloads(text) : fromMessages(messages, plain !== text);
}

function fromCommands(text: string) {
  const commands =
    text.replaceAll(/\\\r?\n/g, ' ').match(/^[ \t]*\$?[ \t]*curl\s.*(?:\n(?![ \t]*\$?[ \t]*curl\s).*)*/gm) ??
    [];
  const skipped: string[] = [];
  const deliveries = commands.flatMap((command) => {
    const delivery = curlDelivery(command.replace(/^[ \t]*\$?[ \t]*/, ''));
    if (typeof delivery !== 'string') return [delivery];
    skipped.push(delivery);
    return [];
  });
  return { deliveries, skipped };
}

/** `curl -v` marks what it sends and gets; what it says itself, and its progress, is left out. */
function withoutMarks(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => !/^(?:\* |[{}] \[|\s*%|\s*\d+\s+\d+\s+\d+)/.test(line))
    .map((line) => line.replace(/^[<>] ?/, ''))
    .join('\n');
}

/** Texts that begin with a first line of HTTP, each up to the next. */
function splitMessages(text: string): readonly string[] {
  const starts: number[] = [];
  const line = /^.*$/gm;
  for (const match of text.matchAll(line)) if (isFirstLine(match[0].trim())) starts.push(match.index);
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

function fromMessages(messages: readonly string[], isCurl: boolean) {
  const deliveries: Delivery[] = [];
  const skipped: string[] = [];
  for (const [index, message] of messages.entries()) {
    const { head, body } = parseMessage(message);
    if (head === undefined || head.firstLine.startsWith('HTTP/')) continue;
    const [method = '', target = '/'] = head.firstLine.split(' ');
    if (method !== 'POST') {
      skipped.push(`${method} ${target.split('?')[0]}, which is no POST`);
      continue;
    }
    // curl -v does not show what it sends.
    const isUnseen = isCurl && body.body.length === 0 && /content-length: *[1-9]/i.test(message);
    deliveries.push({
      startedAt: timeOf(head.headers),
      request: {
        method,
        target,
        headers: head.headers,
        ...(isUnseen ? { body: new Uint8Array(), omitted: 'curl -v does not show it' } : body),
      },
      answer: answerIn(messages[index + 1]),
      verdict: null,
    });
  }
  return { deliveries, skipped };
}

function parseMessage(message: string) {
  const head = parseRawMessage(Buffer.from(message));
  // In a paste, the line break that ends the text is nobody's, and lengths are those of other line ends.
  const body = Buffer.from(head?.body ?? [])
    .toString('utf8')
    .replace(/\s+$/, '');
  const isCut = head?.missingBytes !== undefined && !isWhole(body);
  return {
    head,
    body: isCut ? bodyOrGap(Buffer.from(body), head.missingBytes) : { body: Buffer.from(body) },
  };
}

/** Pasted JSON is whole when it can be parsed, whatever its length says. */
function isWhole(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function answerIn(message: string | undefined): DeliveredAnswer | null {
  if (message?.startsWith('HTTP/') !== true) return null;
  const { head, body } = parseMessage(message);
  const status = Number(head?.firstLine.split(' ')[1]);
  if (head === undefined || !(status >= 200 && status <= 599)) return null;
  return { status, headers: head.headers, ...body, latencyMs: 0 };
}

function timeOf(headers: readonly string[]): number {
  const index = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'date');
  const time = index === -1 ? Number.NaN : Date.parse(headers[index + 1] ?? '');
  return Number.isNaN(time) ? 0 : time;
}

function fromPayloads(text: string) {
  const deliveries: Delivery[] = [];
  let others = 0;
  for (const { start, end } of findEmbeddedJson(text)) {
    const json = text.slice(start, end);
    if (isPayload(JSON.parse(json))) deliveries.push(payloadDelivery(json));
    else others += 1;
  }
  const skipped =
    others === 0 ? [] : [`${others} ${others === 1 ? 'piece' : 'pieces'} of JSON that no product posts`];
  return { deliveries, skipped };
}
