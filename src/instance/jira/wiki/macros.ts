import { isRecord } from '../../../core/json.ts';
import { type AdfNode, isAdfDocument } from '../adf.ts';
import { panelType } from './colours.ts';
import { paragraph, textNode, titleParagraph, withMark } from './nodes.ts';

/** The macros that have a body, each as the blocks that stand in its place. @param parse reads a body as markup */
export function macroNodes(
  name: string,
  attributes: string,
  body: string,
  parse: (text: string) => readonly AdfNode[],
): readonly AdfNode[] {
  switch (name) {
    case 'code':
      return codeNodes(readAttributes(attributes), body, (given) => ({ language: languageOf(given) }));
    case 'noformat':
      return codeNodes(readAttributes(attributes), body, () => ({}));
    case 'quote':
      return quoteNodes(parse(body));
    case 'panel':
      return panelNodes(readAttributes(attributes), parse(body));
    default:
      return adfNodes(body);
  }
}

type Attributes = ReadonlyMap<string, string>;

/** `java|title=a|borderStyle=solid`; of a name that is given twice the first counts. */
export function readAttributes(text: string, separator = '|'): Attributes {
  const pairs = text.split(separator).map((part): [string, string] => {
    const at = part.indexOf('=');
    return at === -1 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1)];
  });
  return new Map(pairs.toReversed());
}

function codeNodes(
  given: Attributes,
  body: string,
  attrsOf: (given: Attributes) => Record<string, string>,
): readonly AdfNode[] {
  const title = given.get('title');
  const code = body.trim();
  const attrs = attrsOf(given);
  const block: AdfNode = {
    type: 'codeBlock',
    ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
    ...(code === '' ? {} : { content: [textNode(code)] }),
  };
  return title ? [titleParagraph(title), block] : [block];
}

/** Languages that code blocks have; anything else is read as Java, the markup's own default. */
const LANGUAGES =
  'abap actionscript ada arduino autoit c c++ clojure coffeescript csharp css cuda d dart delphi elixir erlang fortran foxpro go groovy haskell haxe html java javascript json julia kotlin latex livescript lua mathematica matlab objective-c objective-j objectpascal ocaml octave perl php powershell prolog puppet python qml r racket restructuredtext ruby rust sass scala scheme shell smalltalk sql standardml swift tcl tex typescript vala vbnet verilog vhdl xml xquery'.split(
    ' ',
  );

function languageOf(given: Attributes): string {
  const names = new Set([...given.keys()].map((name) => name.toLowerCase()));
  if (names.has('objc')) return 'objective-c';
  return LANGUAGES.find((language) => names.has(language)) ?? 'java';
}

const IN_QUOTES = new Set([
  ...['paragraph', 'bulletList', 'orderedList', 'codeBlock', 'mediaSingle', 'mediaGroup'],
]);

/** Quotes hold no headings, which become emphasised lines; what they cannot hold at all stands between them. */
export function quoteNodes(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const content = nodes.map((node) => (node.type === 'heading' ? headingAsParagraph(node) : node));
  const quotes = wrapped(content, IN_QUOTES, (inside) => ({ type: 'blockquote', content: inside }));
  return quotes.length === 0 ? [{ type: 'blockquote', content: [paragraph([])] }] : quotes;
}

function headingAsParagraph({ attrs, content = [] }: AdfNode): AdfNode {
  const level = Number(attrs?.['level']);
  const marks = [
    ...(level <= 4 ? [{ type: 'strong' }] : []),
    ...(level === 2 || level === 5 ? [{ type: 'em' }] : []),
    ...(level > 3 ? [{ type: 'textColor', attrs: { color: '#97a0af' } }] : []),
  ];
  return paragraph(
    content.map((node) => {
      const text = level === 1 && node.text !== undefined ? { ...node, text: node.text.toUpperCase() } : node;
      return marks.reduce(withMark, text);
    }),
  );
}

const IN_PANELS = new Set(['paragraph', 'heading', 'bulletList', 'orderedList']);

function panelNodes(given: Attributes, nodes: readonly AdfNode[]): readonly AdfNode[] {
  const title = given.get('title');
  const attrs = { panelType: panelType(given.get('bgColor')) };
  const panel = (content: readonly AdfNode[]): AdfNode => ({ type: 'panel', attrs, content });
  const panels = wrapped(title ? [titleParagraph(title), ...nodes] : nodes, IN_PANELS, panel);
  return panels.some(({ type }) => type === 'panel') ? panels : [panel([paragraph([])]), ...panels];
}

/** Wraps what may be inside, run by run; the rest stays between. */
function wrapped(
  nodes: readonly AdfNode[],
  allowed: ReadonlySet<string>,
  wrap: (content: readonly AdfNode[]) => AdfNode,
): readonly AdfNode[] {
  const blocks: AdfNode[] = [];
  let run: AdfNode[] = [];
  for (const node of nodes) {
    if (allowed.has(node.type)) {
      run.push(node);
      continue;
    }
    if (run.length > 0) blocks.push(wrap(run));
    blocks.push(node);
    run = [];
  }
  return run.length > 0 ? [...blocks, wrap(run)] : blocks;
}

/** A node that markup has no words for, as JSON. */
function adfNodes(body: string): readonly AdfNode[] {
  const document = { type: 'doc', version: 1, content: [parsed(body)] };
  if (isAdfDocument(document)) {
    const [node] = document.content;
    if (node !== undefined && !STRUCTURE.has(node.type)) return [node];
  }
  return [{ type: 'codeBlock', content: [textNode(`Invalid ADF Macro: ${body}`)] }];
}

/** They stand in nodes of their own alone. */
const STRUCTURE = new Set(['doc', 'listItem', 'tableRow', 'tableCell', 'tableHeader', 'media', 'caption']);

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && !(value['type'] === 'text' && value['text'] === '') ? value : undefined;
  } catch {
    return undefined;
  }
}
