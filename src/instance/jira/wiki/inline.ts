import type { AdfMark, AdfNode } from '../adf.ts';
import { emoticonAt } from './emoticons.ts';
import { addressEnd, imageNode, normalAddress, readLink } from './links.ts';
import { append, HARD_BREAK, joinTexts, textNode, withMark } from './nodes.ts';
import { createSearch, type Source } from './source.ts';

/** What goes on from line to line. */
export interface InlineState {
  colour: string | null;
}

/** Signs around text, each with the mark that it makes. */
const MARKS: Readonly<Record<string, AdfMark>> = {
  '*': { type: 'strong' },
  _: { type: 'em' },
  '+': { type: 'underline' },
  '-': { type: 'strike' },
  '^': { type: 'subsup', attrs: { type: 'sup' } },
  '~': { type: 'subsup', attrs: { type: 'sub' } },
  '??': { type: 'em' },
};
const IN_BRACES = /\{([*_+\-^~]|\?\?)\}/y;
const LINK = /\[([^[\]\n]+)\]/y;
const ESCAPED = /[-#*_+?^~|%{}[\]()!@]/;

/** The nodes of a line, in one pass from its start to its end. */
export function parseInline(
  source: Source,
  from: number,
  to: number,
  state: InlineState,
): readonly AdfNode[] {
  return new InlineParser(source, from, to, state, true).parse();
}

class InlineParser {
  readonly #source: Source;
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly #state: InlineState;
  readonly #hasLinks: boolean;
  readonly #next: (wanted: string, from: number) => number;
  readonly #nodes: AdfNode[] = [];
  /** Signs that wait for their other half, by what they are: where they stand among the nodes. */
  readonly #open = new Map<string, number>();
  #literal: string[] = [];
  #bang = -1;
  #at: number;

  constructor(source: Source, from: number, to: number, state: InlineState, hasLinks: boolean) {
    this.#source = source;
    this.#text = source.text;
    this.#from = from;
    this.#to = to;
    this.#state = state;
    this.#hasLinks = hasLinks;
    this.#next = createSearch(source.text.slice(0, to));
    this.#at = from;
  }

  parse(): readonly AdfNode[] {
    while (this.#at < this.#to) {
      const end = this.#step(this.#text.charAt(this.#at));
      if (end === undefined) {
        this.#literal.push(this.#text.charAt(this.#at));
        this.#at += 1;
      } else {
        this.#at = end;
      }
    }
    this.#flush();
    return joinTexts(this.#nodes);
  }

  /** Where what begins here ends; undefined for a character that is only itself. */
  #step(char: string): number | undefined {
    switch (char) {
      case '\\':
        return this.#backslash();
      case '{':
        return this.#macro() ?? this.#monospace() ?? this.#signInBraces();
      case '[':
        return this.#link();
      case '!':
        return this.#image();
      case '-':
        return this.#dashes() ?? this.#sign('-', 1);
      case '?':
        return this.#text.startsWith('??', this.#at) ? this.#sign('??', 2) : undefined;
      case '*':
      case '_':
      case '+':
      case '^':
      case '~':
        return this.#sign(char, 1);
      case ':':
      case ';':
      case '(':
        return this.#emoticon();
      default:
        return /[hfimHFIM]/.test(char) ? this.#address() : undefined;
    }
  }

  #backslash(): number {
    const [at, next] = [this.#at, this.#text.charAt(this.#at + 1)];
    if (at + 1 >= this.#to) return this.#say('\\', at + 1);
    if (next === '\\') {
      if (this.#before(at) !== '\\' && this.#isBreak(at + 2)) this.#push(HARD_BREAK);
      else this.#literal.push('\\\\');
      return at + 2;
    }
    return this.#say(ESCAPED.test(next) ? next : `\\${next}`, at + 2);
  }

  /** Two backslashes end the line, but not in `\\server\share`. */
  #isBreak(at: number): boolean {
    const backslash = this.#next('\\', at);
    if (backslash === -1) return true;
    const space = this.#next(' ', at);
    return space !== -1 && space < backslash;
  }

  #macro(): number | undefined {
    const macro = this.#source.macros.get(this.#at);
    if (macro === undefined || macro.end > this.#to) return undefined;
    this.#flush();
    if (macro.colour !== undefined) this.#state.colour = macro.colour;
    append(this.#nodes, macro.nodes);
    return macro.end;
  }

  #monospace(): number | undefined {
    const start = this.#at + 2;
    if (!this.#text.startsWith('{{', this.#at) || !this.#mayOpen(this.#at, 2)) return undefined;
    let close = this.#next('}}', start);
    while (close !== -1 && isWord(this.#after(close + 2))) close = this.#next('}}', close + 2);
    if (close <= start || /\s/.test(this.#before(close))) return undefined;
    const code = this.#text.slice(start, close).replace(/\\([-#*_+?^~|%{}[\]()!@])/g, '$1');
    this.#push(textNode(code, [{ type: 'code' }]));
    return close + 2;
  }

  #link(): number | undefined {
    if (!this.#hasLinks) return undefined;
    LINK.lastIndex = this.#at;
    const [whole = '', inside = ''] = LINK.exec(this.#text) ?? [];
    const end = this.#at + whole.length;
    if (whole === '' || end > this.#to) return undefined;
    const target = readLink(inside);
    if (target === undefined) return undefined;
    if (target.kind === 'node') {
      this.#push(target.node);
      return end;
    }
    const start = this.#at + 1;
    const inner = new InlineParser(
      ...[this.#source, start + target.from, start + target.to, this.#state, false],
    );
    const mark = { type: 'link', attrs: { href: target.href } };
    const nodes = inner.parse();
    this.#flush();
    append(
      this.#nodes,
      nodes.map((node) => withMark(node, mark)),
    );
    return end;
  }

  #image(): number | undefined {
    if (!this.#mayOpen(this.#at, 1)) return undefined;
    if (this.#bang <= this.#at) this.#bang = this.#nextBang(this.#at + 1);
    const close = this.#bang;
    if (close >= this.#to || close === this.#at + 1 || /\s/.test(this.#before(close))) return undefined;
    this.#push(imageNode(this.#text.slice(this.#at + 1, close)));
    return close + 1;
  }

  /** The next exclamation mark that no word follows. */
  #nextBang(from: number): number {
    let at = from;
    while (at < this.#to && (this.#text[at] !== '!' || isWord(this.#after(at + 1)))) at += 1;
    return at;
  }

  /** Dashes between spaces are set as such; several together are never a sign. */
  #dashes(): number | undefined {
    let end = this.#at;
    while (end < this.#to && this.#text[end] === '-') end += 1;
    const length = end - this.#at;
    if (length < 2) return undefined;
    const standsAlone = /^\s?$/.test(this.#before(this.#at)) && /^\s?$/.test(this.#after(end));
    if (standsAlone && length <= 3) return this.#say(length === 2 ? '–' : '—', end);
    return this.#say(this.#text.slice(this.#at, end), end);
  }

  #signInBraces(): number | undefined {
    IN_BRACES.lastIndex = this.#at;
    const [whole, sign] = IN_BRACES.exec(this.#text) ?? [];
    if (whole === undefined || sign === undefined || this.#at + whole.length > this.#to) return undefined;
    return this.#sign(sign, whole.length);
  }

  /** In braces a sign may stand inside a word. */
  #sign(sign: string, length: number): number {
    const [at, end] = [this.#at, this.#at + length];
    const isInBraces = length > sign.length;
    // Two together have nothing between them: the first is only itself.
    if (this.#literal.length === 0 && this.#open.get(sign) === this.#nodes.length - 1)
      this.#open.delete(sign);
    if (this.#open.has(sign) && (isInBraces || !isWord(this.#after(end)))) {
      this.#flush();
      if (!/\s/.test(this.#before(at)) && this.#close(sign)) return end;
      this.#open.delete(sign);
    }
    if (!this.#open.has(sign) && this.#mayOpen(at, length, isInBraces)) {
      this.#flush();
      this.#open.set(sign, this.#nodes.length);
      this.#nodes.push(textNode(this.#text.slice(at, end), this.#colours()));
      return end;
    }
    return this.#say(this.#text.slice(at, end), end);
  }

  /** Marks all since the sign's other half; signs between them that still waited are only themselves. */
  #close(sign: string): boolean {
    const [start, mark] = [this.#open.get(sign), MARKS[sign]];
    if (start === undefined || mark === undefined) return false;
    for (const [other, at] of this.#open) if (at >= start) this.#open.delete(other);
    this.#nodes[start] = textNode('');
    if (sign === '??') this.#cite(start + 1);
    for (let at = start + 1; at < this.#nodes.length; at += 1) {
      const node = this.#nodes[at];
      if (node !== undefined) this.#nodes[at] = withMark(node, mark);
    }
    return true;
  }

  /** Documents have no citations: they are emphasised, behind a dash. */
  #cite(at: number): void {
    let index = at;
    while (this.#nodes[index]?.text === '') index += 1;
    const first = this.#nodes[index];
    if (first?.type === 'text') this.#nodes[index] = { ...first, text: `— ${first.text ?? ''}` };
  }

  #emoticon(): number | undefined {
    const found = emoticonAt(this.#text, this.#at);
    if (found === undefined || found.end > this.#to) return undefined;
    this.#push(found.node);
    return found.end;
  }

  #address(): number | undefined {
    if (!this.#hasLinks) return undefined;
    const end = addressEnd(this.#text, this.#at, (at) => at >= this.#to || this.#closesAt(at));
    if (end === undefined) return undefined;
    const written = this.#text.slice(this.#at, end);
    const href = normalAddress(written.replace(/\\(.)/g, '$1'));
    const text = written.replace(/^mailto:/, '');
    this.#push(textNode(text, [{ type: 'link', attrs: { href } }, ...this.#colours()]));
    return end;
  }

  /** Whether a sign that is open ends here. */
  #closesAt(at: number): boolean {
    const char = this.#text.charAt(at);
    const sign = char === '?' ? this.#text.slice(at, at + 2) : char;
    return this.#open.has(sign) && !isWord(this.#after(at + sign.length)) && this.#after(at + 1) !== '/';
  }

  #mayOpen(at: number, length: number, isInBraces = false): boolean {
    const next = this.#after(at + length);
    return next !== '' && !/\s/.test(next) && (isInBraces || !isWord(this.#before(at)));
  }

  #before(at: number): string {
    return at > this.#from ? this.#text.charAt(at - 1) : '';
  }

  #after(at: number): string {
    return at < this.#to ? this.#text.charAt(at) : '';
  }

  #say(text: string, end: number): number {
    this.#literal.push(text);
    return end;
  }

  #push(node: AdfNode): void {
    this.#flush();
    this.#nodes.push(node);
  }

  #flush(): void {
    if (this.#literal.length > 0) this.#nodes.push(textNode(this.#literal.join(''), this.#colours()));
    this.#literal = [];
  }

  #colours(): readonly AdfMark[] {
    const { colour } = this.#state;
    return colour === null ? [] : [{ type: 'textColor', attrs: { color: colour } }];
  }
}

/** Letters, digits and whatever is not ASCII: signs beside them are part of a word. */
function isWord(char: string): boolean {
  return /[a-zA-Z0-9]|[^\0-\x7F\xA0]/.test(char);
}
