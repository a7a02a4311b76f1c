import { knownWord } from '../../catalog/known-word.ts';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import type { Row } from '../store/database.ts';
import { VERDICTS, type Verdict } from './retry-policy.ts';

/**
 * - `queued`: to be sent as soon as there is room
 * - `sending`: on its way
 * - `waiting`: tried, and to be tried again
 * - `delivered`, `failed`: over
 */
export const DELIVERY_STATES = ['queued', 'sending', 'waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const FLOWS = ['Primary', 'Secondary'] as const;
export type Flow = (typeof FLOWS)[number];

/** To whom something is sent. */
export interface Addressee {
  readonly product: Product;
  readonly addonKey: string;
}

export interface NewDelivery extends Addressee {
  /** The same in every try. */
  readonly identifier: string;
  readonly event: string;
  readonly flow: Flow;
  /** Below the add-on's base URL. */
  readonly url: string;
  readonly actor: string | null;
  /** What an add-on has written beside the request that caused it. */
  readonly trace: string | null;
  /** As it is sent; null where none is. */
  readonly body: string | null;
  /** Webhooks registered at run time that it answers. */
  readonly webhookIds: readonly number[];
  /** Why it is not sent at all. */
  readonly problem?: string;
}

export interface Delivery extends Omit<NewDelivery, 'problem'> {
  readonly id: number;
  readonly bodyBytes: number;
  readonly state: DeliveryState;
  readonly created: number;
  readonly nextTry: number | null;
  /** When it was over. */
  readonly finished: number | null;
}

export interface Try {
  /** From 1. */
  readonly number: number;
  readonly at: number;
  readonly durationMs: number;
  /** Null where nothing answered. */
  readonly status: number | null;
  readonly verdict: Verdict;
  readonly message: string;
}

export interface DeliveryFilter {
  readonly addonKey?: string | undefined;
  readonly event?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  readonly limit: number;
}

/** What becomes of a delivery after a try. */
export type Outcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly nextTry: number }
  /** @property isExhausted every try that the product makes has been made */
  | { readonly state: 'failed'; readonly isExhausted: boolean };

/** The tables are ours: what is in them was this when it was written. */
export function toDelivery(row: Row): Delivery {
  const text = (name: string) => String(row[name]);
  const textOrNull = (name: string) => (row[name] === null ? null : text(name));
  const numberOrNull = (name: string) => (row[name] === null ? null : Number(row[name]));
  return {
    id: Number(row['id']),
    identifier: text('identifier'),
    product: knownWord(PRODUCTS, text('product')),
    addonKey: text('addon_key'),
    event: text('event'),
    flow: knownWord(FLOWS, text('flow')),
    url: text('url'),
    actor: textOrNull('actor'),
    trace: textOrNull('trace'),
    body: textOrNull('body'),
    bodyBytes: Number(row['body_bytes']),
    webhookIds: JSON.parse(text('webhook_ids')),
    state: knownWord(DELIVERY_STATES, text('state')),
    created: Number(row['created']),
    nextTry: numberOrNull('next_try'),
    finished: numberOrNull('finished'),
  };
}

/** @see {@link toDelivery} */
export function toTry(row: Row): Try {
  return {
    number: Number(row['number']),
    at: Number(row['at']),
    durationMs: Number(row['duration']),
    status: row['status'] === null ? null : Number(row['status']),
    verdict: knownWord(VERDICTS, String(row['verdict'])),
    message: String(row['message']),
  };
}
