import { isDeeperThan, isRecord } from '../../core/json.ts';

/**
 * Atlassian Document Format: what rich text fields hold in version 3 of the REST API.
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

export interface AdfMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly AdfMark[];
  readonly content?: readonly AdfNode[];
}

/** No document of people comes near it; far deeper ones exhaust the stack of whoever walks them. */
const MAX_DEPTH = 200;

/** True for a document whose nodes all have the form of ADF; which nodes may stand where is not checked. */
export function isAdfDocument(value: unknown): value is AdfDocument {
  return (
    isRecord(value) &&
    value['type'] === 'doc' &&
    value['version'] === 1 &&
    Array.isArray(value['content']) &&
    !isDeeperThan(value, MAX_DEPTH) &&
    value['content'].every(isAdfNode)
  );
}

function isAdfNode(value: unknown): value is AdfNode {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  const { text, content, marks, attrs } = value;
  return (
    (text === undefined || typeof text === 'string') &&
    (attrs === undefined || isRecord(attrs)) &&
    (marks === undefined || (Array.isArray(marks) && marks.every(isMark))) &&
    (content === undefined || (Array.isArray(content) && content.every(isAdfNode)))
  );
}

function isMark(value: unknown): boolean {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  return value['attrs'] === undefined || isRecord(value['attrs']);
}

/** One paragraph for each block of lines; line ends inside a block become hard breaks. */
export function textToAdf(text: string): AdfDocument {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '');
  return { type: 'doc', version: 1, content: blocks.map(paragraph) };
}

function paragraph(block: string): AdfNode {
  const lines = block.split('\n');
  return {
    type: 'paragraph',
    content: lines.flatMap((line, index): AdfNode[] => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ]),
  };
}

/** The words of a document, blocks separated by empty lines. */
export function adfToText(document: AdfDocument | null): string {
  return document === null ? '' : document.content.map(nodeToText).join('\n\n').trim();
}

function nodeToText(node: AdfNode): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  const inline = INLINE_TEXTS.map((name) => node.attrs?.[name]).find((text) => typeof text === 'string');
  // Markup says whom, not what they are called.
  if (node.type === 'mention' && inline === undefined) return `@${String(node.attrs?.['id'])}`;
  if (node.content === undefined) return typeof inline === 'string' ? inline : '';
  const parts = node.content.map(nodeToText);
  if (node.type === 'bulletList') return parts.map((part) => `* ${part}`).join('\n');
  if (node.type === 'orderedList') return parts.map((part, index) => `${index + 1}. ${part}`).join('\n');
  return parts.join(node.content.some(isBlock) ? '\n' : '');
}

function isBlock({ type }: AdfNode): boolean {
  return Object.hasOwn(BLOCKS, type) || BLOCKS_WITHOUT_TAG.has(type);
}

/** Where leaves such as mentions, emoji, statuses and cards keep what people read. */
const INLINE_TEXTS = ['text', 'shortName', 'url'] as const;
const BLOCKS_WITHOUT_TAG = new Set(['heading', 'panel', 'expand']);
const BLOCKS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  codeBlock: 'pre',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
};
const MARKS: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  code: 'code',
  underline: 'u',
  strike: 's',
};

/** The document as HTML with every text escaped; nodes without a plain counterpart show their content. */
export function adfToHtml(document: AdfDocument | null): string {
  return document === null ? '' : document.content.map(nodeToHtml).join('');
}

function nodeToHtml(node: AdfNode): string {
  if (node.type === 'text') return (node.marks ?? []).reduce(markToHtml, escapeHtml(node.text ?? ''));
  if (node.type === 'hardBreak') return '<br>';
  if (node.type === 'rule') return '<hr>';
  const inner =
    node.content === undefined ? escapeHtml(nodeToText(node)) : node.content.map(nodeToHtml).join('');
  const tag = node.type === 'heading' ? headingTag(node) : tagOf(BLOCKS, node.type);
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
}

/** Types come from outside: names that every object has are no types. */
function tagOf(tags: Readonly<Record<string, string>>, type: string): string | undefined {
  return Object.hasOwn(tags, type) ? tags[type] : undefined;
}

function headingTag(node: AdfNode): string {
  const level = Number(node.attrs?.['level']);
  return level >= 1 && level <= 6 ? `h${Math.trunc(level)}` : 'h3';
}

function markToHtml(html: string, mark: NonNullable<AdfNode['marks']>[number]): string {
  const href = mark.attrs?.['href'];
  if (mark.type === 'link' && typeof href === 'string' && /^(?:https?:|mailto:|\/)/i.test(href)) {
    return `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${html}</a>`;
  }
  if (mark.type === 'subsup') {
    const tag = mark.attrs?.['type'] === 'sub' ? 'sub' : 'sup';
    return `<${tag}>${html}</${tag}>`;
  }
  const tag = tagOf(MARKS, mark.type);
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
