import { type Node, type ParseError, parseTree } from 'jsonc-parser';

/**
 * A descriptor under another address: `baseUrl`, and `links.self` where it lies below the old one. Everything else stays
 * as it is, byte for byte; so does a text that is no descriptor.
 * @param publicUrl replaces the origin; a path in it replaces the declared one as well
 */
export function withPublicUrl(text: string, publicUrl: URL): string {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  if (root?.type !== 'object' || errors.length > 0) return text;
  const bases = stringsAt(root, 'baseUrl');
  const declared = bases.at(-1)?.value;
  if (declared === undefined) return text;
  const selves = propertiesAt(root, 'links').flatMap((links) => stringsAt(links, 'self'));
  const edits = [
    ...bases.map((node) => ({ node, value: publicBaseUrl(declared, publicUrl) })),
    ...selves
      .filter(({ value }) => originOf(value) !== undefined && originOf(value) === originOf(declared))
      .map((node) => ({ node, value: `${publicUrl.origin}${pathOf(node.value)}` })),
  ];
  return edits
    .filter(({ node, value }) => node.value !== value)
    .toSorted((one, other) => other.node.offset - one.node.offset)
    .reduce(
      (result, { node: { offset, length }, value }) =>
        `${result.slice(0, offset)}${JSON.stringify(value)}${result.slice(offset + length)}`,
      text,
    );
}

/** The base URL that an add-on has behind a public address: its pages stay below the path that it expects them at. */
export function publicBaseUrl(declared: string, publicUrl: URL): string {
  if (publicUrl.pathname !== '/') return `${publicUrl.origin}${publicUrl.pathname.replace(/\/+$/, '')}`;
  const path = originOf(declared) === undefined ? '' : new URL(declared).pathname.replace(/\/+$/, '');
  return `${publicUrl.origin}${path}`;
}

/** The base URL that a descriptor declares. */
export function declaredBaseUrl(text: string): string | undefined {
  const root = parseTree(text, []);
  return root === undefined ? undefined : stringsAt(root, 'baseUrl').at(-1)?.value;
}

interface StringNode {
  readonly offset: number;
  readonly length: number;
  readonly value: string;
}

/** All of that name, for a JSON text may have several and readers take the last. */
function propertiesAt(node: Node, name: string): readonly Node[] {
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    return key?.value === name && value !== undefined ? [value] : [];
  });
}

function stringsAt(node: Node, name: string): readonly StringNode[] {
  return propertiesAt(node, name).flatMap(({ offset, length, value }) =>
    typeof value === 'string' ? [{ offset, length, value }] : [],
  );
}

function originOf(url: string): string | undefined {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).origin : undefined;
}

/** Path, query and fragment as they are written. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '');
}
