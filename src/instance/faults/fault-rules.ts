import type { Product } from '../../catalog/products.ts';
import { matchesGlob } from '../../core/glob.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import { pathOf } from '../../proxy/traffic-filter.ts';
import { describeEffect, describeOften, describeScope } from './describe-fault.ts';
import type { FaultEffect, FaultSpec } from './fault-spec.ts';
import { createRandom } from './random.ts';

/** A fault that is on. */
export interface Fault {
  readonly id: string;
  readonly spec: FaultSpec;
  /** The name that it came with others by. */
  readonly preset: string | undefined;
}

/** A request as far as faults look at it. */
export interface FaultSubject {
  readonly direction: FaultSpec['direction'];
  readonly kind: ExchangeKind;
  /** Null where nobody can tell, as at the key server. */
  readonly addonKey: string | null;
  readonly product: Product | undefined;
  readonly method: string;
  /** Absolute or from the root; undefined for what is bound to no request. */
  readonly url: string | undefined;
}

/** A fault that has hit a request. */
export interface Hit<E extends FaultEffect = FaultEffect> {
  readonly id: string;
  readonly effect: E;
  /** Milliseconds that the request is held back. */
  readonly delayMs: number;
  /** For the log. */
  readonly text: string;
}

/** One of these, and what comes behind it has no say. */
const FINAL: readonly FaultEffect['type'][] = ['status', 'drop', 'truncate'];

interface State extends Fault {
  readonly random: () => number;
  matched: number;
  hits: number;
}

/**
 * The faults of a site, in memory: they end with the process. Each decides for itself whether a request is hit; with a
 * seed, it decides the same way each time.
 */
export class FaultRules {
  readonly #faults: State[] = [];
  #count = 0;

  add(spec: FaultSpec, preset?: string): Fault {
    this.#count += 1;
    const fault: State = {
      id: `f${this.#count}`,
      spec,
      preset,
      random: createRandom(spec.seed),
      matched: 0,
      hits: 0,
    };
    this.#faults.push(fault);
    return fault;
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const index = this.#faults.findIndex((fault) => fault.id === id);
    if (index !== -1) this.#faults.splice(index, 1);
    return index !== -1;
  }

  /** @returns how many there were */
  clear(): number {
    return this.#faults.splice(0).length;
  }

  /** As JSON, for programs and the command line. */
  list() {
    return this.#faults.map(faultJson);
  }

  /**
   * The faults among those of some types that hit a request. It counts: ask once for each request.
   */
  take<T extends FaultEffect['type']>(
    subject: FaultSubject,
    types: readonly T[],
  ): readonly Hit<Extract<FaultEffect, { readonly type: T }>>[] {
    const hits: Hit<Extract<FaultEffect, { readonly type: T }>>[] = [];
    let isOver = false;
    for (const fault of this.#faults) {
      const { effect } = fault.spec;
      if (!isOfType(effect, types) || !isAbout(fault.spec, subject) || isSpent(fault)) continue;
      if (isOver && FINAL.includes(effect.type)) continue;
      fault.matched += 1;
      if (fault.spec.rate < 1 && fault.random() >= fault.spec.rate) continue;
      fault.hits += 1;
      isOver ||= FINAL.includes(effect.type);
      const { id } = fault;
      hits.push({
        id,
        effect,
        delayMs: delayOf(effect, fault.random),
        text: `${id}: ${describeEffect(effect)}`,
      });
    }
    return hits;
  }
}

function faultJson({ id, spec, preset, matched, hits }: State) {
  const { effect, method, path, ...scope } = spec;
  return {
    id,
    ...(preset === undefined ? {} : { preset }),
    ...scope,
    ...(path === undefined ? {} : { match: [method, path].filter(Boolean).join(' ') }),
    effect,
    hits,
    matched,
    spent: isSpent({ spec, hits }),
    about: describeScope(spec),
    what: describeEffect(effect),
    often: describeOften(spec, hits),
  };
}

function isSpent({ spec, hits }: Pick<State, 'spec' | 'hits'>): boolean {
  return spec.times !== undefined && hits >= spec.times;
}

function isOfType<T extends FaultEffect['type']>(
  effect: FaultEffect,
  types: readonly T[],
): effect is Extract<FaultEffect, { readonly type: T }> {
  return types.some((type) => type === effect.type);
}

function isAbout(spec: FaultSpec, subject: FaultSubject): boolean {
  const { direction, method, path, kind, addon, product } = spec;
  return (
    direction === subject.direction &&
    (kind === undefined || kind === subject.kind) &&
    (addon === undefined || addon === subject.addonKey) &&
    (product === undefined || product === subject.product) &&
    (method === undefined || method === subject.method) &&
    (path === undefined || (subject.url !== undefined && matchesGlob(path, pathOf(subject.url))))
  );
}

function delayOf(effect: FaultEffect, random: () => number): number {
  if (!('latencyMs' in effect) || effect.latencyMs === undefined) return 0;
  const jitter = effect.jitterMs === undefined ? 0 : (random() * 2 - 1) * effect.jitterMs;
  return Math.max(0, Math.round(effect.latencyMs + jitter));
}
