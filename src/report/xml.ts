/** Just enough of XML 1.0 to write reports. */

export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** Elements, or one text. */
  readonly content?: readonly XmlElement[] | string;
}

/** The element as a document, two spaces a level. A text stands in its element as it is. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, '')}\n`;
}

function renderElement({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  const opening = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return `${opening}/>`;
  if (typeof content === 'string') return `${opening}>${escapeText(content)}</${name}>`;
  const children = content.map((child) => renderElement(child, `${indent}  `));
  return [`${opening}>`, ...children, `${indent}</${name}>`].join('\n');
}

function escapeText(text: string): string {
  // Parsers turn a raw carriage return into a line feed.
  return escapeMarkup(text).replaceAll('\r', '&#13;');
}

function escapeAttribute(value: string | number): string {
  // Parsers turn raw white space in attributes into blanks.
  return escapeMarkup(String(value))
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function escapeMarkup(text: string): string {
  return replaceForbidden(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** XML 1.0 has no way to write most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
function replaceForbidden(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
