import type { CodeLanguage } from '../tokens/grammars.ts';
import { isMark, isText, isWord } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import { type Code, callsAfter, type Segment, type Stretch, segmentsBefore, segmentsUpTo } from './code.ts';
import {
  firstEntries,
  keyOf,
  methodInArguments,
  methodInObject,
  type SaidMethod,
} from './method-arguments.ts';
import type { Definition, Names } from './names.ts';
import { operandFrom } from './operands.ts';
import { definesRoute } from './routes.ts';
import {
  BRIDGE,
  CLIENT_ANNOTATION,
  COLLECTION,
  FORGE_CALLS,
  GET_UNLESS_SAID,
  HOST_CLIENTS,
  LINK_KEYS,
  LOADERS,
  type Method,
  methodInName,
  methodOf,
  ROUTE_KEYS,
  TEST_FUNCTIONS,
  TEXT_QUESTIONS,
  URL_STEPS,
  WRITERS,
} from './vocabulary.ts';

/** What is done with a text. */
export type CallSite =
  /** It is not called: compared, logged, a route, a key … */
  | { readonly kind: 'none' }
  /** It becomes the value of a name. */
  | { readonly kind: 'definition'; readonly definition: Definition }
  /** It stands somewhere, and may be called from elsewhere. */
  | { readonly kind: 'mention' }
  /** It is called; the method may be in a place that is not seen. */
  | { readonly kind: 'call'; readonly method: Method | undefined; readonly isHost: boolean };

const NONE = { kind: 'none' } as const;
const MENTION = { kind: 'mention' } as const;

/** How many calls around a text are looked at. */
const MAX_LEVELS = 8;

const BEFORE_OTHERS = wordSet(`
  case when import from require include is eq ne package in use
`);
const COMPARISONS = ['==', '===', '!=', '!=='] as const;
const LOGS = /^(?:console|log|logger|logging|_?log(?:ger)?|LOG(?:GER)?|Log|Logger|slog|tracing|winston)$/;

const JVM: ReadonlySet<CodeLanguage> = new Set<CodeLanguage>(['java', 'kotlin', 'groovy', 'scala']);
/** Attributes of C#'s Refit. */
const REFIT = /^(?:Get|Post|Put|Patch|Delete|Head)$/;

export class CallSites {
  readonly #code: Code;
  readonly #names: Names;
  #hasBridgeModules: boolean | undefined;
  #isClientInterface: boolean | undefined;

  constructor(code: Code, names: Names) {
    this.#code = code;
    this.#names = names;
  }

  /** What is done with the text of an expression. */
  judge(expression: Stretch): CallSite {
    return this.#judge(expression, undefined, 0);
  }

