import { randomUUID } from 'node:crypto';
import { childNamed, macroParameters, plainText, type StorageNode, writeStorage } from './storage-tree.ts';

/** A macro of a body, as the REST API gives it. */
export interface MacroInstance {
  readonly name: string;
  /** What stands in it: storage format, or plain text. */
  readonly body: string;
  readonly parameters: Readonly<Record<string, { readonly value: string }>>;
}

const ID = 'ac:macro-id';

/** The macro with the id, however deep it stands. */
export function findMacro(nodes: readonly StorageNode[], id: string): MacroInstance | undefined {
  for (const node of nodes) {
    if (node.kind === 'text') continue;
    if (node.name === 'ac:structured-macro' && node.attributes[ID] === id) {
      const rich = childNamed(node, 'ac:rich-text-body');
      const plain = childNamed(node, 'ac:plain-text-body');
      return {
        name: node.attributes['ac:name'] ?? '',
        body: rich === undefined ? plainText(plain?.children ?? []) : writeStorage(rich.children),
        parameters: Object.fromEntries(
          Object.entries(macroParameters(node)).map(([name, value]) => [name, { value }]),
        ),
      };
    }
    const inside = findMacro(node.children, id);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

const CDATA_OR_MACRO = /<!\[CDATA\[[\s\S]*?\]\]>|<ac:structured-macro(?=[\s/>])[^>]*>/g;

/** The body with an id at every macro that has none, as Confluence gives them when it is saved. The rest stays as it is. */
export function withMacroIds(body: string): string {
  return body.replace(CDATA_OR_MACRO, (found) =>
    found.startsWith('<![') || found.includes(`${ID}=`)
      ? found
      : found.replace('<ac:structured-macro', `<ac:structured-macro ${ID}="${randomUUID()}"`),
  );
}
