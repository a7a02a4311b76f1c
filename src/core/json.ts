/** Narrowing helpers for JSON that came from outside. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/**
 * Parses JSON. Halves of characters that escapes may leave (`\ud800`), and NUL (`\u0000`), become the replacement
 * character: no address, file or database can hold them.
 * @throws {SyntaxError}
 */
export function parseJson(text: string): unknown {
  return /\\u(?:[dD][89a-fA-F]|0000)/.test(text)
    ? JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value))
    : JSON.parse(text);
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** True for objects that are neither null nor lists. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when lists and objects are nested more than `limit` levels deep inside `value`. */
export function isDeeperThan(value: object, limit: number): boolean {
  // Level by level: recursion would fall to the very values that this guards against.
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = childrenOf(level);
  }
  return false;
}

function childrenOf(values: readonly unknown[]): unknown[] {
  const children: unknown[] = [];
  for (const value of values) {
    if (typeof value === 'object' && value !== null)
      for (const child of Object.values(value)) children.push(child);
  }
  return children;
}

/** The string at `name`, or undefined when there is none. */
export function stringAt(value: unknown, name: string): string | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}
