import type { Delivery } from '../delivery.ts';
import { findEventName } from '../event-name.ts';
import { type ListenOptions, listenForDeliveries } from './listen.ts';
import type { Recorded, Recorder } from './recorder.ts';

/** What is kept, of whatever comes. */
export interface KeepOptions {
  readonly recorder: Recorder;
  /** Names of events that are kept, with `*` for any part of one; empty keeps all. */
  readonly only: readonly string[];
  /** What deliveries are about that do not say it. */
  readonly event: string | undefined;
  readonly addonKey: string | undefined;
  /** Ends after so many recordings. */
  readonly until: number | undefined;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RecordEvent) => void;
}

export interface RecordOptions extends Omit<ListenOptions, 'onDelivery' | 'onProblem'>, KeepOptions {}

/** Where deliveries come from. */
export interface DeliverySource {
  /** Told when nothing is missed any more. */
  readonly started: RecordEvent;
  /** Resolves when nothing comes any more, by itself; left out where something may always come. */
  readonly ended?: Promise<void>;
  close(): Promise<void>;
}

export interface DeliverySink {
  readonly onDelivery: (delivery: Delivery) => void;
  readonly onProblem: (message: string) => void;
}

export type RecordEvent =
  | { readonly type: 'listening'; readonly port: number }
  /** What a dev instance sends is recorded. */
  | { readonly type: 'following'; readonly origin: string }
  | { readonly type: 'ended' }
  | ({ readonly type: 'recorded' } & Recorded)
  | { readonly type: 'passed'; readonly event: string | undefined; readonly status: number | null }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'unwritable'; readonly error: unknown };

/**
 * Records what comes to a port until it is told to stop, or has enough. What is under way when it stops is still kept.
 * @returns how many recordings were written
 */
export async function recordDeliveries(options: RecordOptions): Promise<number> {
  return recordFrom(async (sink) => {
    const listener = await listenForDeliveries({ ...options, ...sink });
    return { started: { type: 'listening', port: listener.port }, close: () => listener.close() };
  }, options);
}

/**
 * Records what comes from a source until it is told to stop, has enough, or nothing comes any more.
 * @returns how many recordings were written
 */
export async function recordFrom(
  open: (sink: DeliverySink) => Promise<DeliverySource>,
  options: KeepOptions,
): Promise<number> {
  const { recorder, until, signal, onEvent } = options;
  const enough = new AbortController();
  const stop = AbortSignal.any([signal, enough.signal]);
  const writing = new Set<Promise<void>>();
  let kept = 0;
  const keep = async (delivery: Delivery) => {
    const event = delivery.event ?? findEventName(delivery.request.body) ?? options.event;
    if (!isWanted(event, options.only) || enough.signal.aborted) {
      onEvent({ type: 'passed', event, status: delivery.answer?.status ?? null });
      return;
    }
    kept += 1;
    if (kept === until) enough.abort();
    try {
      const addonKey = delivery.addonKey ?? options.addonKey;
      onEvent({ type: 'recorded', ...(await recorder.record({ ...delivery, event, addonKey })) });
    } catch (error) {
      kept -= 1;
      onEvent({ type: 'unwritable', error });
    }
  };
  const source = await open({
    onDelivery: (delivery) => {
      const done = keep(delivery);
      writing.add(done);
      void done.then(() => writing.delete(done));
    },
    onProblem: (message) => onEvent({ type: 'problem', message }),
  });
  onEvent(source.started);
  const hasEnded = source.ended?.then(() => true);
  const isOver = await Promise.race([untilAborted(stop), ...(hasEnded === undefined ? [] : [hasEnded])]);
  await source.close();
  await Promise.all(writing);
  if (isOver === true) onEvent({ type: 'ended' });
  return kept;
}

function isWanted(event: string | undefined, only: readonly string[]): boolean {
  return only.length === 0 || only.some((pattern) => matchesEvent(event ?? '', pattern));
}

/** @param pattern a name, with `*` for any part of it */
export function matchesEvent(event: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(event);
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
