import type { Delivery } from '../webhook/delivery.ts';

/** All that is kept of bodies together; the oldest go first. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Rough, for what a delivery takes besides its bodies. */
const OVERHEAD_BYTES = 4096;

/** The latest exchanges as they went over the wire, with the secrets in them: never shown, and never written as they are. */
export class KeptDeliveries {
  readonly #deliveries = new Map<string, Delivery>();
  #size = 0;

  add(id: string, delivery: Delivery): void {
    this.#deliveries.set(id, delivery);
    this.#size += sizeOf(delivery);
    for (const [oldest, one] of this.#deliveries) {
      if (this.#size <= MAX_BYTES) return;
      this.#deliveries.delete(oldest);
      this.#size -= sizeOf(one);
    }
  }

  find(id: string): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  clear(): void {
    this.#deliveries.clear();
    this.#size = 0;
  }
}

function sizeOf({ request, answer }: Delivery): number {
  return request.body.byteLength + (answer?.body.byteLength ?? 0) + OVERHEAD_BYTES;
}
