import type { AdfNode } from '../adf.ts';
import { readAttributes } from './macros.ts';

/** What stands between `[` and `]`. */
export type LinkTarget =
  | { readonly kind: 'node'; readonly node: AdfNode }
  /** `from` and `to` are where its text is in what was given. */
  | { readonly kind: 'link'; readonly href: string; readonly from: number; readonly to: number };

const CARDS: Readonly<Record<string, string>> = {
  'smart-link': 'inlineCard',
  'smart-card': 'blockCard',
  'block-link': 'blockCard',
  'smart-embed': 'embedCard',
};

/** `text|target|title`, where only the target has to be there. Undefined for what leads nowhere. */
export function readLink(inside: string): LinkTarget | undefined {
  const bar = inside.indexOf('|');
  const rest = bar === -1 ? inside : inside.slice(bar + 1);
  const second = rest.indexOf('|');
  const target = (second === -1 ? rest : rest.slice(0, second)).trim();
  const title = second === -1 ? '' : rest.slice(second + 1).trim();
  if (target.startsWith('~')) return mention(target.slice(1));
  if (target.startsWith('^') && target.length > 1) return { kind: 'node', node: fileNode(target.slice(1)) };
  if (!leadsSomewhere(target)) return undefined;
  const card = Object.hasOwn(CARDS, title) ? CARDS[title] : undefined;
  if (card !== undefined) return { kind: 'node', node: { type: card, attrs: cardAttributes(card, target) } };
  const hasText = bar > 0 && inside.slice(0, bar).trim() !== '';
  const from = hasText ? 0 : inside.indexOf(target) + (target.startsWith('mailto:') ? 'mailto:'.length : 0);
  return { kind: 'link', href: target, from, to: hasText ? bar : inside.indexOf(target) + target.length };
}

function mention(written: string): LinkTarget | undefined {
  const id = written.replace(/^accountid:/i, '').trim();
  return id === '' ? undefined : { kind: 'node', node: { type: 'mention', attrs: { id } } };
}

function cardAttributes(card: string, url: string): Record<string, string> {
  return card === 'embedCard' ? { url, layout: 'center' } : { url };
}

/** Schemes that links may have; beside them, places of the site and of the page. */
const SCHEMES = new Set(
  'http https ftp ftps gopher integrity file smb mailto skype callto facetime git irc irc6 news nntp feed cvs svn mvn ssh scp sftp itms notes hipchat sourcetree urn tel xmpp telnet vnc rdp whatsapp slack sip sips magnet'.split(
    ' ',
  ),
);

function leadsSomewhere(target: string): boolean {
  if (target.startsWith('/') || (target.startsWith('#') && target.length > 1)) return true;
  const scheme = /^([a-z][a-z0-9]*):\S/i.exec(target)?.[1];
  return scheme !== undefined && SCHEMES.has(scheme.toLowerCase());
}

/** Files of the issue, known by their names: the dev instance has no store of media that would give them ids. */
function fileNode(name: string): AdfNode {
  return { type: 'mediaGroup', content: [{ type: 'media', attrs: fileAttributes(name) }] };
}

function fileAttributes(name: string) {
  return { id: name, type: 'file', collection: '' };
}

/** `!name|attributes!`, a picture of the issue or of the web. @param inside what stands between the exclamation marks */
export function imageNode(inside: string): AdfNode {
  const [name = '', text = ''] = inside.split('|');
  const given = readAttributes(text, ',');
  const percent = /^(\d{1,3})%$/.exec(given.get('width') ?? '')?.[1];
  const size =
    percent === undefined
      ? { width: pixels(given.get('width')) ?? 200, height: pixels(given.get('height')) ?? 183 }
      : {};
  const [alt, href] = [given.get('alt'), given.get('href')].map((value) => value?.replace(/^"(.+)"$/, '$1'));
  const media: AdfNode = {
    type: 'media',
    attrs: {
      ...(/^https?:\/\//i.test(name) ? { type: 'external', url: name } : fileAttributes(name)),
      ...size,
      ...(alt === undefined ? {} : { alt }),
    },
    ...(href === undefined || !leadsSomewhere(href) ? {} : { marks: [{ type: 'link', attrs: { href } }] }),
  };
  const width = percent === undefined ? {} : { width: Math.min(Number(percent), 100) };
  return { type: 'mediaSingle', attrs: { layout: 'center', ...width }, content: [media] };
}

function pixels(text: string | undefined): number | undefined {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isNaN(value) ? undefined : value;
}

const ADDRESS = /(?:https?:\/\/|ftps?:\/\/|irc:\/\/|mailto:)/iy;
const ADDRESS_CHARACTER = /[\w?!~^/\\#$%&'()*+,\-.:;<=@]/;
const NOT_AT_THE_END = /[?!.@,>)\];}"']/;

/**
 * Where an address that stands in the text itself ends; undefined where none begins.
 * @param endsAt true at places where the address is over, though what is there could be part of one
 */
export function addressEnd(text: string, at: number, endsAt: (at: number) => boolean): number | undefined {
  ADDRESS.lastIndex = at;
  const scheme = ADDRESS.exec(text)?.[0];
  if (scheme === undefined) return undefined;
  const start = at + scheme.length;
  let end = start;
  while (end < text.length && ADDRESS_CHARACTER.test(text.charAt(end)) && !endsAt(end)) end += 1;
  while (end > start && NOT_AT_THE_END.test(text.charAt(end - 1))) end -= 1;
  return end === start ? undefined : end;
}

/** An address as browsers write it: `https://a.b` is `https://a.b/`. */
export function normalAddress(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}
