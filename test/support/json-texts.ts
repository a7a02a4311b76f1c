import fc from 'fast-check';

/** A JSON value, with keys and texts that need escapes, and keys of `Object.prototype`. */
export function anyJsonValue(): fc.Arbitrary<unknown> {
  const text = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('"', '\\', '/', '\n', '\u0000', 'ü', '😀', '{', '}', ',', ':', '{{', '}}'),
    }),
    fc.constantFrom('__proto__', 'constructor', 'key', 'modules'),
  );
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(null, true, false),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.integer(),
      text,
      fc.array(tie('value'), { maxLength: 5 }),
      fc
        .uniqueArray(fc.tuple(text, tie('value')), { maxLength: 5, selector: ([name]) => name })
        .map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
}

/** A JSON value printed with any blanks where JSON allows them. */
export function anyJsonText(): fc.Arbitrary<string> {
  const blanks = fc.array(fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 3 }), {
    minLength: 1,
    maxLength: 7,
  });
  return fc.tuple(anyJsonValue(), blanks).map(([value, gaps]) => print(value, gaps));
}

/** @param gaps used in turn */
function print(root: unknown, gaps: readonly string[]): string {
  let used = 0;
  const gap = (): string => {
    used += 1;
    return gaps[used % gaps.length] ?? '';
  };
  const printValue = (value: unknown): string => {
    if (Array.isArray(value)) return `[${gap()}${value.map(printValue).join(`,${gap()}`)}${gap()}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const entries = Object.entries(value).map(
      ([key, entry]) => `${JSON.stringify(key)}${gap()}:${gap()}${printValue(entry)}`,
    );
    return `{${gap()}${entries.join(`${gap()},${gap()}`)}${gap()}}`;
  };
  return `${gap()}${printValue(root)}${gap()}`;
}
