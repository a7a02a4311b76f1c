import { isMark, isText, isWord, type TextToken, type Token } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import { type Code, isMemberMark, type Segment, type Stretch, segmentsBefore } from './code.ts';
import type { Definition, Names } from './names.ts';
import { joinAfter, joinBefore, operandFrom, operandUpTo } from './operands.ts';
import { isBuilder, readBuilder } from './url-builders.ts';

/** Stands in the text of an expression for what is not known before the program runs. */
export const HOLE = '\u0000';

/** A value that is a text, as far as it can be told: literals, joined and formatted, with the names in them resolved. */
export interface Expression extends Stretch {
  /** With {@link HOLE} for what is not known. */
  readonly text: string;
  /** Index of the literal that shows what the text is about: the first one with a slash. */
  readonly literal: number;
  /** The definitions that have become part of the text. */
  readonly definitions: readonly Definition[];
  /** The literals of the concatenation itself, which need not be looked at again. */
  readonly operands: readonly number[];
}

/** How deep calls and definitions are followed. */
const MAX_DEPTH = 8;
/** Longer concatenations are no paths. */
const MAX_OPERANDS = 60;

/** Functions that make a text of their arguments, by the last of their names. */
const FORMATTERS = wordSet(`
  format Format sprintf Sprintf vsprintf interpolate str String concat URL URI Uri urljoin JoinPath
  encodeURI encodeUri escape fromString text
`);
/** Functions of the add-on itself that say in their name that they make an address: `buildUrl`, `api_path`. */
const OWN_MAKER =
  /^(?!set|with|base|from|replace|match|is|has|add|append|on)\w*[a-z](?:Ur[il]|UR[IL]|Path|Endpoint|_ur[il]|_path|_endpoint)$/;
/** Names that make a URL where they stand after one of {@link URL_TYPES}. */
const URL_MAKERS = new Set(['create', 'parse', 'join', 'new', 'of', 'encode', 'resolve']);
const URL_TYPES = wordSet(`
  URI URL Uri Url url File path Path posixpath HttpUrl uri
`);
/** What may follow a literal without making another text of it than its own or its formatted form. */
const HARMLESS = wordSet(`
  format formatted trim toString intern freeze to_s html_safe strip into to_string to_owned clone as_str
  trimIndent stripMargin replace replaceAll replacen replaceFirst gsub sub Replace encode toUri toURI
  toURL href dedent squish f toHttpUrl parse unwrap ok valueOf normalize as_ref borrow chomp
`);

/** A place in a format. */
const PLACE = /%(?:(\d)\$)?[-+0]?\d{0,3}[sdv]|\{(\d?)\}/g;

/** The texts of one piece of code. */
export class Expressions {
  readonly #code: Code;
  readonly #names: Names;
  readonly #values = new Map<number, Expression | undefined>();

  constructor(code: Code, names: Names) {
    this.#code = code;
    this.#names = names;
  }

  /** The whole expression that a literal or a name is a part of. */
  around(index: number): Expression | undefined {
    let range = this.#concatenationAround({ first: index, last: index });
    for (let step = 0; step < MAX_DEPTH && range !== undefined; step += 1) {
      const outer = this.#makerAround(range);
      if (outer === undefined) break;
      range = this.#concatenationAround(outer);
    }
    return range === undefined ? undefined : this.#evaluate(range, 0);
  }

