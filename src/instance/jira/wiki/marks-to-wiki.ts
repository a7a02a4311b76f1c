import type { AdfMark, AdfNode } from '../adf.ts';

/** Signs and macros around a text, from the inside out. */
const ORDER = ['em', 'strike', 'strong', 'subsup', 'underline', 'textColor', 'link', 'code'];

const SIGNS: Readonly<Record<string, string>> = { strike: '-', strong: '*', underline: '+' };

/** Beginnings of macros and mentions; a backslash makes them text. */
const MARKUP = /\{(?=adf|anchor|code|quote|noformat|panel|color|loremipsum)|\[(?=~)/gi;

/** A text with its marks. Signs that merely could be markup stay as they are, as Jira leaves them. */
export function textToWiki({ text = '', marks = [] }: AdfNode): string {
  const isCode = marks.some(({ type }) => type === 'code');
  return marks
    .toSorted((one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type))
    .reduce(withMark, isCode ? text : escapeText(text));
}

function escapeText(text: string): string {
  return text
    .replace(MARKUP, '\\$&')
    .replace(/(![^ !]+)(!)/g, '\\$1\\$2')
    .replace(/(\[\^[^ [\]]+)(\])/g, '\\$1\\$2');
}

function withMark(text: string, { type, attrs }: AdfMark): string {
  switch (type) {
    case 'em':
      return text.startsWith('— ') ? around(text.slice(2), '??') : around(text, '_');
    case 'subsup':
      return around(text, attrs?.['type'] === 'sub' ? '~' : '^');
    case 'textColor':
      return `{color:${String(attrs?.['color'])}}${text}{color}`;
    case 'link':
      return `[${text}|${String(attrs?.['href'])}]`;
    case 'code':
      return `{{${text}}}`;
    default: {
      const sign = Object.hasOwn(SIGNS, type) ? SIGNS[type] : undefined;
      return sign === undefined ? text : around(text, sign);
    }
  }
}

/** Signs stand at the words: spaces around them are left outside. */
function around(text: string, sign: string): string {
  const inside = text.trim();
  if (inside === '') return text;
  const start = text.indexOf(inside);
  return `${text.slice(0, start)}${sign}${inside}${sign}${text.slice(start + inside.length)}`;
}
