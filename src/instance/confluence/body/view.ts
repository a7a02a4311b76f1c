import { safeImage, safeLink } from './safe-address.ts';
import {
  childNamed,
  escapeXml,
  macroParameters,
  plainText,
  type StorageElement,
  type StorageNode,
} from './storage-tree.ts';

/** What links and images of a body point to. */
export interface ViewContext {
  /** Address of a page by its title; undefined where there is none. */
  readonly pageAddress: (title: string, spaceKey: string | undefined) => string | undefined;
  readonly attachmentAddress: (fileName: string) => string | undefined;
  readonly displayName: (accountId: string) => string | undefined;
}

/** Elements that are shown as they are; of others only what is inside. Nothing that runs is among them. */
const KEPT = new Set([
  ...[
    'p',
    'br',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'div',
    'span',
  ],
  ...['strong', 'b', 'em', 'i', 'u', 's', 'del', 'code', 'sub', 'sup', 'small', 'big', 'a', 'img', 'time'],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'colgroup', 'col', 'caption', 'dl', 'dt', 'dd'],
]);
const KEPT_ATTRIBUTES = new Set([
  'class',
  'title',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'datetime',
]);
const EMPTY = new Set(['br', 'hr', 'img', 'col']);
const PANELS: Readonly<Record<string, string>> = {
  info: 'confluence-information-macro-information',
  note: 'confluence-information-macro-note',
  tip: 'confluence-information-macro-tip',
  warning: 'confluence-information-macro-warning',
};

/** A body as the page shows it: HTML that is safe to show, whatever the body says. */
export function renderView(nodes: readonly StorageNode[], context: ViewContext): string {
  return nodes.map((node) => renderNode(node, context)).join('');
}

function renderNode(node: StorageNode, context: ViewContext): string {
  if (node.kind === 'text') return escapeXml(node.text);
  switch (node.name) {
    case 'ac:structured-macro':
    case 'ac:macro':
      return renderMacro(node, context);
    case 'ac:link':
      return renderLink(node, context);
    case 'ac:image':
      return renderImage(node, context);
    case 'ac:task-list':
      return `<ul class="inline-task-list">${renderView(node.children, context)}</ul>`;
    case 'ac:task':
      return renderTask(node, context);
    case 'ac:emoticon':
      return escapeXml(node.attributes['ac:emoji-fallback'] ?? `(${node.attributes['ac:name'] ?? ''})`);
    case 'ac:placeholder':
    case 'ac:parameter':
    case 'ac:adf-extension':
      return '';
    case 'script':
    case 'style':
      return '';
    default:
      return renderElement(node, context);
  }
}

function renderElement({ name, attributes, children }: StorageElement, context: ViewContext): string {
  const inside = renderView(children, context);
  if (!KEPT.has(name)) return inside;
  const kept = Object.entries(attributes).flatMap(([key, value]) => {
    if (key === 'href') return [[key, safeLink(value)] as const];
    if (key === 'src') return [[key, safeImage(value)] as const];
    return KEPT_ATTRIBUTES.has(key) ? [[key, value] as const] : [];
  });
  const written = kept.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
  return EMPTY.has(name) ? `<${name}${written} />` : `<${name}${written}>${inside}</${name}>`;
}

function renderMacro(macro: StorageElement, context: ViewContext): string {
  const name = macro.attributes['ac:name'] ?? '';
  const parameters = macroParameters(macro);
  const rich = renderView(childNamed(macro, 'ac:rich-text-body')?.children ?? [], context);
  const plain = escapeXml(plainText(childNamed(macro, 'ac:plain-text-body')?.children ?? []));
  const panel = PANELS[name];
  if (panel !== undefined) {
    return `<div class="confluence-information-macro ${panel}"><div class="confluence-information-macro-body">${rich}</div></div>`;
  }
  switch (name) {
    case 'code':
      return `<div class="code panel"><div class="codeContent panelContent"><pre class="syntaxhighlighter-pre">${plain}</pre></div></div>`;
    case 'noformat':
      return `<div class="preformatted panel"><div class="preformattedContent panelContent"><pre>${plain}</pre></div></div>`;
    case 'panel':
      return `<div class="panel"><div class="panelContent">${rich}</div></div>`;
    case 'expand':
      return `<div class="expand-container"><div class="expand-control">${escapeXml(parameters['title'] ?? 'Click here to expand...')}</div><div class="expand-content">${rich}</div></div>`;
    case 'status':
      return `<span class="status-macro aui-lozenge">${escapeXml(parameters['title'] ?? '')}</span>`;
    case 'anchor':
      return '';
    default:
      // What Confluence shows for a macro that no installed add-on has.
      return `<span class="wysiwyg-unknown-macro">Unknown macro: '${escapeXml(name)}'</span>${rich}`;
  }
}

function renderLink(link: StorageElement, context: ViewContext): string {
  const text = childNamed(link, 'ac:plain-text-link-body') ?? childNamed(link, 'ac:link-body');
  const shown = (fallback: string) =>
    text === undefined ? escapeXml(fallback) : renderView(text.children, context);
  const user = childNamed(link, 'ri:user')?.attributes['ri:account-id'];
  if (user !== undefined) {
    return `<a class="confluence-userlink user-mention" data-account-id="${escapeXml(user)}">${shown(context.displayName(user) ?? user)}</a>`;
  }
  const page = childNamed(link, 'ri:page') ?? childNamed(link, 'ri:blog-post');
  const title = page?.attributes['ri:content-title'];
  const file = childNamed(link, 'ri:attachment')?.attributes['ri:filename'];
  const address =
    title !== undefined
      ? context.pageAddress(title, page?.attributes['ri:space-key'])
      : file === undefined
        ? `#${link.attributes['ac:anchor'] ?? ''}`
        : context.attachmentAddress(file);
  const label = shown(title ?? file ?? link.attributes['ac:anchor'] ?? '');
  return address === undefined
    ? `<span class="unresolved">${label}</span>`
    : `<a href="${escapeXml(address)}">${label}</a>`;
}

function renderImage(image: StorageElement, context: ViewContext): string {
  const url = childNamed(image, 'ri:url')?.attributes['ri:value'];
  const file = childNamed(image, 'ri:attachment')?.attributes['ri:filename'];
  const address = url === undefined ? context.attachmentAddress(file ?? '') : safeImage(url);
  if (address === undefined) return '';
  const alt = image.attributes['ac:alt'];
  const alternative = alt === undefined ? '' : ` alt="${escapeXml(alt)}"`;
  return `<span class="confluence-embedded-file-wrapper"><img class="confluence-embedded-image" src="${escapeXml(address)}"${alternative} /></span>`;
}

function renderTask(task: StorageElement, context: ViewContext): string {
  const isDone = plainText(childNamed(task, 'ac:task-status')?.children ?? []).trim() === 'complete';
  const body = renderView(childNamed(task, 'ac:task-body')?.children ?? [], context);
  return `<li${isDone ? ' class="checked"' : ''}>${body}</li>`;
}
