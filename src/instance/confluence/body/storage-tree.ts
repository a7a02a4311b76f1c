import { SaxesParser } from 'saxes';
import { Fault } from '../fault.ts';
import { HTML_ENTITIES } from './entities.ts';

/** A part of a body in the storage format, which is XHTML with elements of its own (`ac:`, `ri:`). */
export type StorageNode = StorageElement | { readonly kind: 'text'; readonly text: string };

export interface StorageElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly StorageNode[];
}

/** Deeper nesting is nobody's page, and would exhaust the stack of whoever walks over it. */
const MAX_DEPTH = 200;

interface OpenElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: StorageNode[];
}

/**
 * Reads a body in the storage format.
 * @throws {Fault} where it is not well formed, in Confluence's words and with the place
 */
export function parseStorage(body: string): readonly StorageNode[] {
  const root: OpenElement = { kind: 'element', name: '', attributes: {}, children: [] };
  const open: OpenElement[] = [root];
  const parser = new SaxesParser<{ readonly fragment: true; readonly xmlns: false }>({
    fragment: true,
    xmlns: false,
  });
  Object.assign(parser.ENTITIES, HTML_ENTITIES);
  let failure: string | undefined;
  const fail = (reason: string) => {
    failure ??= `Error parsing xhtml: ${reason}\n at [row,col {unknown-source}]: [${parser.line},${parser.column}]`;
  };
  const addText = (text: string) => {
    const children = open.at(-1)?.children;
    const last = children?.at(-1);
    if (last?.kind === 'text') children?.splice(-1, 1, { kind: 'text', text: last.text + text });
    else if (text !== '') children?.push({ kind: 'text', text });
  };
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '')));
  parser.on('opentag', ({ name, attributes }) => {
    const element: OpenElement = { kind: 'element', name, attributes: { ...attributes }, children: [] };
    if (open.length > MAX_DEPTH) fail('it is nested too deeply');
    else open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void (open.length > 1 && open.pop()));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(body).close();
  if (failure !== undefined) throw new Fault('invalid', failure);
  return root.children;
}

/** The tree as a body again: entities become the characters that they stand for. */
export function writeStorage(nodes: readonly StorageNode[]): string {
  return nodes.map(writeNode).join('');
}

function writeNode(node: StorageNode): string {
  if (node.kind === 'text') return escapeXml(node.text);
  const { name, attributes, children } = node;
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  if (children.length === 0) return `<${name}${written} />`;
  const inside = name === 'ac:plain-text-body' ? cdata(plainText(children)) : writeStorage(children);
  return `<${name}${written}>${inside}</${name}>`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The characters of the nodes, without any between them. */
export function plainText(nodes: readonly StorageNode[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : plainText(node.children))).join('');
}

const INLINE = new Set([
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'del',
  'code',
  'span',
  'sub',
  'sup',
  'small',
  'big',
]);

/** The words of a body, for search and excerpts: blocks are set apart by spaces, parameters of macros left out. */
export function searchableText(nodes: readonly StorageNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.name === 'ac:parameter') return '';
      const inside = searchableText(node.children);
      return INLINE.has(node.name) ? inside : ` ${inside} `;
    })
    .join('')
    .replace(/\s+/g, ' ');
}

/** The elements with one of the names. */
export function elementsNamed(
  nodes: readonly StorageNode[],
  ...names: readonly string[]
): readonly StorageElement[] {
  return nodes.flatMap((node) => (node.kind === 'element' && names.includes(node.name) ? [node] : []));
}

/** The first child with the name. */
export function childNamed({ children }: StorageElement, name: string): StorageElement | undefined {
  return elementsNamed(children, name)[0];
}

/** The parameters of a macro; what stands in no parameter has no name. */
export function macroParameters(macro: StorageElement): Readonly<Record<string, string>> {
  return Object.fromEntries(
    elementsNamed(macro.children, 'ac:parameter').map((child) => [
      child.attributes['ac:name'] ?? '',
      plainText(child.children),
    ]),
  );
}
