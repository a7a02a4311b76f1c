import { notEmulated } from '../fault.ts';
import { escapeXml } from './storage-tree.ts';

const PANELS = ['info', 'note', 'tip', 'warning', 'quote'];

/**
 * Wiki markup as a body in the storage format: headings, paragraphs, lists, tables, rules, quotes, code, panels, links to
 * addresses and the common marks.
 * @throws {Fault} naming a macro or a link that is not converted
 */
export function wikiToStorage(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const written: string[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) written.push(`<p>${paragraph.map(inline).join('<br />')}</p>`);
    paragraph = [];
  };
  for (let index = 0; index < lines.length; ) {
    const block = blockAt(lines, index);
    if (block === undefined) {
      const line = lines[index] ?? '';
      if (line.trim() === '') flush();
      else paragraph.push(line);
      index += 1;
    } else {
      flush();
      written.push(block.storage);
      index = block.next;
    }
  }
  flush();
  return written.join('');
}

interface Block {
  readonly storage: string;
  /** The line after it. */
  readonly next: number;
}

function blockAt(lines: readonly string[], index: number): Block | undefined {
  const line = lines[index] ?? '';
  const heading = /^h([1-6])\.\s+(.*)$/.exec(line);
  if (heading !== null)
    return { storage: `<h${heading[1]}>${inline(heading[2] ?? '')}</h${heading[1]}>`, next: index + 1 };
  if (/^-{4,}\s*$/.test(line)) return { storage: '<hr />', next: index + 1 };
  const quote = /^bq\.\s+(.*)$/.exec(line);
  if (quote !== null)
    return { storage: `<blockquote><p>${inline(quote[1] ?? '')}</p></blockquote>`, next: index + 1 };
  if (/^[*#-]+\s+\S/.test(line)) return listAt(lines, index);
  if (/^\|/.test(line)) return tableAt(lines, index);
  const macro = /^\{(code|noformat|info|note|tip|warning|quote)(?::([^}]*))?\}/.exec(line);
  return macro === null ? undefined : macroAt(lines, index, macro[1] ?? '', macro[2] ?? '', macro[0].length);
}

function listAt(lines: readonly string[], index: number): Block {
  let storage = '';
  let open = '';
  let next = index;
  for (; next < lines.length; next += 1) {
    const [, bullets, text] = /^([*#-]+)\s+(.*)$/.exec(lines[next] ?? '') ?? [];
    if (bullets === undefined) break;
    const kinds = bullets.replaceAll('-', '*');
    let shared = 0;
    while (shared < open.length && open[shared] === kinds[shared]) shared += 1;
    storage += close(open.slice(shared));
    if (shared === kinds.length) storage += '</li><li>';
    else storage += [...kinds.slice(shared)].map((kind) => `<${listName(kind)}><li>`).join('');
    open = kinds;
    storage += inline(text ?? '');
  }
  return { storage: storage + close(open), next };
}

function close(open: string): string {
  return [...open]
    .reverse()
    .map((kind) => `</li></${listName(kind)}>`)
    .join('');
}

function listName(kind: string): string {
  return kind === '#' ? 'ol' : 'ul';
}

function tableAt(lines: readonly string[], index: number): Block {
  const rows: string[] = [];
  let next = index;
  for (; next < lines.length && (lines[next] ?? '').startsWith('|'); next += 1) {
    const line = (lines[next] ?? '').trim();
    const cell = line.startsWith('||') ? 'th' : 'td';
    const cells = line.split(cell === 'th' ? '||' : '|').slice(1);
    if (cells.at(-1)?.trim() === '') cells.pop();
    rows.push(`<tr>${cells.map((text) => `<${cell}><p>${inline(text.trim())}</p></${cell}>`).join('')}</tr>`);
  }
  return { storage: `<table><tbody>${rows.join('')}</tbody></table>`, next };
}

function macroAt(
  lines: readonly string[],
  index: number,
  name: string,
  parameters: string,
  skip: number,
): Block {
  const rest = [(lines[index] ?? '').slice(skip), ...lines.slice(index + 1)].join('\n');
  const end = rest.indexOf(`{${name}}`);
  if (end < 0) throw notEmulated(`the macro {${name}} of wiki markup without its end`);
  const inside = rest.slice(0, end).replace(/^\n|\n$/g, '');
  const next = index + rest.slice(0, end).split('\n').length;
  if (name === 'quote') return { storage: `<blockquote>${wikiToStorage(inside)}</blockquote>`, next };
  const body = PANELS.includes(name)
    ? `<ac:rich-text-body>${wikiToStorage(inside)}</ac:rich-text-body>`
    : `<ac:plain-text-body><![CDATA[${inside.replaceAll(']]>', ']]]]><![CDATA[>')}]]></ac:plain-text-body>`;
  const written = parameters
    .split('|')
    .filter((parameter) => parameter !== '')
    .map((parameter) => (parameter.includes('=') ? parameter : `language=${parameter}`))
    .map((parameter) => {
      const at = parameter.indexOf('=');
      const key = escapeXml(parameter.slice(0, at));
      return `<ac:parameter ac:name="${key}">${escapeXml(parameter.slice(at + 1))}</ac:parameter>`;
    });
  return {
    storage: `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${written.join('')}${body}</ac:structured-macro>`,
    next,
  };
}

const INLINE =
  /\\([\\*_{}[\]|+-])|\{\{(.+?)\}\}|\[([^\]]+)\]|(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)|(?<![\w+])\+(?=\S)(.+?)(?<=\S)\+(?!\w)|(?<![\w-])-(?=\S)(.+?)(?<=\S)-(?![\w-])|\{([a-z][\w-]*)[^}]*\}|(https?:\/\/[^\s|\]]+)|(\\\\)/g;

function inline(text: string): string {
  let written = '';
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    written += escapeXml(text.slice(last, match.index));
    last = match.index + match[0].length;
    written += inlineMatch(match);
  }
  return written + escapeXml(text.slice(last));
}

function inlineMatch(match: RegExpExecArray): string {
  const [, escaped, code, link, bold, italic, underlined, deleted, macro, address] = match;
  if (escaped !== undefined) return escaped === '\\' ? '<br />' : escapeXml(escaped);
  if (code !== undefined) return `<code>${escapeXml(code)}</code>`;
  if (link !== undefined) return writeLink(link);
  if (bold !== undefined) return `<strong>${inline(bold)}</strong>`;
  if (italic !== undefined) return `<em>${inline(italic)}</em>`;
  if (underlined !== undefined) return `<u>${inline(underlined)}</u>`;
  if (deleted !== undefined) return `<del>${inline(deleted)}</del>`;
  if (macro !== undefined) throw notEmulated(`the macro {${macro}} of wiki markup`);
  return address === undefined ? '<br />' : `<a href="${escapeXml(address)}">${escapeXml(address)}</a>`;
}

function writeLink(link: string): string {
  const bar = link.lastIndexOf('|');
  const target = link.slice(bar + 1).trim();
  const label = bar < 0 ? target : link.slice(0, bar);
  if (/^(?:https?:|mailto:)/.test(target)) return `<a href="${escapeXml(target)}">${escapeXml(label)}</a>`;
  if (/^[~^#]/.test(target)) throw notEmulated(`the link [${target}] of wiki markup`);
  const [, space, title] = /^(?:([\w~]+):)?(.+)$/.exec(target) ?? [];
  const key = space === undefined ? '' : ` ri:space-key="${escapeXml(space)}"`;
  return `<ac:link><ri:page${key} ri:content-title="${escapeXml(title ?? target)}" /><ac:link-body>${escapeXml(label)}</ac:link-body></ac:link>`;
}
