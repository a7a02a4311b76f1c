import { formatDuration } from '../../core/duration.ts';
import type { FaultEffect, FaultSpec } from './fault-spec.ts';

/** What happens, in a few words. */
export function describeEffect(effect: FaultEffect): string {
  const late = 'latencyMs' in effect ? describeLatency(effect) : undefined;
  return [describeBare(effect), late].filter((part) => part !== undefined).join(', ');
}

/** Which requests it is about, in a few words. */
export function describeScope({ direction, method, path, kind, addon, product }: FaultSpec): string {
  const where = direction === 'to-addon' ? 'to add-ons' : 'to products';
  const what = [method, path].filter((part) => part !== undefined).join(' ');
  return [where, kind, what === '' ? undefined : what, addon, product]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** How often, in a few words. */
export function describeOften({ rate, times }: FaultSpec, hits: number): string {
  const share = rate === 1 ? 'each' : `${Number((rate * 100).toFixed(2))} %`;
  return times === undefined ? share : `${share}, ${hits} of ${times} times`;
}

function describeBare(effect: FaultEffect): string | undefined {
  switch (effect.type) {
    case 'status':
      return `answered ${effect.status}`;
    case 'latency':
      return undefined;
    case 'drop':
      return 'connection dropped';
    case 'truncate':
      return 'broken off in the middle of the body';
    case 'duplicate':
      return 'sent twice';
    case 'tamper':
      return effect.part === 'qsh' ? 'token with a wrong qsh' : 'token with a wrong signature';
    case 'expired':
      return 'token already expired';
    case 'revoke':
      return 'access token revoked';
    case 'skew':
      return `clock of the product ${formatDuration(effect.ms)} ${effect.ms > 0 ? 'ahead' : 'behind'}`;
    default:
      return effect satisfies never;
  }
}

function describeLatency({
  latencyMs,
  jitterMs,
}: {
  readonly latencyMs?: number;
  readonly jitterMs?: number;
}): string | undefined {
  if (latencyMs === undefined) return undefined;
  return `late by ${latencyMs} ms${jitterMs === undefined ? '' : ` ± ${jitterMs} ms`}`;
}
