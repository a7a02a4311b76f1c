import type { Finding } from '../finding.ts';

/** What the text of a document leaves open, by JSON pointer. */
export interface Doubt {
  /** Values that may be anything: a placeholder stands there without quotes, or what stands there cannot be read. */
  readonly unknown: ReadonlySet<string>;
  /** Objects and lists that may hold more than can be seen. */
  readonly open: ReadonlySet<string>;
  /** True where something that was written could not be read: what is missing may be that. */
  readonly isPartial: boolean;
}

/** Of a text that leaves nothing open. */
export const NO_DOUBT: Doubt = { unknown: new Set(), open: new Set(), isPartial: false };

/** True for what holds whatever the open places of the document turn out to be. */
export function isCertain({ pointer, at }: Finding, { unknown, open }: Doubt): boolean {
  if (unknown.size > 0 && isWithin(pointer, unknown)) return false;
  // A finding at the opening bracket is about something that is missing inside.
  return !(at === 'opening' && open.has(pointer));
}

/** True where everything that belongs to the parts at the pointers can be seen. */
export function knowsAllOf(pointers: readonly string[], { unknown, open, isPartial }: Doubt): boolean {
  const doubtful = [...unknown, ...open];
  return !isPartial && !doubtful.some((place) => pointers.some((pointer) => areRelated(place, pointer)));
}

/** Whether one is the other, or has it inside. */
function areRelated(one: string, other: string): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}

function isWithin(pointer: string, places: ReadonlySet<string>): boolean {
  for (let end = pointer.length; ; end = pointer.lastIndexOf('/', end - 1)) {
    if (places.has(pointer.slice(0, end))) return true;
    if (end <= 0) return false;
  }
}
