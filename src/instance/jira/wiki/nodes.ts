import type { AdfMark, AdfNode } from '../adf.ts';

/** The nodes that texts are made into, with what has to hold of all of them. */

export const HARD_BREAK: AdfNode = { type: 'hardBreak' };

const INLINE = new Set([
  'text',
  'hardBreak',
  'emoji',
  'mention',
  'inlineCard',
  'status',
  'date',
  'mediaInline',
  'inlineExtension',
  'placeholder',
]);

export function isInline({ type }: AdfNode): boolean {
  return INLINE.has(type);
}

/** Marks in one order, so that the same text is always the same document. */
const MARK_ORDER = ['link', 'em', 'strong', 'strike', 'subsup', 'underline', 'textColor', 'code'];

/** The node with one more mark; code takes no others, and nothing has the same mark twice. */
export function withMark(node: AdfNode, mark: AdfMark): AdfNode {
  const marks = node.marks ?? [];
  if (node.type !== 'text' || marks.some(({ type }) => type === mark.type || type === 'code')) return node;
  const all = [...marks, mark];
  return { ...node, marks: all.toSorted((a, b) => rank(a) - rank(b)) };
}

function rank({ type }: AdfMark): number {
  return MARK_ORDER.indexOf(type);
}

export function textNode(text: string, marks: readonly AdfMark[] = []): AdfNode {
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
}

export function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content };
}

/** Adds to a list; a call with as many arguments as a long text has nodes would not fit on the stack. */
export function append(list: AdfNode[], more: readonly AdfNode[]): void {
  for (const node of more) list.push(node);
}

/** A title that a macro has, as the paragraph before its content. */
export function titleParagraph(title: string): AdfNode {
  return paragraph([textNode(title, [{ type: 'strong' }])]);
}

/** Texts that follow each other and look the same are one. */
export function joinTexts(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const joined: { node: AdfNode; marks: string; texts: string[] }[] = [];
  for (const node of nodes) {
    if (node.text === '') continue;
    const marks = JSON.stringify(node.marks ?? []);
    const last = joined.at(-1);
    if (node.type === 'text' && last?.node.type === 'text' && last.marks === marks) {
      last.texts.push(node.text ?? '');
    } else {
      joined.push({ node, marks, texts: [node.text ?? ''] });
    }
  }
  return joined.map(({ node, texts }) => (node.type === 'text' ? { ...node, text: texts.join('') } : node));
}

/** What stands in a line becomes paragraphs between the blocks; line ends beside a block say nothing. */
export function asBlocks(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const blocks: AdfNode[] = [];
  let run: AdfNode[] = [];
  const close = () => {
    const content = trimmed(joinTexts(run));
    if (content.length > 0) blocks.push(paragraph(content));
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) {
      run.push(node);
      continue;
    }
    close();
    blocks.push(node);
  }
  close();
  return blocks;
}

function trimmed(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const says = ({ type, text }: AdfNode) => type !== 'hardBreak' && !(type === 'text' && text?.trim() === '');
  const first = nodes.findIndex(says);
  if (first === -1) return [];
  const start = nodes.findIndex(({ type }) => type !== 'hardBreak');
  const end = nodes.findLastIndex(({ type }) => type !== 'hardBreak');
  return nodes.slice(start, end + 1);
}
