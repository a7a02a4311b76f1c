import { isRecord } from '../../core/json.ts';
import type { FaultSpec } from './fault-spec.ts';
import { FaultSpecError, parseFaultSpec } from './parse-fault-spec.ts';

/** Bad days that have a name, each as the faults that make it. */
const PRESETS = {
  /** Every second request of an add-on is one too many. */
  'rate-limited': [{ status: 429, retryAfter: 5, rate: 0.5 }],
  /** Now and then something fails, in either direction. */
  flaky: [
    { status: 500, rate: 0.05 },
    { status: 503, rate: 0.1 },
    { drop: true, rate: 0.05 },
    { duplicate: true, kind: 'webhook', rate: 0.2 },
    { drop: true, direction: 'to-addon', kind: 'webhook', rate: 0.1 },
  ],
  slow: [
    { latencyMs: 3000, jitterMs: 1000 },
    { latencyMs: 10_000, jitterMs: 5000, direction: 'to-addon', kind: 'webhook' },
  ],
  /** The product's clock is ahead, in what it signs and in what it accepts. */
  'clock-skew': [
    { skewMs: 300_000, direction: 'to-addon' },
    { skewMs: 300_000, direction: 'to-product' },
  ],
  /** The products are not there. */
  maintenance: [
    { status: 503, retryAfter: 120 },
    { match: '/oauth2/token', status: 503, retryAfter: 120 },
  ],
  'key-server-down': [{ match: '/install-keys/**', drop: true }],
} as const;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES: readonly string[] = Object.keys(PRESETS);

const FIELDS = ['preset', 'addon', 'product', 'seed'];

/**
 * What a preset asks for.
 * @param value `{ preset }` with whom it is about and a seed, from the control API
 * @throws {FaultSpecError}
 */
export function parsePreset(value: unknown): { readonly name: string; readonly specs: readonly FaultSpec[] } {
  if (!isRecord(value)) throw new FaultSpecError('', 'A fault is a JSON object.');
  const { preset, ...about } = value;
  if (!isPresetName(preset)) {
    throw new FaultSpecError('preset', `preset is one of ${PRESET_NAMES.join(', ')}.`);
  }
  const excess = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (excess !== undefined) {
    throw new FaultSpecError(excess, `A preset says by itself what happens: ${excess} does not go with it.`);
  }
  return { name: preset, specs: PRESETS[preset].map((fault) => parseFaultSpec({ ...fault, ...about })) };
}

function isPresetName(value: unknown): value is PresetName {
  return typeof value === 'string' && Object.hasOwn(PRESETS, value);
}
