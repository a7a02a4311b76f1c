/** Values from 1 µs to a day, to within 0.8 %, in a fixed amount of memory. */

/** Buckets for each doubling. */
const STEPS = 128;
const HALF = STEPS / 2;
const MAX_US = 86_400_000_000;
/** Exponents up to that of {@link MAX_US}. */
const SIZE = STEPS + HALF * 31;

/** How latencies are spread, however many there are. */
export class Histogram {
  readonly #counts = new Float64Array(SIZE);
  #count = 0;
  #sum = 0;
  #max = 0;
  #min = Number.POSITIVE_INFINITY;

  /** @param ms milliseconds */
  add(ms: number): void {
    const us = Math.min(Math.max(Math.round(ms * 1000), 0), MAX_US);
    const index = indexOf(us);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count += 1;
    this.#sum += ms;
    this.#max = Math.max(this.#max, ms);
    this.#min = Math.min(this.#min, ms);
  }

  get count(): number {
    return this.#count;
  }

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  get min(): number {
    return this.#count === 0 ? 0 : this.#min;
  }

  get max(): number {
    return this.#max;
  }

  /** The least value that `percent` of all values do not exceed; 0 when there are none. */
  percentile(percent: number): number {
    if (this.#count === 0) return 0;
    const wanted = Math.max(1, Math.ceil((percent / 100) * this.#count));
    let seen = 0;
    for (let index = 0; index < SIZE; index += 1) {
      seen += this.#counts[index] ?? 0;
      // The middle of a bucket may lie outside of what was seen.
      if (seen >= wanted) return Math.min(Math.max(middleOf(index) / 1000, this.#min), this.#max);
    }
    return this.#max;
  }
}

/** The first buckets hold one value each; from then on each doubling has {@link HALF}. */
function indexOf(us: number): number {
  if (us < STEPS) return us;
  const doublings = Math.floor(Math.log2(us)) - Math.log2(HALF);
  const step = Math.floor(us / 2 ** doublings);
  return STEPS + (doublings - 1) * HALF + (step - HALF);
}

function middleOf(index: number): number {
  if (index < STEPS) return index;
  const doublings = Math.floor((index - STEPS) / HALF) + 1;
  const step = ((index - STEPS) % HALF) + HALF;
  return (step + 0.5) * 2 ** doublings;
}
