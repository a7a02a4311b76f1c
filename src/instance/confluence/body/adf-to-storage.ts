import { isDeeperThan, isRecord, stringAt } from '../../../core/json.ts';
import { Fault, notEmulated } from '../fault.ts';
import { MACRO_EXTENSION, PANEL_TYPES } from './adf-types.ts';
import { escapeXml } from './storage-tree.ts';

const BLOCKS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  tableRow: 'tr',
};
const MARKS: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  strike: 'del',
  code: 'code',
};
const MAX_DEPTH = 400;

/**
 * A document in the Atlassian Document Format as a body in the storage format.
 * @param text the document as JSON
 * @throws {Fault} where it is none, or has a node that is not converted
 */
export function adfToStorage(text: string): string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Fault('invalid', 'Error parsing Atlassian Document Format: the value is no JSON.');
  }
  if (!isRecord(document) || document['type'] !== 'doc' || isDeeperThan(document, MAX_DEPTH)) {
    throw new Fault('invalid', 'Error parsing Atlassian Document Format: the value is no document.');
  }
  return contentOf(document);
}

function contentOf(node: Record<string, unknown>): string {
  const { content } = node;
  return Array.isArray(content) ? content.map(writeNode).join('') : '';
}

function writeNode(node: unknown): string {
  if (!isRecord(node)) return '';
  const type = stringAt(node, 'type') ?? '';
  const block = BLOCKS[type];
  if (block !== undefined) return wrap(block, contentOf(node));
  const attribute = (name: string) => stringAt(node['attrs'], name) ?? '';
  switch (type) {
    case 'text':
      return writeText(node);
    case 'heading':
      return wrap(`h${headingLevel(node)}`, contentOf(node));
    case 'hardBreak':
      return '<br />';
    case 'rule':
      return '<hr />';
    case 'codeBlock':
      return macro('code', { language: attribute('language') }, plainBody(textOf(node)));
    case 'panel':
      return macro(panelMacro(attribute('panelType')), {}, richBody(node));
    case 'expand':
    case 'nestedExpand':
      return macro('expand', { title: attribute('title') }, richBody(node));
    case 'table':
      return `<table><tbody>${contentOf(node)}</tbody></table>`;
    case 'tableHeader':
    case 'tableCell':
      return writeCell(type === 'tableHeader' ? 'th' : 'td', node);
    case 'taskList':
      return wrap('ac:task-list', contentOf(node));
    case 'taskItem':
      return writeTask(attribute('localId'), attribute('state'), contentOf(node));
    case 'mention':
      return `<ac:link><ri:user ri:account-id="${escapeXml(attribute('id'))}" /></ac:link>`;
    case 'emoji':
      return `<ac:emoticon ac:emoji-shortname="${escapeXml(attribute('shortName'))}" ac:emoji-fallback="${escapeXml(attribute('text'))}" />`;
    case 'date':
      return `<time datetime="${dayOf(attribute('timestamp'))}" />`;
    case 'status':
      return macro('status', { title: attribute('text'), colour: statusColour(attribute('color')) }, '');
    case 'inlineCard':
    case 'blockCard':
      return `<a href="${escapeXml(attribute('url'))}" data-card-appearance="${type === 'inlineCard' ? 'inline' : 'block'}">${escapeXml(attribute('url'))}</a>`;
    case 'extension':
    case 'inlineExtension':
    case 'bodiedExtension':
      return writeExtension(type, node);
    default:
      throw notEmulated(`the node ${type} of atlas_doc_format`);
  }
}

function writeText(node: Record<string, unknown>): string {
  const marks = Array.isArray(node['marks']) ? node['marks'] : [];
  return marks.reduceRight<string>(
    (inside, mark: unknown) => writeMark(mark, inside),
    escapeXml(stringAt(node, 'text') ?? ''),
  );
}

