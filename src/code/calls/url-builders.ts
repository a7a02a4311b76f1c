import { isMark, isWord } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import { type Code, callsAfter, type Segment, type Stretch } from './code.ts';

/** Classes whose methods put an address together: of Spring, JAX-RS, Apache, OkHttp and Ktor. */
const BUILDERS = wordSet(`
  UriComponentsBuilder ServletUriComponentsBuilder UriBuilder URIBuilder HttpUrl URLBuilder
`);
/** Methods that begin an address. */
const BASES = wordSet(
  'fromUriString fromHttpUrl fromUri fromPath parse URIBuilder UriBuilder URLBuilder newInstance Builder',
);
/** Methods that add a piece of path as it is written. */
const PATHS = wordSet('path addPathSegments addEncodedPathSegments appendPath encodedPath');
/** Methods that begin the path anew. */
const RESETS = wordSet('setPath replacePath');
/** Methods each argument of which is a segment. */
const SEGMENTS = wordSet('pathSegment addPathSegment addEncodedPathSegment setPathSegment segment');

/** Whether a chain of calls, told by the name that it begins with, puts an address together. */
export function isBuilder(name: string): boolean {
  return BUILDERS.has(name);
}

/** A piece of the address, or `unknown` where it is not to be seen. */
export interface AddressPiece<Text> {
  readonly separator: '' | '/';
  readonly text: Text | 'unknown';
}

/**
 * The pieces of the address that a chain of calls puts together, in their order.
 * @param chain from the name of the builder on
 * @param read the text of an argument, where it is known
 */
export function readBuilder<Text>(
  code: Code,
  chain: Stretch,
  read: (argument: Stretch) => Text | undefined,
): readonly AddressPiece<Text>[] {
  const pieces: AddressPiece<Text>[] = [];
  for (const { name, bracket } of callsIn(code, chain)) {
    const texts = code.entriesIn(bracket).map((entry) => read(entry) ?? 'unknown');
    if (BASES.has(name)) pieces.push({ separator: '', text: texts[0] ?? 'unknown' });
    else if (RESETS.has(name)) {
      pieces.splice(
        0,
        pieces.length,
        { separator: '', text: 'unknown' },
        { separator: '/', text: texts[0] ?? 'unknown' },
      );
    } else if (PATHS.has(name)) pieces.push({ separator: '/', text: texts[0] ?? 'unknown' });
    else if (SEGMENTS.has(name)) pieces.push(...texts.map((text) => ({ separator: '/', text }) as const));
  }
  return pieces;
}

/** The calls of a chain, the one that it begins with included. */
function callsIn(code: Code, { first, last }: Stretch): readonly Segment[] {
  const { tokens } = code;
  let at = first;
  while (at < last && isWord(tokens[at]) && !isMark(tokens[at + 1], '(')) at += 2;
  const name = tokens[at];
  if (!isWord(name) || !isMark(tokens[at + 1], '(')) return [];
  const close = code.partnerOf(at + 1);
  return [{ name: name.text, at, bracket: at + 1 }, ...(close < 0 ? [] : callsAfter(code, close))];
}
