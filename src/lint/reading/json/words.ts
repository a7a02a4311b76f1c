/** What a word outside of quotes stands for. */
export type WordMeaning =
  /** It is JSON. */
  | { readonly kind: 'literal' }
  /** It is JSON in other languages: `True`. */
  | { readonly kind: 'foreign'; readonly json: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'other' };

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** Also `.5`, `+1`, `0x10`, `1_000`, `Infinity`. */
const NUMBER = /^[+-]?(?:\.?\d[\w.+-]*|NaN|Infinity)$/;

export function meaningOf(word: string): WordMeaning {
  if (LITERAL.test(word)) return { kind: 'literal' };
  const json = FOREIGN.get(word.toLowerCase());
  if (json !== undefined) return { kind: 'foreign', json };
  return { kind: NUMBER.test(word) ? 'number' : 'other' };
}

const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
  ['nil', 'null'],
  ['none', 'null'],
  ['undefined', 'null'],
]);