function writeMark(mark: unknown, inside: string): string {
  const type = stringAt(mark, 'type') ?? '';
  const attrs = isRecord(mark) ? mark['attrs'] : undefined;
  const element = MARKS[type];
  if (element !== undefined) return wrap(element, inside);
  switch (type) {
    case 'link':
      return `<a href="${escapeXml(stringAt(attrs, 'href') ?? '')}">${inside}</a>`;
    case 'subsup':
      return wrap(stringAt(attrs, 'type') === 'sup' ? 'sup' : 'sub', inside);
    case 'textColor':
      return `<span style="color: ${escapeXml(stringAt(attrs, 'color') ?? '')};">${inside}</span>`;
    default:
      throw notEmulated(`the mark ${type} of atlas_doc_format`);
  }
}

function writeExtension(type: string, node: Record<string, unknown>): string {
  const { attrs } = node;
  const key = stringAt(attrs, 'extensionKey') ?? '';
  if (stringAt(attrs, 'extensionType') !== MACRO_EXTENSION)
    throw notEmulated(`the extension ${key} of atlas_doc_format`);
  const parameters =
    isRecord(attrs) && isRecord(attrs['parameters']) ? attrs['parameters']['macroParams'] : undefined;
  const values = Object.entries(isRecord(parameters) ? parameters : {}).map(
    ([name, value]) => [name, stringAt(value, 'value') ?? ''] as const,
  );
  return macro(key, Object.fromEntries(values), type === 'bodiedExtension' ? richBody(node) : '');
}

function writeCell(name: string, node: Record<string, unknown>): string {
  const { attrs } = node;
  const spans = ['colspan', 'rowspan']
    .map((span) => [span, isRecord(attrs) ? Number(attrs[span]) : 1] as const)
    .filter(([, count]) => Number.isInteger(count) && count > 1)
    .map(([span, count]) => ` ${span}="${count}"`)
    .join('');
  return `<${name}${spans}>${contentOf(node)}</${name}>`;
}

function writeTask(id: string, state: string, body: string): string {
  const status = state === 'DONE' ? 'complete' : 'incomplete';
  return wrap(
    'ac:task',
    `${wrap('ac:task-id', escapeXml(id))}${wrap('ac:task-status', status)}${wrap('ac:task-body', body)}`,
  );
}

function macro(name: string, parameters: Readonly<Record<string, string>>, body: string): string {
  const written = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `<ac:parameter ac:name="${escapeXml(key)}">${escapeXml(value)}</ac:parameter>`)
    .join('');
  return `<ac:structured-macro ac:name="${escapeXml(name)}" ac:schema-version="1">${written}${body}</ac:structured-macro>`;
}

function richBody(node: Record<string, unknown>): string {
  return wrap('ac:rich-text-body', contentOf(node));
}

function plainBody(text: string): string {
  return wrap('ac:plain-text-body', `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
}

function wrap(name: string, inside: string): string {
  return inside === '' ? `<${name} />` : `<${name}>${inside}</${name}>`;
}

function textOf({ content }: Record<string, unknown>): string {
  return Array.isArray(content) ? content.map((node: unknown) => stringAt(node, 'text') ?? '').join('') : '';
}

function headingLevel({ attrs }: Record<string, unknown>): number {
  const level = isRecord(attrs) ? attrs['level'] : undefined;
  return typeof level === 'number' && level >= 1 && level <= 6 ? Math.floor(level) : 1;
}

function panelMacro(panelType: string): string {
  const [name] = Object.entries(PANEL_TYPES).find(([, type]) => type === panelType) ?? [];
  if (name === undefined) throw notEmulated(`the panel ${panelType} of atlas_doc_format`);
  return name;
}

function statusColour(color: string): string {
  return color === 'neutral' || color === '' ? '' : color.replace(/^./, (first) => first.toUpperCase());
}

function dayOf(timestamp: string): string {
  const date = new Date(Number(timestamp));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