  /** The value of a definition. */
  valueOf(definition: Definition, depth = 0): Expression | undefined {
    const { value } = definition;
    if (this.#values.has(value)) return this.#values.get(value);
    // A definition by itself has no value.
    this.#values.set(value, undefined);
    const last = depth > MAX_DEPTH ? undefined : this.#concatenationFrom(value);
    const expression = last === undefined ? undefined : this.#evaluate({ first: value, last }, depth + 1);
    this.#values.set(value, expression);
    return expression;
  }

  #concatenationFrom(first: number): number | undefined {
    let last = operandFrom(this.#code, first)?.last;
    for (let count = 0; count < MAX_OPERANDS && last !== undefined; count += 1) {
      const next = joinAfter(this.#code, last);
      if (next === undefined) break;
      const operand = operandFrom(this.#code, next);
      if (operand === undefined) break;
      last = operand.last;
    }
    return last;
  }

  #concatenationAround({ first, last }: Stretch): Stretch | undefined {
    let start = operandUpTo(this.#code, last)?.first ?? first;
    for (let count = 0; count < MAX_OPERANDS; count += 1) {
      const before = joinBefore(this.#code, start);
      const operand = before === undefined ? undefined : operandUpTo(this.#code, before);
      if (operand === undefined) break;
      start = operand.first;
    }
    const end = this.#concatenationFrom(start);
    return end === undefined || end < last ? undefined : { first: start, last: end };
  }

  /** The call around an expression that only makes a text of it, or the brackets that hold nothing else. */
  #makerAround({ first, last }: Stretch): Stretch | undefined {
    const bracket = this.#code.bracketAround(first);
    const close = this.#code.partnerOf(bracket);
    if (!isMark(this.#code.tokens[bracket], '(') || close < last) return undefined;
    const segments = segmentsBefore(this.#code, bracket);
    const [called] = segments;
    if (called === undefined) {
      const isGroup = bracket + 1 === first && close - 1 === last && !isText(this.#code.tokens[bracket - 1]);
      return isGroup ? { first: bracket, last: close } : undefined;
    }
    const root = segments.at(-1);
    if (root !== undefined && isBuilder(root.name)) return operandFrom(this.#code, root.at);
    const entry = this.#code.entryAt(bracket, first);
    if (entry?.first !== first || !isMaker(segments)) return undefined;
    const start = segments.at(-1)?.at ?? bracket;
    if (!isMemberMark(this.#code.tokens[start - 1], this.#code.language))
      return { first: start, last: close };
    // `'%s/x'.formatted(…)`
    return isText(this.#code.tokens[start - 2]) ? { first: start - 2, last: close } : undefined;
  }

  #evaluate({ first, last }: Stretch, depth: number): Expression {
    const parts: Part[] = [];
    const operands: number[] = [];
    for (let at: number | undefined = first; at !== undefined && at <= last; ) {
      const operand = operandFrom(this.#code, at);
      if (operand === undefined) {
        parts.push(UNKNOWN_PART);
        break;
      }
      operands.push(operand.first);
      parts.push(...this.#partsOf(operand, depth));
      at = joinAfter(this.#code, operand.last);
    }
    const slashed = parts.filter(({ text, literal }) => literal !== undefined && text.includes('/'));
    const shown =
      slashed.find(({ isNamed }) => isNamed !== true) ??
      slashed[0] ??
      parts.find(({ text }) => text !== HOLE);
    return {
      first,
      last,
      text: parts.map(({ text }) => text).join(''),
      literal: shown?.literal ?? first,
      definitions: parts.flatMap(({ definitions }) => definitions),
      operands,
    };
  }

  #partsOf({ first, last }: Stretch, depth: number): readonly Part[] {
    const { tokens } = this.#code;
    let start = first;
    while (start < last && !isText(tokens[start]) && isSign(tokens[start])) start += 1;
    const token = tokens[start];
    if (isText(token)) return this.#partsOfLiteral(token, start, last, depth);
    if (isText(tokens[start + 1]) && start + 1 === last) {
      const tagged = tokens[last];
      return isText(tagged) ? this.#partsOfLiteral(tagged, last, last, depth) : [UNKNOWN_PART];
    }
    if (depth > MAX_DEPTH) return [UNKNOWN_PART];
    if (isWord(token) && isBuilder(token.text)) return this.#partsOfBuilder({ first: start, last }, depth);
    if (isMark(token, '(')) return this.#partsOfGroup(start, last, depth);
    if (isMark(tokens[last], ')')) return this.#partsOfCall(last, depth);
    return this.#partsOfName({ first: start, last }, depth);
  }

  #partsOfLiteral(token: TextToken, index: number, last: number, depth: number): readonly Part[] {
    const own = this.#literal(token, index, depth);
    if (last === index) return own;
    if (isMark(this.#code.tokens[index + 1], '(', '[')) return [UNKNOWN_PART];
    const name = memberOf(this.#code, index);
    if (name === 'concat') return [...own, UNKNOWN_PART];
    if (name !== undefined && !HARMLESS.has(name)) return [UNKNOWN_PART];
    const bracket = name === undefined ? index + 2 : index + 3;
    const isFormat = name === undefined || /^(?:format|formatted)$/.test(name);
    if (!isFormat || depth > MAX_DEPTH) return own;
    if (isMark(this.#code.tokens[bracket], '(')) return this.#fill(own, this.#argumentsIn(bracket, depth));
    return own;
  }

  #argumentsIn(bracket: number, depth: number): readonly (Expression | undefined)[] {
    const entries = this.#code.entriesIn(bracket).slice(0, MAX_OPERANDS);
    return entries.map((entry) => {
      const end = this.#concatenationFrom(entry.first);
      return end === entry.last ? this.#evaluate({ first: entry.first, last: end }, depth + 1) : undefined;
    });
  }

  /** Puts the arguments that are known into the places of a format: `%s`, `%1$s`, `{}`, `{0}`. */
  #fill(parts: readonly Part[], values: readonly (Expression | undefined)[]): readonly Part[] {
    if (values.every((value) => value === undefined || value.text === HOLE)) return parts;
    let count = 0;
    const definitions: Definition[] = [];
    let literal: number | undefined;
    const filled = parts.map(({ text }) =>
      text.replace(PLACE, (_, dollar: string | undefined, brace: string | undefined) => {
        const position = dollar !== undefined ? Number(dollar) - 1 : Number(brace ?? '') || count;
        count += 1;
        const value = values[position];
        if (value === undefined) return HOLE;
        definitions.push(...value.definitions);
        if (value.text.includes('/')) literal ??= value.literal;
        return value.text;
      }),
    );
    const own = parts.find(({ text }) => /[a-z]/i.test(text.replace(PLACE, '')) && text.includes('/'));
    return [
      {
        text: filled.join(''),
        literal: own?.literal ?? literal ?? parts[0]?.literal,
        definitions: [...parts.flatMap((part) => part.definitions), ...definitions],
      },
    ];
  }

  #literal({ parts }: TextToken, index: number, depth: number): readonly Part[] {
    if (parts.length === 0) return [{ text: '', literal: index, definitions: [] }];
    return parts.map((part) => {
      if (typeof part === 'string')
        return { text: part.replaceAll(HOLE, ''), literal: index, definitions: [] };
      const definition = this.#names.resolveInside(part.tokens, index);
      const value = definition && this.valueOf(definition, depth);
      if (definition === undefined || value === undefined) return { ...UNKNOWN_PART, literal: index };
      const definitions = [definition, ...value.definitions];
      return { text: this.#grown(value.text, definition, index), literal: index, definitions };
    });
  }

  #partsOfGroup(start: number, last: number, depth: number): readonly Part[] {
    const end = this.#concatenationFrom(start + 1);
    if (end === undefined || end !== last - 1) return [UNKNOWN_PART];
    const { text, literal, definitions } = this.#evaluate({ first: start + 1, last: end }, depth + 1);
    return [{ text, literal, definitions }];
  }

  /** Of a function that makes a text, the first argument with a slash; of one that formats, with what it fills in. */
  #partsOfCall(last: number, depth: number): readonly Part[] {
    const bracket = this.#code.partnerOf(last);
    const segments = segmentsBefore(this.#code, bracket);
    if (!isMaker(segments)) return [UNKNOWN_PART];
    const values = this.#argumentsIn(bracket, depth);
    const own = /^format(?:ted)?$/.test(segments[0]?.name ?? '') ? this.#ownerOf(segments, depth) : undefined;
    if (own !== undefined && own.text !== HOLE) return this.#fill([own], values);
    if (/format|printf/i.test(segments[0]?.name ?? '')) {
      const format = values.findIndex((value) => value !== undefined && value.text.search(PLACE) >= 0);
      const text = values[format];
      if (text !== undefined) return this.#fill([text], values.slice(format + 1));
    }
    const path = values.findIndex((value) => value?.text.includes('/'));
    const found = values[path];
    if (found === undefined) return [UNKNOWN_PART];
    const { text, literal, definitions } = found;
    // `new URL(path, base)` has its base after it, `urljoin(base, path)` before it: what is not known comes first.
    return [{ text: path > 0 ? `${HOLE}${text}` : text, literal, definitions }];
  }

  #partsOfBuilder(chain: Stretch, depth: number): readonly Part[] {
    const pieces = readBuilder(this.#code, chain, (entry) => {
      const end = this.#concatenationFrom(entry.first);
      return end === entry.last ? this.#evaluate({ first: entry.first, last: end }, depth + 1) : undefined;
    });
    if (pieces.length === 0) return [UNKNOWN_PART];
    return pieces.flatMap(({ separator, text }): readonly Part[] => {
      const slash = { text: separator, literal: undefined, definitions: [] };
      if (text === 'unknown') return [slash, UNKNOWN_PART];
      const isJoined = text.text.startsWith('/') || separator === '';
      return isJoined ? [text] : [slash, text];
    });
  }

  /** What a method is called on, where that is a name. */
  #ownerOf(segments: readonly Segment[], depth: number): Part | undefined {
    const [called] = segments;
    const last = (called?.at ?? 0) - 2;
    const first = segments.at(-1)?.at ?? last;
    const isName = segments.slice(1).every(({ bracket }) => bracket < 0);
    return segments.length > 1 && isName ? this.#partsOfName({ first, last }, depth)[0] : undefined;
  }

  #partsOfName(range: Stretch, depth: number): readonly Part[] {
    const definition = this.#names.resolve(range);
    const value = definition && this.valueOf(definition, depth);
    if (definition === undefined || value === undefined) return [UNKNOWN_PART];
    return [
      {
        text: this.#grown(value.text, definition, range.first),
        literal: value.literal,
        definitions: [definition, ...value.definitions],
        isNamed: true,
      },
    ];
  }

  #grown(text: string, definition: Definition, use: number): string {
    return this.#names.isAppendedTo(definition, use) ? `${text}${HOLE}` : text;
  }
}

interface Part {
  readonly text: string;
  /** Whether it is what a name stands for, and is written somewhere else. */
  readonly isNamed?: boolean;
  readonly literal: number | undefined;
  readonly definitions: readonly Definition[];
}

const UNKNOWN_PART: Part = { text: HOLE, literal: undefined, definitions: [] };

function isSign(token: Token | undefined): boolean {
  return (
    isMark(token, '&', '*', '!', '~', '...', '@') ||
    (isWord(token) && /^(?:await|new|yield|ref|move)$/.test(token.text))
  );
}

/** The name of the member that is taken of a literal. */
function memberOf(code: Code, index: number): string | undefined {
  if (!isMemberMark(code.tokens[index + 1], code.language)) return undefined;
  const member = code.tokens[index + 2];
  return isWord(member) ? member.text : undefined;
}

function isMaker(segments: readonly Segment[]): boolean {
  const [called, owner] = segments;
  if (called === undefined) return false;
  if (FORMATTERS.has(called.name) || OWN_MAKER.test(called.name)) return true;
  return URL_MAKERS.has(called.name) && owner !== undefined && URL_TYPES.has(owner.name);
}
