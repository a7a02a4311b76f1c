import { findPlaceholders } from '../../descriptor/placeholders.ts';

/** A variable in single braces, as the products replace them in URLs. */
export interface VariableView {
  /** What is between the braces, as it is written. */
  readonly name: string;
  /** True for `${issue.key}`, the form of webhooks; only for names that Jira fills in there. */
  readonly hasDollar: boolean;
  readonly part: 'path' | 'query' | 'fragment';
  /** True for a whole segment of the path or the whole value of a parameter. */
  readonly isWhole: boolean;
}

/** Stands for each character of a placeholder, of which nobody knows what it will be. */
const UNKNOWN = '\u{fffd}';

/** Servers take no longer addresses; what is longer is none, and not worth the time. */
const MAX_LENGTH = 8192;

/** The variables of a URL, in order. What a server fills in by itself is passed over. */
export function findVariables(url: string): readonly VariableView[] {
  if (url.length > MAX_LENGTH) return [];
  const text = maskPlaceholders(url);
  const queryStart = startOf(text, /[?#]/);
  const fragmentStart = startOf(text, /#/);
  return Array.from(text.matchAll(/(\$?)\{([^{}]*)\}/g), ({ 0: whole, 1: dollar, 2: name = '', index }) => {
    const part = index > fragmentStart ? 'fragment' : index > queryStart ? 'query' : 'path';
    const before = text[index - 1];
    const after = text[index + whole.length];
    const isWhole = isBoundary(before, part, BEFORE) && isBoundary(after, part, AFTER);
    return { name, hasDollar: dollar === '$', part, isWhole };
  });
}

export interface ParameterView {
  readonly name: string;
  readonly value: string;
}

/** The parameters of a URL as they are written, in order; those whose names a server fills in are left out. */
export function findParameters(url: string): readonly ParameterView[] {
  if (url.length > MAX_LENGTH) return [];
  const text = maskPlaceholders(url).split('#', 1)[0] ?? '';
  const queryStart = text.indexOf('?');
  if (queryStart === -1) return [];
  return text
    .slice(queryStart + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('=') };
    })
    .filter(({ name }) => !name.includes(UNKNOWN));
}

/** The same text with a character of no meaning for each one of a placeholder. */
function maskPlaceholders(text: string): string {
  let masked = '';
  let end = 0;
  for (const { text: placeholder, offset } of findPlaceholders(text)) {
    masked += text.slice(end, offset) + UNKNOWN.repeat(placeholder.length);
    end = offset + placeholder.length;
  }
  return masked + text.slice(end);
}

function startOf(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index === -1 ? Number.POSITIVE_INFINITY : index;
}

const BEFORE = { path: '/', query: '=', fragment: '' } as const;
const AFTER = { path: '/?#', query: '&#', fragment: '' } as const;

/** Next to the end of the text, or to what nobody knows yet, anything may stand. */
function isBoundary(
  character: string | undefined,
  part: VariableView['part'],
  allowed: Readonly<Record<VariableView['part'], string>>,
): boolean {
  return character === undefined || character === UNKNOWN || allowed[part].includes(character);
}
