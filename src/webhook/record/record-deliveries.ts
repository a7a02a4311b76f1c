import type { Delivery } from '../delivery.ts';
import { findEventName } from '../event-name.ts';
import { type ListenOptions, listenForDeliveries } from './listen.ts';
import type { Recorded, Recorder } from './recorder.ts';

export interface RecordOptions extends Omit<ListenOptions, 'onDelivery' | 'onProblem'> {
  readonly recorder: Recorder;
  /** Names of events that are kept, with `*` for any part of one; empty keeps all. */
  readonly only: readonly string[];
  /** What deliveries are about whose bodies do not say it. */
  readonly event: string | undefined;
  readonly addonKey: string | undefined;
  /** Ends after so many recordings. */
  readonly until: number | undefined;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RecordEvent) => void;
}

export type RecordEvent =
  | { readonly type: 'listening'; readonly port: number }
  | ({ readonly type: 'recorded' } & Recorded)
  | { readonly type: 'passed'; readonly event: string | undefined; readonly status: number | null }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'unwritable'; readonly error: unknown };

/**
 * Records what comes until it is told to stop, or has enough. What is under way when it stops is still kept.
 * @returns how many recordings were written
 */
export async function recordDeliveries(options: RecordOptions): Promise<number> {
  const { recorder, until, signal, onEvent } = options;
  const enough = new AbortController();
  const stop = AbortSignal.any([signal, enough.signal]);
  const writing = new Set<Promise<void>>();
  let kept = 0;
  const keep = async (delivery: Delivery) => {
    const event = findEventName(delivery.request.body) ?? options.event;
    if (!isWanted(event, options.only) || enough.signal.aborted) {
      onEvent({ type: 'passed', event, status: delivery.answer?.status ?? null });
      return;
    }
    kept += 1;
    if (kept === until) enough.abort();
    try {
      const recorded = await recorder.record({ ...delivery, event, addonKey: options.addonKey });
      onEvent({ type: 'recorded', ...recorded });
    } catch (error) {
      kept -= 1;
      onEvent({ type: 'unwritable', error });
    }
  };
  const listener = await listenForDeliveries({
    ...options,
    onDelivery: (delivery) => {
      const done = keep(delivery);
      writing.add(done);
      void done.then(() => writing.delete(done));
    },
    onProblem: (message) => onEvent({ type: 'problem', message }),
  });
  onEvent({ type: 'listening', port: listener.port });
  await untilAborted(stop);
  await listener.close();
  await Promise.all(writing);
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
