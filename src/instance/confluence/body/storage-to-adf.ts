import type { Json } from '../../../core/json.ts';
import { notEmulated } from '../fault.ts';
import { type AdfMark, type AdfNode, MACRO_EXTENSION, PANEL_TYPES } from './adf-types.ts';
import {
  childNamed,
  elementsNamed,
  macroParameters,
  plainText,
  type StorageElement,
  type StorageNode,
} from './storage-tree.ts';

/** What the format says of a person that is mentioned. */
export type DisplayName = (accountId: string) => string | undefined;

const MARKS: Readonly<Record<string, AdfMark>> = {
  strong: { type: 'strong' },
  b: { type: 'strong' },
  em: { type: 'em' },
  i: { type: 'em' },
  u: { type: 'underline' },
  s: { type: 'strike' },
  del: { type: 'strike' },
  code: { type: 'code' },
  sub: { type: 'subsup', attrs: { type: 'sub' } },
  sup: { type: 'subsup', attrs: { type: 'sup' } },
};
const WRAPPERS: Readonly<Record<string, string>> = {
  ul: 'bulletList',
  ol: 'orderedList',
  blockquote: 'blockquote',
};
const TRANSPARENT = new Set([
  'div',
  'ac:layout',
  'ac:layout-section',
  'ac:layout-cell',
  'tbody',
  'thead',
  'tfoot',
]);

/**
 * A body in the Atlassian Document Format: the elements that pages are made of, and macros as extensions.
 * @throws {Fault} naming an element that is not converted
 */
export function storageToAdf(
  nodes: readonly StorageNode[],
  displayName: DisplayName,
): AdfNode & { version: 1 } {
  return { type: 'doc', version: 1, content: new Converter(displayName).blocks(nodes) };
}

class Converter {
  readonly #displayName: DisplayName;

  constructor(displayName: DisplayName) {
    this.#displayName = displayName;
  }

