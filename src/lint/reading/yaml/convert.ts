import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Span } from '../../locate.ts';
import type { SourceNode } from '../../source-node.ts';
import type { SourceDocument } from '../reading.ts';
import type { Problem, Report } from '../report.ts';
import { MAX_DEPTH, MAX_VALUES } from '../structure.ts';
import type { TemplateValues } from '../template/values.ts';
import { fillScalar } from './fill-scalar.ts';
import type { MaskedText } from './mask-tags.ts';

export interface ConvertOptions {
  /** The text as its author wrote it. */
  readonly text: string;
  readonly masked: MaskedText;
  readonly values: TemplateValues;
  readonly report: Report;
}

/**
 * The tree and the value of a document in YAML, with aliases and merge keys written out.
 * @returns undefined where JSON cannot say what it says; that has been reported
 */
export function convertDocument(document: Document, options: ConvertOptions): SourceDocument | undefined {
  try {
    return new Converter(options).read(document.contents);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** Ends the reading; what is wrong has been reported. */
class UnreadableError extends Error {}

interface Converted {
  readonly node: SourceNode;
  readonly value: unknown;
  /** How many values there are in it, those of aliases counted each time. */
  readonly size: number;
  /** Of objects, by name. */
  readonly properties?: ReadonlyMap<string, Property>;
  /** Of lists. */
  readonly entries?: readonly Converted[];
}

/** A property, of an object itself or merged into it. */
interface Property {
  readonly node: SourceNode;
  readonly value: Converted;
  readonly isMerged: boolean;
}

class Converter {
  readonly #options: ConvertOptions;
  /** By name, what an anchor stands before; undefined while that is being read. */
  readonly #anchors = new Map<string, Converted | undefined>();
  /** Values that stand for a placeholder alone. */
  readonly #unknown = new Set<SourceNode>();
  readonly #path: (string | number)[] = [];

  constructor(options: ConvertOptions) {
    this.#options = options;
  }

  read(contents: unknown): SourceDocument {
    const { node, value } = this.#convert(contents, 0);
    const unknown = new Set<string>();
    if (this.#unknown.size > 0) collectPointers(node, [], (entry) => this.#unknown.has(entry), unknown);
    const { tags } = this.#options.masked;
    return {
      value,
      root: node,
      language: 'yaml',
      doubt: { unknown, open: new Set(), isPartial: false },
      allowsFix: ({ edits }) =>
        edits.every(({ offset, length }) =>
          tags.every(({ start, end }) => offset > end || offset + length < start),
        ),
    };
  }

  /** @param at where an empty value stands, which has no node */
  #convert(node: unknown, at: number): Converted {
    if (this.#path.length > MAX_DEPTH) {
      throw this.#refuse('syntax/depth', `Nested more than ${MAX_DEPTH} levels deep.`, node, at);
    }
    if (isAlias(node)) return this.#resolve(node.source, node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) {
      return { node: { type: 'null', offset: at, length: 0, value: null }, value: null, size: 1 };
    }
    if (node.tag !== undefined)
      throw this.#refuse('syntax/yaml', `JSON has no tags such as ${node.tag}.`, node, at);
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const converted = isMap(node)
      ? this.#convertMap(node.items, node)
      : isSeq(node)
        ? this.#convertList(node.items, node)
        : this.#convertScalar(node);
    if (anchor !== undefined) this.#anchors.set(anchor, converted);
    if (converted.size > MAX_VALUES) {
      const message = `Its aliases stand for more than ${MAX_VALUES.toLocaleString('en')} values.`;
      throw this.#refuse('syntax/size', message, node, at);
    }
    return converted;
  }

  /** An alias stands where it is written; what is inside of it stands where its anchor is. */
  #resolve(name: string, alias: Node): Converted {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const message = this.#anchors.has(name)
        ? `*${name} stands inside of itself.`
        : `There is no &${name} before *${name}.`;
      throw this.#refuse('syntax/yaml', message, alias, 0);
    }
    const node: SourceNode = { ...target.node, ...spanOf(alias) };
    if (this.#unknown.has(target.node)) this.#unknown.add(node);
    return { ...target, node, size: target.size + 1 };
  }

  #convertList(items: readonly unknown[], list: Node): Converted {
    const { offset } = spanOf(list);
    const entries = items.map((item, index) => {
      this.#path.push(index);
      const entry = this.#convert(item, offset);
      this.#path.pop();
      return entry;
    });
    const children = entries.map(({ node }) => node);
    return {
      node: { type: 'array', ...spanOfCollection(list, children), children },
      value: entries.map(({ value }) => value),
      size: sizeOf(entries),
      entries,
    };
  }

  #convertMap(items: readonly Pair[], map: Node): Converted {
    const properties = new Map<string, Property>();
    const children: SourceNode[] = [];
    for (const pair of items) {
      if (isMergeKey(pair.key)) this.#merge(pair, properties);
      else children.push(this.#convertPair(pair, properties));
    }
    const all = Array.from(properties.values());
    const merged = all.filter(({ isMerged }) => isMerged).map(({ node }) => node);
    return {
      node: { type: 'object', ...spanOfCollection(map, children), children: [...merged, ...children] },
      value: Object.fromEntries(Array.from(properties, ([name, { value }]) => [name, value.value])),
      size: sizeOf(all.map(({ value }) => value)),
      properties,
    };
  }

  #convertPair(pair: Pair, properties: Map<string, Property>): SourceNode {
    const key = this.#convertKey(pair.key);
    const name = String(key.value);
    const keyEnd = key.offset + key.length;
    this.#path.push(name);
    if (properties.get(name)?.isMerged === false) {
      this.#report(
        'syntax/duplicate-key',
        `The key ${JSON.stringify(name)} stands in this object already.`,
        key,
        {
          hint: 'Remove one of the two: parsers disagree on which one counts.',
        },
      );
    }
    const value = this.#convert(pair.value, keyEnd);
    this.#path.pop();
    const end =
      isAlias(pair.value) || value.node.offset >= keyEnd ? value.node.offset + value.node.length : keyEnd;
    const node: SourceNode = {
      type: 'property',
      offset: key.offset,
      length: end - key.offset,
      children: [key, value.node],
    };
    properties.set(name, { node, value, isMerged: false });
    return node;
  }

  /** `<<: *base` adds the properties that the object does not have itself. */
  #merge(pair: Pair, properties: Map<string, Property>): void {
    const source = this.#convert(pair.value, 0);
    for (const { properties: added } of source.entries ?? [source]) {
      if (added === undefined) {
        throw this.#refuse(
          'syntax/yaml',
          'Behind << there must be an object, or a list of objects.',
          pair.key,
          0,
        );
      }
      for (const [name, property] of added) {
        if (!properties.has(name)) properties.set(name, { ...property, isMerged: true });
      }
    }
  }

  #convertKey(key: unknown): SourceNode {
    const { node, value } = this.#convert(key, 0);
    if (typeof value === 'object' && value !== null) {
      throw this.#refuse('syntax/yaml', 'In JSON, the name of a property is a text.', key, 0);
    }
    const name = value === null ? '' : String(value);
    return { type: 'string', offset: node.offset, length: node.length, value: name };
  }

  #convertScalar(scalar: Scalar): Converted {
    const span = spanOf(scalar);
    const { value, isUnknown } = fillScalar(scalar, span, this.#options);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw this.#refuse('syntax/yaml', 'JSON has no such number.', scalar, 0);
    }
    const node = toNode(value, span);
    if (isUnknown) this.#unknown.add(node);
    return { node, value, size: 1 };
  }

  #refuse(ruleId: Problem['ruleId'], message: string, node: unknown, at: number): UnreadableError {
    const span = isNode(node) ? spanOf(node) : { offset: at, length: 0 };
    this.#report(ruleId, message, span);
    return new UnreadableError(message);
  }

  #report(
    ruleId: Problem['ruleId'],
    message: string,
    { offset, length }: Span,
    more: Pick<Problem, 'hint'> = {},
  ): void {
    this.#options.report.add(
      { ruleId, message, start: offset, end: offset + length, ...more },
      toPointer(this.#path),
    );
  }
}

