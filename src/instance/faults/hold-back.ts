import type { Clock } from '../../core/context.ts';
import type { Hit } from './fault-rules.ts';

/** Waits as long as the faults ask for; not when nobody waits any more. */
export async function holdBack(hits: readonly Hit[], clock: Clock, signal: AbortSignal): Promise<void> {
  const ms = hits.reduce((sum, { delayMs }) => sum + delayMs, 0);
  if (ms === 0 || signal.aborted) return;
  await clock.sleep(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