  /** Inline nodes between blocks become paragraphs. */
  blocks(nodes: readonly StorageNode[]): readonly AdfNode[] {
    const blocks: AdfNode[] = [];
    let loose: AdfNode[] = [];
    const flush = () => {
      if (loose.some((node) => node.type !== 'text' || /\S/.test(node.text ?? ''))) {
        blocks.push({ type: 'paragraph', content: loose });
      }
      loose = [];
    };
    for (const node of nodes) {
      const block = node.kind === 'element' ? this.#block(node) : undefined;
      if (block === undefined) loose.push(...this.#inline(node, []));
      else {
        flush();
        blocks.push(...block);
      }
    }
    flush();
    return blocks;
  }

  /** Undefined for what stands inside of a paragraph. */
  #block(element: StorageElement): readonly AdfNode[] | undefined {
    const { name, children } = element;
    const wrapper = WRAPPERS[name];
    if (wrapper !== undefined) return [{ type: wrapper, content: this.#inner(element) }];
    if (TRANSPARENT.has(name)) return this.blocks(children);
    if (/^h[1-6]$/.test(name)) {
      return [
        { type: 'heading', attrs: { level: Number(name.slice(1)) }, content: this.#inlines(children, []) },
      ];
    }
    switch (name) {
      case 'p':
        return [{ type: 'paragraph', content: this.#inlines(children, []) }];
      case 'hr':
        return [{ type: 'rule' }];
      case 'pre':
        return [codeBlock(plainText(children), undefined)];
      case 'table':
        return [
          {
            type: 'table',
            attrs: { isNumberColumnEnabled: false, layout: 'default' },
            content: this.#rows(children),
          },
        ];
      case 'ac:task-list':
        return [this.#taskList(element)];
      case 'ac:structured-macro':
        return this.#macro(element);
      case 'ac:image':
        throw notEmulated('images in atlas_doc_format (ac:image)');
      default:
        return undefined;
    }
  }

  /** Items of lists; their text stands in paragraphs. */
  #inner({ name, children }: StorageElement): readonly AdfNode[] {
    if (name === 'blockquote') return this.blocks(children);
    return elementsNamed(children, 'li').map((item) => ({
      type: 'listItem',
      content: this.blocks(item.children),
    }));
  }

  #rows(nodes: readonly StorageNode[]): readonly AdfNode[] {
    return elementsNamed(nodes, 'thead', 'tbody', 'tfoot', 'tr').flatMap((node): readonly AdfNode[] => {
      if (node.name !== 'tr') return this.#rows(node.children);
      const cells = elementsNamed(node.children, 'td', 'th');
      return [{ type: 'tableRow', content: cells.map((cell) => this.#cell(cell)) }];
    });
  }

  #cell({ name, attributes, children }: StorageElement): AdfNode {
    const spans: Record<string, Json> = {};
    for (const span of ['colspan', 'rowspan']) {
      const count = Number(attributes[span] ?? 1);
      if (count > 1) spans[span] = count;
    }
    const content = this.blocks(children);
    return {
      type: name === 'th' ? 'tableHeader' : 'tableCell',
      attrs: spans,
      content: content.length === 0 ? [{ type: 'paragraph', content: [] }] : content,
    };
  }

  #taskList({ children }: StorageElement): AdfNode {
    const items = elementsNamed(children, 'ac:task').map((task, index): AdfNode => {
      const text = (name: string) => plainText(childNamed(task, name)?.children ?? []).trim();
      const id = text('ac:task-id') || String(index + 1);
      return {
        type: 'taskItem',
        attrs: { localId: id, state: text('ac:task-status') === 'complete' ? 'DONE' : 'TODO' },
        content: this.#inlines(childNamed(task, 'ac:task-body')?.children ?? [], []),
      };
    });
    return { type: 'taskList', attrs: { localId: 'tasks' }, content: items };
  }

  #macro(macro: StorageElement): readonly AdfNode[] | undefined {
    const name = macro.attributes['ac:name'] ?? '';
    const parameters = macroParameters(macro);
    const rich = childNamed(macro, 'ac:rich-text-body');
    const plain = childNamed(macro, 'ac:plain-text-body');
    const panelType = PANEL_TYPES[name];
    if (panelType !== undefined && rich !== undefined) {
      return [{ type: 'panel', attrs: { panelType }, content: this.blocks(rich.children) }];
    }
    if (name === 'code') return [codeBlock(plainText(plain?.children ?? []), parameters['language'])];
    if (name === 'expand' && rich !== undefined) {
      return [
        { type: 'expand', attrs: { title: parameters['title'] ?? '' }, content: this.blocks(rich.children) },
      ];
    }
    if (name === 'status') return undefined;
    if (plain !== undefined) throw notEmulated(`the macro ${name} in atlas_doc_format`);
    const attrs = extensionAttributes(name, parameters);
    return rich === undefined
      ? [{ type: 'extension', attrs }]
      : [{ type: 'bodiedExtension', attrs, content: this.blocks(rich.children) }];
  }

  #inlines(nodes: readonly StorageNode[], marks: readonly AdfMark[]): readonly AdfNode[] {
    return nodes.flatMap((node) => this.#inline(node, marks));
  }

  #inline(node: StorageNode, marks: readonly AdfMark[]): readonly AdfNode[] {
    if (node.kind === 'text') {
      const text = node.text.replace(/[ \t\r\n]+/g, ' ');
      return text === '' ? [] : [{ type: 'text', text, ...(marks.length === 0 ? {} : { marks }) }];
    }
    const mark = MARKS[node.name];
    if (mark !== undefined) return this.#inlines(node.children, [...marks, mark]);
    switch (node.name) {
      case 'br':
        return [{ type: 'hardBreak' }];
      case 'span':
      case 'small':
      case 'p':
      case 'ac:inline-comment-marker':
        return this.#inlines(node.children, marks);
      case 'a':
        return this.#inlines(node.children, [
          ...marks,
          { type: 'link', attrs: { href: node.attributes['href'] ?? '' } },
        ]);
      case 'time':
        return [
          { type: 'date', attrs: { timestamp: String(Date.parse(node.attributes['datetime'] ?? '')) } },
        ];
      case 'ac:link':
        return [this.#link(node)];
      case 'ac:emoticon':
        return [
          {
            type: 'emoji',
            attrs: {
              shortName: node.attributes['ac:emoji-shortname'] ?? `:${node.attributes['ac:name'] ?? ''}:`,
            },
          },
        ];
      case 'ac:structured-macro':
        return [statusOrInlineMacro(node)];
      default:
        throw notEmulated(`the element ${node.name} in atlas_doc_format`);
    }
  }

  #link(link: StorageElement): AdfNode {
    const account = childNamed(link, 'ri:user')?.attributes['ri:account-id'];
    if (account === undefined) throw notEmulated('links to pages and files in atlas_doc_format (ac:link)');
    return { type: 'mention', attrs: { id: account, text: `@${this.#displayName(account) ?? account}` } };
  }
}

function statusOrInlineMacro(macro: StorageElement): AdfNode {
  const name = macro.attributes['ac:name'] ?? '';
  const parameters = macroParameters(macro);
  if (name === 'status') {
    const color = (parameters['colour'] ?? 'neutral').toLowerCase();
    return {
      type: 'status',
      attrs: { text: parameters['title'] ?? '', color: color === 'grey' ? 'neutral' : color },
    };
  }
  return { type: 'inlineExtension', attrs: extensionAttributes(name, parameters) };
}

function extensionAttributes(name: string, parameters: Readonly<Record<string, string>>) {
  const macroParams = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }]));
  return { extensionType: MACRO_EXTENSION, extensionKey: name, parameters: { macroParams } };
}

function codeBlock(text: string, language: string | undefined): AdfNode {
  const content = text === '' ? [] : [{ type: 'text', text }];
  return { type: 'codeBlock', attrs: language === undefined ? {} : { language }, content };
}
