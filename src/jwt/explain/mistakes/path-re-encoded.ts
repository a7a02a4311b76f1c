import { type Mistake, PAGES } from '../mistake.ts';
import { decodePercent, encodeComponent, encodeStrictly, escapeCharacter, upperEscapes } from '../text.ts';

/** The characters that Node's url.parse, and through it @atlassian/atlassian-jwt, escapes in a path. */
const ESCAPED_BY_URL_PARSE = /[ "'<>\\^`{|}]/g;

const WAYS: readonly { readonly detail: string; readonly rewrite: (path: string) => string }[] = [
  { detail: 'its escapes were written in upper case', rewrite: upperEscapes },
  { detail: 'each segment by RFC 3986', rewrite: (path) => perSegment(path, encodeStrictly) },
  { detail: 'each segment by encodeURIComponent', rewrite: (path) => perSegment(path, encodeComponent) },
  { detail: 'as a whole by encodeURI', rewrite: (path) => encodeURI(decodePercent(path).toWellFormed()) },
  { detail: 'as URL parsers of browsers do', rewrite: (path) => escapeRaw(path, /[^!-~]|["<>^`{}]/gu) },
  {
    detail: "as Node's url.parse does",
    rewrite: (path) => path.replace(ESCAPED_BY_URL_PARSE, escapeCharacter),
  },
];

export const pathReEncoded: Mistake = {
  title: 'the path was escaped anew',
  mend: 'Hash the path as it is sent, without decoding, escaping or tidying it.',
  link: PAGES.qsh,
  variants: ({ path }) =>
    WAYS.filter(({ rewrite }) => rewrite(path) !== path).map(({ detail, rewrite }) => ({
      detail,
      patch: (recipe) => ({ relativePath: (request) => rewrite(recipe.relativePath(request)) }),
    })),
};

function perSegment(path: string, encode: (text: string) => string): string {
  return path
    .split('/')
    .map((segment) => encode(decodePercent(segment)))
    .join('/');
}

function escapeRaw(path: string, characters: RegExp): string {
  return path.replace(characters, encodeComponent);
}
