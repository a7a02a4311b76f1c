import type { IncomingMessage } from 'node:http';
import type { Clock } from '../core/context.ts';
import { messageOf } from '../core/errors.ts';
import type { DeliveredAnswer, Delivery } from '../webhook/delivery.ts';
import type { Exchange, Verdict } from './exchange.ts';
import { endToEndHeaders } from './headers.ts';
import type { Judge, Judgement } from './judge.ts';
import type { Kept } from './keep.ts';
import { redactUrl } from './message.ts';

/** Told of an exchange that has ended; `delivery` answers all that was kept of it, with the secrets in it. */
export type OnExchange = (exchange: Omit<Exchange, 'id'>, delivery: () => Delivery) => void;

/** What is gathered on the way of one request, and reported when it ends. */
export interface Report {
  request: Kept | undefined;
  /** Undefined as long as none has come. */
  response: Kept | undefined;
  /** Its answer begins. */
  answered(answer: IncomingMessage): void;
  end(status: number | null, note?: string): void;
}

export interface ReportOptions {
  readonly clock: Clock;
  readonly judge: Judge;
  readonly onExchange: OnExchange;
  /** Report what was sent and answered only as bytes: it takes longer to make it fit for people than to pass it on. */
  readonly leavesMessages?: boolean | undefined;
  /** What else is worth saying of an exchange, from all that was kept of it. */
  readonly remark?: ((delivery: Delivery) => string | undefined) | undefined;
}

/** Begins to watch a request; nothing is reported of one that somebody else reports. */
export function createReport(
  incoming: IncomingMessage,
  { clock, judge, onExchange, remark, leavesMessages }: ReportOptions,
): Report {
  const { method = 'GET', url = '/', headers } = incoming;
  const started = clock.now();
  const judgement = judge({ method, url, headers }).catch(
    (error: unknown): Judgement => ({ kind: 'other', addonKey: null, verdict: unjudged(error) }),
  );
  let answer: IncomingMessage | undefined;
  let latencyMs = 0;
  const report: Report = {
    request: undefined,
    response: undefined,
    answered: (received) => {
      answer = received;
      latencyMs = clock.now() - started;
    },
    end: (status, note) => {
      const durationMs = clock.now() - started;
      void publish(status, durationMs, note);
    },
  };
  return report;

  async function publish(status: number | null, durationMs: number, note: string | undefined): Promise<void> {
    const { request, response } = report;
    const found = await judgement;
    if (found === undefined) return;
    const toDelivery = once(
      (): Delivery => ({
        startedAt: started,
        addonKey: found.addonKey ?? undefined,
        request: {
          method,
          target: url,
          headers: endToEndHeaders(incoming),
          ...(request?.bytes() ?? { body: new Uint8Array() }),
        },
        answer:
          status === null || answer === undefined ? null : toAnswer(status, answer, response, latencyMs),
        note,
        verdict: found.verdict,
      }),
    );
    const notes = [note, remark?.(toDelivery())].filter((one) => one !== undefined);
    const messages =
      leavesMessages === true
        ? { request: undefined, response: undefined }
        : { request: await request?.message(), response: await response?.message() };
    onExchange(
      {
        time: new Date(started).toISOString(),
        direction: 'to-addon',
        method,
        url: redactUrl(url),
        status,
        durationMs,
        ...found,
        ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
        ...(messages.request === undefined ? {} : { request: messages.request }),
        ...(messages.response === undefined ? {} : { response: messages.response }),
      },
      toDelivery,
    );
  }
}

function toAnswer(
  status: number,
  answer: IncomingMessage,
  kept: Kept | undefined,
  latencyMs: number,
): DeliveredAnswer {
  return {
    status,
    headers: endToEndHeaders(answer),
    ...(kept?.bytes() ?? { body: new Uint8Array() }),
    latencyMs,
  };
}

function unjudged(error: unknown): Verdict {
  return { valid: false, reason: 'malformed', message: `The token could not be judged: ${messageOf(error)}` };
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