  /** @param said the method that the object says in which the path was found */
  #judge(range: Stretch, said: SaidMethod, level: number): CallSite {
    if (level > MAX_LEVELS || this.#isComparedOrKey(range)) return level > MAX_LEVELS ? MENTION : NONE;
    const { tokens } = this.#code;
    const bracket = this.#code.bracketAround(range.first);
    const entry = this.#code.entryAt(bracket, range.first);
    const key = entry === undefined ? undefined : this.#keyFor(bracket, entry, range);
    if (isMark(tokens[bracket], '(')) return this.#judgeArgument(range, bracket, key, said, level);
    if (key !== undefined) return this.#judgeEntry(range, bracket, key, said, level);
    const definition = this.#names.definedBy(range.first);
    if (definition !== undefined) return this.#judgeValue(definition, said);
    if (isMark(tokens[bracket], '[') && isIndex(this.#code, bracket)) return NONE;
    if (isMark(tokens[bracket], '[')) return isMark(tokens[bracket - 1], '#') ? NONE : MENTION;
    return this.#judgeStatement(range, said);
  }

  #isComparedOrKey({ first, last }: Stretch): boolean {
    const { tokens } = this.#code;
    const [before, after] = [tokens[first - 1], tokens[last + 1]];
    if (isMark(before, ...COMPARISONS) || isMark(after, ...COMPARISONS)) return true;
    if (isWord(before) && BEFORE_OTHERS.has(before.text)) return true;
    if (isWord(after) && /^(?:in|is|not|eq)$/.test(after.text) && !after.startsLine) return true;
    const startsEntry = isMark(before, '{', ',', '[') || (isMark(before, '(') && isMark(after, '=>'));
    if (startsEntry && isMark(after, ':', '=>')) return true;
    if (isMark(after, '->') && isText(tokens[last]) && tokens[first]?.startsLine === true) return true;
    if (isType(this.#code, first, last)) return true;
    // In Python, a literal by itself is a comment.
    const isAlone =
      isText(tokens[first]) && tokens[first].startsLine && tokens[last + 1]?.startsLine !== false;
    return this.#code.language === 'python' && isAlone && this.#code.bracketAround(first) < 0;
  }

  /** The key whose value begins at a place; in JavaScript, a name by itself is a key as well. */
  #keyFor(bracket: number, entry: Stretch, range: Stretch): string | undefined {
    const key = keyOf(this.#code, entry);
    if (key?.value.first === range.first) return key.name;
    const token = this.#code.tokens[range.first];
    const isShorthand =
      entry.first === range.first && entry.last === range.last && range.first === range.last;
    return isShorthand && isMark(this.#code.tokens[bracket], '{') && isWord(token) ? token.text : undefined;
  }

  #judgeArgument(
    range: Stretch,
    bracket: number,
    key: string | undefined,
    said: SaidMethod,
    level: number,
  ): CallSite {
    if (key !== undefined && LINK_KEYS.has(key)) return NONE;
    const segments = segmentsBefore(this.#code, bracket);
    const close = this.#code.partnerOf(bracket);
    if (segments.length > 0) return this.#judgeCall(range, bracket, segments, said, level);
    const definition = this.#names.definedBy(range.first);
    if (definition !== undefined) return this.#judgeValue(definition, said);
    // Brackets around a value, or of a function that is called at once.
    return close < 0 ? MENTION : this.#judge({ first: bracket, last: close }, said, level + 1);
  }

  #judgeCall(
    range: Stretch,
    bracket: number,
    segments: readonly Segment[],
    inObject: SaidMethod,
    level: number,
  ): CallSite {
    const called = segments[0]?.name ?? '';
    const owners = segments.slice(1).map(({ name }) => name);
    if (this.#isAnnotation(segments.at(-1)?.at ?? bracket)) return this.#judgeAnnotation(called);
    if (isOtherUse(called, owners) || definesRoute(this.#code, bracket, segments)) return NONE;
    const isHost = isHostCall(owners) || this.#isBridge(called, owners);
    const beside = inObject ?? methodInArguments(this.#code, bracket, range.first);
    const method = known(inObject) ?? methodOfCallee(called, owners) ?? known(beside);
    if (method !== undefined) return { kind: 'call', method, isHost };
    if (isUrlStep(called)) {
      return this.#judgeStep(bracket, segments, beside, isHost, level);
    }
    const isGet = this.#sendsGet(called, owners) && beside !== 'unknown';
    if (isGet && !this.#hasHiddenOptions(bracket, range.first))
      return { kind: 'call', method: 'GET', isHost };
    const isRequest = isHost || called === 'request' || this.#sendsGet(called, owners);
    return isRequest ? { kind: 'call', method: undefined, isHost } : MENTION;
  }

  /** Whether a function sends GET unless it is told otherwise. */
  #sendsGet(called: string, owners: readonly string[]): boolean {
    return GET_UNLESS_SAID.has(called) || this.#isBridge(called, owners);
  }

  /** A URL on its way: what stands around it in the same chain, or around the chain, says what is done with it. */
  #judgeStep(
    bracket: number,
    segments: readonly Segment[],
    said: SaidMethod,
    isHost: boolean,
    level: number,
  ): CallSite {
    const after = callsAfter(this.#code, this.#code.partnerOf(bracket));
    const before = segments.slice(1).filter((segment) => segment.bracket >= 0);
    for (const { name, bracket: open } of [...before, ...after]) {
      const inArguments = /^(?:method|setMethod|httpMethod|withMethod|setHttpMethod)$/.test(name)
        ? methodInArguments(this.#code, open, -1)
        : undefined;
      const method = methodOf(name) ?? (inArguments === 'unknown' ? undefined : inArguments);
      if (method !== undefined) return { kind: 'call', method, isHost };
      if (inArguments === 'unknown') return { kind: 'call', method: undefined, isHost };
    }
    // Builders of requests send GET unless told otherwise.
    const isBuilder = segments.some(({ name }) => /^(?:Builder|newBuilder)$/.test(name));
    if (
      isBuilder &&
      segments.some(({ name }) => /^(?:url|uri)$/.test(name)) &&
      after.some(({ name }) => name === 'build')
    ) {
      return { kind: 'call', method: 'GET', isHost };
    }
    const first = segments.at(-1)?.at ?? bracket;
    const last = operandFrom(this.#code, first)?.last ?? this.#code.partnerOf(bracket);
    const outer = this.#judge({ first: this.#withNew(first), last }, said, level + 1);
    return isHost && outer.kind !== 'none' ? { kind: 'call', method: undefined, isHost } : outer;
  }

  /** With `new`, `await` or `&` before it. */
  #withNew(first: number): number {
    const { tokens } = this.#code;
    let start = first;
    for (let step = 0; step < MAX_LEVELS; step += 1) {
      const before = tokens[start - 1];
      if (!isMark(before, '&', '*') && !(isWord(before) && /^(?:new|await)$/.test(before.text))) break;
      start -= 1;
    }
    return start;
  }

  /** The value of a key: of the options of a request, of a route, or of any other object. */
  #judgeEntry(range: Stretch, bracket: number, key: string, outer: SaidMethod, level: number): CallSite {
    const { tokens } = this.#code;
    const last = this.#code.partnerOf(bracket);
    if (LINK_KEYS.has(key) || describesOther(this.#code, bracket)) return NONE;
    const said = methodInObject(this.#code, bracket) ?? outer;
    if (said === undefined && !/ur[il]|path|endpoint|href/i.test(key)) {
      const definition = isMark(tokens[bracket - 1], '=', ':=')
        ? this.#names.definedBy(range.first)
        : undefined;
      return definition === undefined ? MENTION : { kind: 'definition', definition };
    }
    const site = this.#judge({ first: this.#withTypeName(bracket), last }, said, level + 1);
    if (site.kind === 'none' || (site.kind === 'call' && site.method !== undefined)) return site;
    const method = known(said);
    if (method !== undefined) return { kind: 'call', method, isHost: site.kind === 'call' && site.isHost };
    return site.kind === 'call' ? site : MENTION;
  }

  /** `http.Request{ … }`, `new Options { … }`. */
  #withTypeName(bracket: number): number {
    const before = this.#code.tokens[bracket - 1];
    if (!isWord(before) || before.text === 'return' || before.startsLine) return bracket;
    return this.#withNew(segmentsUpTo(this.#code, bracket - 1).at(-1)?.at ?? bracket);
  }

  /** An object of options that has a name is called where the name is handed over. */
  #judgeValue(definition: Definition, said: SaidMethod): CallSite {
    const isObject = isMark(this.#code.tokens[definition.value], '{', '[');
    if (!isObject) return { kind: 'definition', definition };
    for (const use of this.#names.usesOf(definition).slice(0, 20)) {
      if (this.#names.resolve({ first: use, last: use }) !== definition) continue;
      const bracket = this.#code.bracketAround(use);
      if (!isMark(this.#code.tokens[bracket], '(')) continue;
      const segments = segmentsBefore(this.#code, bracket);
      if (segments.length === 0) continue;
      const site = this.#judgeCall({ first: use, last: use }, bracket, segments, said, MAX_LEVELS - 1);
      if (site.kind === 'call') return site;
    }
    return MENTION;
  }

  #isAnnotation(first: number): boolean {
    return isMark(this.#code.tokens[first - 1], '@') || this.#isInAttribute(first);
  }

  /** C#'s `[Get("…")]`, and `#[…]` of PHP and Rust. */
  #isInAttribute(first: number): boolean {
    const bracket = this.#code.bracketAround(first);
    if (!isMark(this.#code.tokens[bracket], '[')) return false;
    if (isMark(this.#code.tokens[bracket - 1], '#')) return true;
    return this.#code.language === 'csharp' && !isIndex(this.#code, bracket) && bracket + 1 === first;
  }

  #judgeAnnotation(name: string): CallSite {
    const { language } = this.#code;
    const method = language === 'csharp' ? REFIT.exec(name)?.[0] : this.#methodOfAnnotation(name);
    return method === undefined ? NONE : { kind: 'call', method: methodOf(method), isHost: false };
  }

  /** On the JVM: Retrofit's `@GET`; of the others, those in interfaces that a client is made of. */
  #methodOfAnnotation(name: string): string | undefined {
    if (!JVM.has(this.#code.language)) return undefined;
    if (CLIENT_ANNOTATION.test(name)) return name.replace(/Exchange$/, '');
    const mapping = /^(Get|Post|Put|Patch|Delete)(?:Mapping)?$/.exec(name)?.[1];
    if (mapping === undefined) return undefined;
    this.#isClientInterface ??= this.#code.tokens.some(
      (token, index, { [index - 1]: before }) =>
        isWord(token) && /^(?:FeignClient|HttpExchange|Client)$/.test(token.text) && isMark(before, '@'),
    );
    return this.#isClientInterface ? mapping : undefined;
  }

  /** Not in brackets of a call: `http.get "/rest/…"` of Ruby and Groovy, `return …`, a value by itself. */
  #judgeStatement(range: Stretch, said: SaidMethod): CallSite {
    const { tokens, language } = this.#code;
    const before = tokens[range.first - 1];
    const isCommand =
      (language === 'ruby' || language === 'groovy') &&
      isWord(before) &&
      tokens[range.first]?.startsLine === false;
    if (!isCommand) {
      return said === undefined || said === 'unknown'
        ? MENTION
        : { kind: 'call', method: said, isHost: false };
    }
    const segments = segmentsUpTo(this.#code, range.first - 1);
    const called = segments[0]?.name ?? '';
    const owners = segments.slice(1).map(({ name }) => name);
    if (isOtherUse(called, owners)) return NONE;
    const method = methodInName(called);
    if (method === undefined) return MENTION;
    // `get '/rest/…' do` without anything that it is called on is a route.
    return owners.length === 0 ? NONE : { kind: 'call', method, isHost: isHostCall(owners) };
  }

  /** `AP.request(…)`, and `request(…)` by itself where the bridge's module has been asked for. */
  #isBridge(called: string, owners: readonly string[]): boolean {
    if (called !== 'request') return false;
    const [owner] = owners;
    if (owner !== undefined) return BRIDGE.test(owner);
    this.#hasBridgeModules ??= this.#code.tokens.some(
      (token, index, { [index + 2]: method }) =>
        isWord(token) && token.text === 'AP' && isWord(method) && method.text === 'require',
    );
    return this.#hasBridgeModules;
  }

  /** Whether an argument may be options that are not written out here. */
  #hasHiddenOptions(bracket: number, own: number): boolean {
    return firstEntries(this.#code, bracket).some(({ first, last }) => {
      if (first <= own && own <= last) return false;
      return first === last && isWord(this.#code.tokens[first]);
    });
  }
}

/** Whether a function takes a URL on its way to a request. */
function isUrlStep(called: string): boolean {
  if (GET_UNLESS_SAID.has(called)) return false;
  return URL_STEPS.has(called) || /ur[il]|path|endpoint|link|href/i.test(called);
}

/** Whether an object is a route of the add-on's own server, or a module of its descriptor. */
function describesOther(code: Code, bracket: number): boolean {
  const keys = firstEntries(code, bracket).flatMap((entry) => keyOf(code, entry)?.name ?? []);
  return keys.some((key) => ROUTE_KEYS.has(key)) || (keys.includes('key') && keys.includes('name'));
}

/** The method that the name of a function says; in Ruby, also that of a class: `Net::HTTP::Put.new(path)`. */
function methodOfCallee(called: string, owners: readonly string[]): Method | undefined {
  return methodInName(called) ?? (called === 'new' ? methodInName(owners[0] ?? '') : undefined);
}

function known(said: SaidMethod): Method | undefined {
  return said === 'unknown' ? undefined : said;
}

function isOtherUse(called: string, owners: readonly string[]): boolean {
  if (FORGE_CALLS.has(called) || LOADERS.has(called) || TEXT_QUESTIONS.has(called)) return true;
  if ([called, ...owners].some((name) => TEST_FUNCTIONS.has(name))) return true;
  if (methodOf(called) !== undefined) return COLLECTION.test(owners[0] ?? '');
  return WRITERS.has(called) || owners.some((name) => LOGS.test(name));
}

function isHostCall(owners: readonly string[]): boolean {
  return owners.some((name) => HOST_CLIENTS.has(name));
}

/** `type A = '/rest/…' | '/rest/…'`. */
function isType({ tokens, language }: Code, first: number, last: number): boolean {
  if (language !== 'typescript' && language !== 'javascript') return false;
  if (isMark(tokens[first - 1], '|') || isMark(tokens[last + 1], '|')) return true;
  const keyword = tokens[first - 3];
  return isMark(tokens[first - 1], '=') && isWord(keyword) && keyword.text === 'type';
}

function isIndex(code: Code, bracket: number): boolean {
  const before = code.tokens[bracket - 1];
  if (isMark(before, ')', ']')) return true;
  return (
    isWord(before) &&
    before.end === code.tokens[bracket]?.offset &&
    !/^(?:return|in|of|case)$/.test(before.text)
  );
}
