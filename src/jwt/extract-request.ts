import { isCurlCommand, splitCurlCommand } from './curl-words.ts';

/** A request as far as its hash goes. */
export interface ExtractedRequest {
  readonly method: string;
  readonly url: string;
}

const URL_WITH_TOKEN =
  /^(?:https?:\/\/[^/?#\s]+)?\/\S*[?&]jwt=\S+$|^https?:\/\/[^/?#\s]+\?(?:\S*&)?jwt=\S+$/i;
/** Options of curl that send a body, and so make a POST. */
const BODY = /^(?:-d|-F|--data|--data-(?:raw|binary|ascii|urlencode)|--json|--form|--form-string)$/;
/** Short options that take a value, and long ones that take none. */
const SHORT_WITH_VALUE = /[AbcdeEFHKmoTuwxXyYz]/;
const LONG_ALONE =
  /^--(?:compressed|fail|get|globoff|head|http[\d.]+|include|insecure|location|path-as-is|show-error|silent|verbose)$/;

/**
 * The request that a text describes which also carries a token: a URL with a `jwt` parameter, which is opened with GET, or
 * a curl command. Undefined for others, and for commands that leave open what is sent.
 */
export function extractRequest(text: string): ExtractedRequest | undefined {
  if (isCurlCommand(text)) return readCurl(splitCurlCommand(text).slice(1));
  const unquoted = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return URL_WITH_TOKEN.test(unquoted) ? { method: 'GET', url: unquoted } : undefined;
}

function readCurl(words: readonly string[]): ExtractedRequest | undefined {
  const options = readCurlOptions(words);
  const values = (...names: readonly string[]) =>
    options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
  const has = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
  const [url, another] = values('--url').filter((one) => /^https?:\/\//i.test(one));
  // With -G, the body becomes a part of the URL.
  if (url === undefined || another !== undefined || has('-G', '--get')) return undefined;
  const usual = options.some(({ name }) => BODY.test(name)) ? 'POST' : has('-I', '--head') ? 'HEAD' : 'GET';
  return { method: (values('-X', '--request').at(-1) ?? usual).toUpperCase(), url };
}

export interface CurlOption {
  readonly name: string;
  readonly value?: string | undefined;
}

/** The options of a curl command; a word that is none is a URL. */
export function readCurlOptions(words: readonly string[]): readonly CurlOption[] {
  const options: CurlOption[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const read = readOption(word);
    if (read.takesNext) index += 1;
    options.push(...read.alone, { ...read.last, ...(read.takesNext && { value: words[index] }) });
  }
  return options;
}

interface ReadOption {
  /** Options without values that stand before, in the same word. */
  readonly alone: readonly CurlOption[];
  readonly last: CurlOption;
  readonly takesNext: boolean;
}

function readOption(word: string): ReadOption {
  if (!word.startsWith('-')) return { alone: [], last: { name: '--url', value: word }, takesNext: false };
  if (word.startsWith('--')) {
    const [, name = word, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    return { alone: [], last: { name, value }, takesNext: value === undefined && !LONG_ALONE.test(name) };
  }
  const letters = word.slice(1);
  const at = letters.search(SHORT_WITH_VALUE);
  const end = at === -1 ? letters.length - 1 : at;
  const value = letters.slice(end + 1);
  return {
    alone: [...letters.slice(0, end)].map((letter) => ({ name: `-${letter}` })),
    last: { name: `-${letters[end] ?? ''}`, ...(value !== '' && { value }) },
    takesNext: at !== -1 && value === '',
  };
}
