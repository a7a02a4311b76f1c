/** How to mend a descriptor, said in terms of its values; `fix/to-fix.ts` turns it into edits of the text. */
export interface FixPlan {
  /** What it does, as an instruction: `Remove the trailing slash`. */
  readonly title: string;
  readonly changes: readonly Change[];
}

/**
 * Pointers are RFC 6901, and those of the document as it is: the changes of a plan take place at once. Values are what
 * `JSON.stringify` takes.
 */
export type Change =
  /** Puts another value where one stands. */
  | { readonly kind: 'replace'; readonly pointer: string; readonly value: unknown }
  /** Gives the property `key` of the object at `pointer` another name. */
  | { readonly kind: 'rename'; readonly pointer: string; readonly key: string; readonly to: string }
  /** Takes a property or the entry of a list away. */
  | { readonly kind: 'remove'; readonly pointer: string }
  /** Adds a property at the end of the object at `pointer`, or an entry at the end of the list there (no `key`). */
  | { readonly kind: 'append'; readonly pointer: string; readonly key?: string; readonly value: unknown }
  /** Puts the value that stands at `pointer`, as it is written, into a list or, with `key`, into an object. */
  | { readonly kind: 'wrap'; readonly pointer: string; readonly key?: string }
  /** Takes the brackets of a list with one entry away: the entry stands in its place, and changes in no other way. */
  | { readonly kind: 'unwrap'; readonly pointer: string };