/** The parser marks them with a symbol, because `<<` in quotes is a name like any other. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { offset: start, length: end - start };
}

/** What has brackets ends with them; what has none, with its last entry. */
function spanOfCollection(node: Node, children: readonly SourceNode[]): Span {
  const span = spanOf(node);
  const last = children.at(-1);
  const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
  if (isFlow || last === undefined) return span;
  return { offset: span.offset, length: Math.max(0, last.offset + last.length - span.offset) };
}

function sizeOf(parts: readonly Converted[]): number {
  return parts.reduce((sum, { size }) => sum + size, 1);
}

/** The node of a value that stands at one place as a whole. */
function toNode(value: unknown, span: Span): SourceNode {
  if (Array.isArray(value))
    return { type: 'array', ...span, children: value.map((entry) => toNode(entry, span)) };
  if (isRecord(value)) {
    const children = Object.entries(value).map(
      ([name, entry]): SourceNode => ({
        type: 'property',
        ...span,
        children: [{ type: 'string', ...span, value: name }, toNode(entry, span)],
      }),
    );
    return { type: 'object', ...span, children };
  }
  const type = typeof value;
  return {
    type: type === 'string' || type === 'number' || type === 'boolean' ? type : 'null',
    ...span,
    value,
  };
}

/** Where in a tree nodes are that a test holds for; an alias is at several places. */
function collectPointers(
  node: SourceNode,
  path: readonly (string | number)[],
  isWanted: (node: SourceNode) => boolean,
  pointers: Set<string>,
): void {
  if (isWanted(node)) pointers.add(toPointer(path));
  for (const [index, child] of (node.children ?? []).entries()) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
    const step = key === undefined ? index : String(key.value);
    collectPointers(value ?? child, [...path, step], isWanted, pointers);
  }
}
