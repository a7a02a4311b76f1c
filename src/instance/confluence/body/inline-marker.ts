import { parseStorage, plainText, type StorageNode, writeStorage } from './storage-tree.ts';

export interface MarkedBody {
  /** How often the text stands in the body. */
  readonly count: number;
  /** The body with the mark around one of them; undefined where it cannot be put there. */
  readonly body: string | undefined;
}

const MARKER = 'ac:inline-comment-marker';

/**
 * Puts the mark of an inline comment around a text of a body, as Confluence does.
 * @param index of the occurrence, from 0
 */
export function markSelection(body: string, selection: string, index: number, ref: string): MarkedBody {
  const nodes = parseStorage(body);
  const count = plainText(nodes).split(selection).length - 1;
  const state = { left: index };
  const marked = nodes.flatMap((node) => mark(node, selection, ref, state));
  // A text that goes over the borders of elements would need several marks.
  return { count, body: state.left < 0 ? writeStorage(marked) : undefined };
}

function mark(
  node: StorageNode,
  selection: string,
  ref: string,
  state: { left: number },
): readonly StorageNode[] {
  if (state.left < 0) return [node];
  if (node.kind === 'element') {
    return [{ ...node, children: node.children.flatMap((child) => mark(child, selection, ref, state)) }];
  }
  for (
    let at = node.text.indexOf(selection);
    at >= 0;
    at = node.text.indexOf(selection, at + selection.length)
  ) {
    state.left -= 1;
    if (state.left < 0) {
      const text = (part: string): readonly StorageNode[] =>
        part === '' ? [] : [{ kind: 'text', text: part }];
      return [
        ...text(node.text.slice(0, at)),
        { kind: 'element', name: MARKER, attributes: { 'ac:ref': ref }, children: text(selection) },
        ...text(node.text.slice(at + selection.length)),
      ];
    }
  }
  return [node];
}
