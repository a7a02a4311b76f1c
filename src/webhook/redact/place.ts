import { type JsonPath, pointerOf } from '../json-text.ts';

/** How often something may be wrapped in something else. */
export const MAX_DEPTH = 6;

/** Where in a delivery something stands. */
export interface Place {
  readonly part: string;
  /** Pointer to the token or the base64 text that the path begins in. */
  readonly outer?: string;
  readonly path: JsonPath;
  /** How many wrappings are around it. */
  readonly depth: number;
}

/** What is wrapped has names of its own: the key of a token says nothing of its claims. */
export function inside({ part, outer = '', path, depth }: Place): Place {
  return { part, outer: `${outer}${pointerOf(path)}`, path: [], depth: depth + 1 };
}
