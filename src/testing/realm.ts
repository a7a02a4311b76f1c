/**
 * Where the caller lives. Jest gives every test file globals of its own, whose `Error` and `Object` are not those of Node: what a test gets to
 * see is made with these, so that `instanceof Error` and strict comparisons hold there.
 */
export interface Realm {
  readonly Error: ErrorConstructor;
  readonly parse: typeof JSON.parse;
}

/** A copy of something that JSON can hold, whose lists and objects are the caller's. */
export function toRealm<T>(realm: Realm, value: T): T {
  return value === undefined ? value : realm.parse(JSON.stringify(value));
}

/** A list that is the caller's, of whatever it holds. */
export function listIn<T>(realm: Realm, items: readonly T[]): readonly T[] {
  const list: T[] = realm.parse('[]');
  list.push(...items);
  return list;
}
