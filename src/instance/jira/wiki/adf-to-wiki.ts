import type { AdfDocument, AdfNode } from '../adf.ts';
import { panelColour } from './colours.ts';
import { emojiToWiki } from './emoticons.ts';
import { textToWiki } from './marks-to-wiki.ts';
import { isInline } from './nodes.ts';

/**
 * The wiki markup that Jira writes for a document, as version 2 of its REST API and webhooks give it. Nodes that markup has no
 * words for are written as JSON in an `{adf}` macro, so that nothing is lost.
 */
export function adfToWiki(document: AdfDocument | null): string {
  return document === null ? '' : blocksToWiki(document.content, '\n\n');
}

function blocksToWiki(nodes: readonly AdfNode[] | undefined, between: string): string {
  return (nodes ?? []).map(nodeToWiki).join(between);
}

type Writer = (node: AdfNode) => string | undefined;

/** Undefined where a node has something that markup does not have. */
const WRITERS: Readonly<Record<string, Writer>> = {
  text: textToWiki,
  hardBreak: () => '\n',
  paragraph: inside,
  caption: inside,
  heading: (node) => `h${headingLevel(node)}. ${inside(node)}`,
  blockquote: ({ content }) => `{quote}${blocksToWiki(content, '\n\n')}{quote}`,
  panel: ({ attrs, content }) =>
    `{panel:bgColor=${panelColour(attrs?.['panelType'])}}\n${blocksToWiki(content, '\n\n')}\n{panel}`,
  expand: ({ attrs, content }) => `*${attribute(attrs, 'title') ?? ''}*\n\n${blocksToWiki(content, '\n')}`,
  rule: () => '----',
  codeBlock,
  bulletList: (node) => listToWiki(node, '*'),
  orderedList: (node) => listToWiki(node, '#'),
  taskList: (node) => tasksToWiki(node, '*'),
  decisionList: ({ content }) => (content ?? []).map((node) => `* <> ${inside(node)}`).join('\n'),
  table: tableToWiki,
  mediaSingle: ({ attrs, content }) => mediaToWiki(content, attribute(attrs, 'width')),
  mediaGroup: ({ content }) => filesToWiki(content),
  mediaInline: ({ attrs }) => named(attrs, 'id', (id) => `[^${id}]`),
  emoji: emojiToWiki,
  mention: ({ attrs }) => named(attrs, 'id', (id) => `[~accountid:${id.replace(/^accountid:/i, '')}]`),
  date: ({ attrs }) => dateToWiki(attrs?.['timestamp']),
  status: ({ attrs }) =>
    `{color:${statusColour(attrs)}}*[ ${(attribute(attrs, 'text') ?? '').toUpperCase()} ]*{color}`,
  inlineCard: ({ attrs }) =>
    named(attrs, 'url', (url) => {
      const key = /#icft=([A-Z][A-Z]+-[0-9]+)/.exec(url)?.[1];
      return key === undefined ? `[${url}|${url}|smart-link]` : `[${key}]`;
    }),
  blockCard: ({ attrs }) => named(attrs, 'url', (url) => `[${url}|${url}|smart-card]`),
  embedCard: ({ attrs }) => named(attrs, 'url', (url) => `[${url}|${url}|smart-embed]`),
};

function nodeToWiki(node: AdfNode): string {
  const write = Object.hasOwn(WRITERS, node.type) ? WRITERS[node.type] : undefined;
  return write?.(node) ?? asJson(node);
}

function asJson(node: AdfNode): string {
  const json = JSON.stringify(node);
  return isInline(node) ? `{adf:display=inline}${json}{adf}` : `{adf:display=block}\n${json}\n{adf}`;
}

function inside({ content }: AdfNode): string {
  return blocksToWiki(content, '');
}

function headingLevel({ attrs }: AdfNode): number {
  const level = Number(attrs?.['level']);
  return level >= 1 && level <= 6 ? Math.trunc(level) : 3;
}

/** Languages that the markup colours; blocks in any other are written without one. */
const LANGUAGES = new Set(
  'actionscript ada applescript bash c c# c++ cpp css erlang go groovy haskell html java javascript js json lua none nyan objc perl php python r rainbow ruby scala sh sql swift visualbasic xml yaml'.split(
    ' ',
  ),
);

function codeBlock({ attrs, content }: AdfNode): string {
  const code = (content ?? []).map(({ text }) => text ?? '').join('');
  const language = attribute(attrs, 'language') ?? '';
  return LANGUAGES.has(language) ? `{code:${language}}${code}{code}` : `{noformat}${code}{noformat}`;
}

