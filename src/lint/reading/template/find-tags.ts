import { isWebhookUrlVariable } from '../../../catalog/webhook-url-variables.ts';
import { classifyTag } from './classify-tag.ts';
import type { Tag, TagSigns } from './tag.ts';

/** Longer ones are none: what begins like a tag and never ends must not cost more time than other texts. */
const MAX_LENGTH = 2000;
/** Each of these is gone over, because they may be nested. */
const MAX_DOLLAR_LENGTH = 300;
/** Far more than any template has. */
const MAX_TAGS = 100_000;

const BEGINNING = /\{\{|\{%|\{#|<%|\$\{|__(?=[A-Z])/g;

/**
 * Every tag of a template language in a text, in order. They are found wherever they stand, as those languages do, which
 * know nothing of JSON; the variables that Jira fills into URLs of webhooks (`${issue.key}`) are not among them.
 * @returns undefined where there are more than {@link MAX_TAGS}
 */
export function findTags(text: string): readonly Tag[] | undefined {
  const tags: Tag[] = [];
  const beginnings = new RegExp(BEGINNING);
  const search = createSearch(text);
  for (let match = beginnings.exec(text); match !== null; match = beginnings.exec(text)) {
    const tag = readTag(text, match.index, match[0], search);
    if (tag === undefined) {
      // `{{{x}}: 1}` is a brace before a tag.
      beginnings.lastIndex = match.index + 1;
      continue;
    }
    if (tags.length === MAX_TAGS) return undefined;
    tags.push(tag);
    beginnings.lastIndex = tag.end;
  }
  return tags;
}

/** Offset of the next `wanted`; nothing is looked for twice. */
type Search = (wanted: string, from: number) => number;

function createSearch(text: string): Search {
  const found = new Map<string, { readonly from: number; readonly at: number }>();
  return (wanted, from) => {
    const known = found.get(wanted);
    if (known !== undefined && known.from <= from && (known.at === -1 || from <= known.at)) return known.at;
    const at = text.indexOf(wanted, from);
    found.set(wanted, { from, at });
    return at;
  };
}

function readTag(text: string, start: number, beginning: string, search: Search): Tag | undefined {
  switch (beginning) {
    case '{{':
      return readBraces(text, start, search);
    case '{%':
      return readBetween(text, start, 'percent', '%}', search);
    case '{#':
      return readHashComment(text, start, search);
    case '<%':
      // `<%%` writes `<%`.
      return text.startsWith('<%%', start) ? undefined : readBetween(text, start, 'angle', '%>', search);
    case '${':
      return readDollar(text, start, search);
    default:
      return readUnderscores(text, start);
  }
}

/** The comments of these languages may hold anything but their own end. */
const COMMENT = /\{\{[~-]?\s*(?:!--|\/\*)/y;

function readBraces(text: string, start: number, search: Search): Tag | undefined {
  COMMENT.lastIndex = start;
  const comment = COMMENT.exec(text)?.[0];
  if (comment !== undefined) {
    const close = search(comment.endsWith('--') ? '--' : '*/', start + comment.length);
    const end = close === -1 ? -1 : search('}}', close);
    return end === -1 ? undefined : toTag(text, 'braces', start, 2, end);
  }
  const end = search('}}', start + 2);
  if (end === -1 || end - start > MAX_LENGTH) return undefined;
  if (text.startsWith('{{{', start)) {
    return text.startsWith('}}}', end) ? toTag(text, 'braces', start, 3, end) : undefined;
  }
  return isNoExpression(text.slice(start + 2, end)) ? undefined : toTag(text, 'braces', start, 2, end);
}

/**
 * True for what stands between braces by chance: `{{"a": 1}}` is JSON with a brace too many, and in `{{ b", "c }}` each of
 * two texts has a pair of braces. In expressions, no quote that opens follows a letter.
 */
function isNoExpression(inside: string): boolean {
  if (/["']\s*:/.test(inside) && !inside.includes('?')) return true;
  const beforeQuotes = inside.split('"').slice(0, -1);
  return beforeQuotes.some((before, index) => index % 2 === 0 && /[\w.]$/.test(before));
}

/** @param size how many signs there are on each side */
function toTag(text: string, signs: TagSigns, start: number, size: number, close: number): Tag {
  const inside = text.slice(start + size, close);
  return { signs, start, end: close + size, ...classifyTag(signs, inside) };
}

function readBetween(
  text: string,
  start: number,
  signs: TagSigns,
  closing: string,
  search: Search,
): Tag | undefined {
  const close = search(closing, start + 2);
  if (close === -1 || close - start > MAX_LENGTH) return undefined;
  return toTag(text, signs, start, 2, close);
}

/** `{# … #}`; blanks are asked for, because `{#name}` is a variable of URI templates. */
function readHashComment(text: string, start: number, search: Search): Tag | undefined {
  if (!/^[\s-]/.test(text.slice(start + 2, start + 3))) return undefined;
  const close = search('#}', start + 2);
  if (close === -1 || close - start > MAX_LENGTH) return undefined;
  const expression = text.slice(start + 2, close).trim();
  return { signs: 'percent', kind: 'comment', start, end: close + 2, expression };
}

/** Values may be nested, as in `${a:${b}}`. */
function readDollar(text: string, start: number, search: Search): Tag | undefined {
  const close = search('}', start);
  const limit = Math.min(text.length, start + MAX_DOLLAR_LENGTH);
  if (close === -1 || close >= limit) return undefined;
  let depth = 0;
  for (let at = start; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === '\n' || character === '\r') return undefined;
    if (character === '{') depth += 1;
    if (character !== '}') continue;
    depth -= 1;
    if (depth > 0) continue;
    const expression = text.slice(start + 2, at).trim();
    if (expression === '' || isWebhookUrlVariable(expression)) return undefined;
    return { signs: 'dollar', kind: 'value', start, end: at + 1, expression };
  }
  return undefined;
}

const UNDERSCORES = /__([A-Z][A-Z0-9_]{0,100}?)__/y;

function readUnderscores(text: string, start: number): Tag | undefined {
  UNDERSCORES.lastIndex = start;
  const match = UNDERSCORES.exec(text);
  if (match === null) return undefined;
  const [written, expression = ''] = match;
  return { signs: 'underscores', kind: 'value', start, end: start + written.length, expression };
}
