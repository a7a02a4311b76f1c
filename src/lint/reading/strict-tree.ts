import type { SourceNode } from '../source-node.ts';
import type { OffsetMap } from './offset-map.ts';
import { endOfText } from './structure.ts';

/** A text of strict JSON, and where its places are in the text that was read. */
export interface StrictText {
  readonly text: string;
  readonly offsets: OffsetMap;
  /** Offset behind each large object and list, by the offset of its bracket. */
  readonly ends: ReadonlyMap<number, number>;
}

/**
 * The tree of a text of valid JSON. A node reads its own part of the text when it is asked for it, so that the tree of a
 * large descriptor costs no more than what is looked at: the few values that something is said about.
 */
export function createStrictTree(source: StrictText): SourceNode {
  return new ValueNode(source, skipBlanks(source.text, 0));
}

type ValueType = Exclude<SourceNode['type'], 'property'>;

class ValueNode implements SourceNode {
  readonly type: ValueType;
  readonly #source: StrictText;
  readonly #start: number;
  #end: number | undefined;
  #value: unknown;
  #children: readonly SourceNode[] | undefined;

  /** @param start offset of the value in the strict text */
  constructor(source: StrictText, start: number) {
    this.#source = source;
    this.#start = start;
    this.type = TYPES[source.text.charAt(start)] ?? 'number';
  }

  get offset(): number {
    return this.#source.offsets.toStart(this.#start);
  }

  get length(): number {
    return this.#source.offsets.toEnd(this.end) - this.offset;
  }

  get value(): unknown {
    if (this.type === 'object' || this.type === 'array') return undefined;
    this.#value ??= JSON.parse(this.#source.text.slice(this.#start, this.end));
    return this.#value;
  }

  get children(): readonly SourceNode[] | undefined {
    if (this.type !== 'object' && this.type !== 'array') return undefined;
    this.#children ??= readChildren(this.#source, this.#start, this.type);
    return this.#children;
  }

  /** Offset behind the value, in the strict text. */
  get end(): number {
    this.#end ??= endOfValue(this.#source, this.#start);
    return this.#end;
  }
}

class PropertyNode implements SourceNode {
  readonly type = 'property';
  readonly children: readonly [ValueNode, ValueNode];

  constructor(key: ValueNode, value: ValueNode) {
    this.children = [key, value];
  }

  get offset(): number {
    return this.children[0].offset;
  }

  get length(): number {
    const [key, value] = this.children;
    return value.offset + value.length - key.offset;
  }
}

/** By first character; what is missing is a number. */
const TYPES: Readonly<Record<string, ValueType>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

function readChildren(source: StrictText, start: number, type: 'object' | 'array'): readonly SourceNode[] {
  const { text } = source;
  const children: SourceNode[] = [];
  let at = skipBlanks(text, start + 1);
  while (at < text.length && !isClosing(text, at)) {
    if (type === 'array') {
      const entry = new ValueNode(source, at);
      children.push(entry);
      at = entry.end;
    } else {
      const key = new ValueNode(source, at);
      const colon = skipBlanks(text, key.end);
      const value = new ValueNode(source, skipBlanks(text, colon + 1));
      children.push(new PropertyNode(key, value));
      at = value.end;
    }
    at = skipBlanks(text, at);
    if (text.charAt(at) === ',') at = skipBlanks(text, at + 1);
  }
  return children;
}

function isClosing(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character === '}' || character === ']';
}

const NO_BLANK = /[^ \t\r\n]|$/g;
const END_OF_WORD = /[^\w.+-]|$/g;

function skipBlanks(text: string, from: number): number {
  return indexFrom(NO_BLANK, text, from);
}

function indexFrom(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function endOfValue({ text, ends }: StrictText, start: number): number {
  switch (text.charAt(start)) {
    case '"':
      return endOfText(text, start);
    case '{':
    case '[':
      return ends.get(start) ?? endOfContainer(text, start);
    default:
      return indexFrom(END_OF_WORD, text, start);
  }
}

/** For small objects and lists: the ends of large ones are known. */
function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfText(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return at;
}