function listToWiki({ content }: AdfNode, signs: string): string {
  return (content ?? []).map((item) => itemToWiki(item, signs)).join('\n');
}

function itemToWiki({ content = [] }: AdfNode, signs: string): string {
  const lines: string[] = [];
  let run: string[] = [];
  const close = () => {
    if (run.length > 0) lines.push(`${signs} ${run.join('\n')}`);
    run = [];
  };
  for (const node of content) {
    if (node.type === 'bulletList' || node.type === 'orderedList' || node.type === 'taskList') {
      close();
      const deeper = `${signs}${node.type === 'orderedList' ? '#' : '*'}`;
      lines.push(node.type === 'taskList' ? tasksToWiki(node, deeper) : listToWiki(node, deeper));
    } else {
      run.push(nodeToWiki(node));
    }
  }
  close();
  return lines.join('\n');
}

/** What is done is struck through. */
function tasksToWiki({ content = [] }: AdfNode, signs: string): string {
  return content
    .map((item) => {
      if (item.type === 'taskList') return tasksToWiki(item, `${signs}*`);
      const text = inside(item);
      return item.attrs?.['state'] === 'DONE' ? `${signs} -${text}-` : `${signs} ${text}`;
    })
    .join('\n');
}

/** Markup has no cells that span others. */
function tableToWiki({ content = [] }: AdfNode): string | undefined {
  const rows = content.map(({ content: cells = [] }) => cells);
  if (rows.flat().some(({ attrs }) => spans(attrs?.['colspan']) || spans(attrs?.['rowspan'])))
    return undefined;
  return rows
    .map((cells) => {
      const bars = (cell: AdfNode | undefined) => (cell?.type === 'tableHeader' ? '||' : '|');
      return `${cells.map((cell) => `${bars(cell)}${cellToWiki(cell)}`).join('')}${bars(cells.at(-1))}`;
    })
    .join('\n');
}

function spans(value: unknown): boolean {
  return value !== undefined && value !== 1;
}

function cellToWiki({ content }: AdfNode): string {
  return blocksToWiki(content, '\n').trim() || ' ';
}

function filesToWiki(content: readonly AdfNode[] | undefined): string {
  return (content ?? [])
    .map((node) =>
      attribute(node.attrs, 'type') === 'external'
        ? imageToWiki(node, undefined)
        : (named(node.attrs, 'id', (id) => `[^${id}]`) ?? asJson(node)),
    )
    .join('\n');
}

function mediaToWiki(content: readonly AdfNode[] | undefined, percent: string | undefined): string {
  return (content ?? [])
    .map((node) => (node.type === 'media' ? imageToWiki(node, percent) : nodeToWiki(node)))
    .join('\n');
}

function imageToWiki({ attrs, marks }: AdfNode, percent: string | undefined): string {
  const name = attribute(attrs, attrs?.['type'] === 'external' ? 'url' : 'id') ?? '';
  const [width, height, alt] = ['width', 'height', 'alt'].map((one) => attribute(attrs, one));
  const href = attribute(marks?.find(({ type }) => type === 'link')?.attrs, 'href');
  const given = [
    ...(percent === undefined
      ? [width && `width=${width}`, height && `height=${height}`]
      : [`width=${percent}%`]),
    alt && `alt="${alt}"`,
    href && `href="${href}"`,
  ].filter((one) => one !== undefined && one !== '');
  return `!${name}|${given.length === 0 ? 'thumbnail' : given.join(',')}!`;
}

function dateToWiki(timestamp: unknown): string {
  const moment = new Date(Number(timestamp));
  return Number.isNaN(moment.getTime()) ? '' : `{{${moment.toISOString().slice(0, 10)}}}`;
}

const STATUS_COLOURS: Readonly<Record<string, string>> = {
  neutral: '#97A0AF',
  purple: '#6554C0',
  blue: '#00B8D9',
  red: '#FF5630',
  yellow: '#FF991F',
  green: '#36B37E',
};

function statusColour(attrs: AdfNode['attrs']): string {
  const colour = attribute(attrs, 'color') ?? '';
  return (Object.hasOwn(STATUS_COLOURS, colour) ? STATUS_COLOURS[colour] : undefined) ?? '#97A0AF';
}

function attribute(attrs: AdfNode['attrs'], name: string): string | undefined {
  const value = attrs?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function named(attrs: AdfNode['attrs'], name: string, write: (value: string) => string): string | undefined {
  const value = attribute(attrs, name);
  return value === undefined || value === '' ? undefined : write(value);
}
