import { isMark, isOneOf, isWord, plainText, type Token } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import { type Code, isMemberMark, type Stretch } from './code.ts';
import { bare, type Scopes } from './scopes.ts';

/** A name that is given a value: `const url = …`, `String url = …`, `url := …`, `this.url = …`, `{ url: … }`. */
export interface Definition {
  readonly name: string;
  /** Index of the name. */
  readonly at: number;
  /** Index of the first token of the value. */
  readonly value: number;
  readonly scope: number;
  /** The name of the object that it is an entry of: `issue` of `const PATHS = { issue: … }`. */
  readonly owner?: string;
  /** Whether it is known as a member, wherever it stands: `this.url`, or a name in capitals. */
  readonly isMember: boolean;
}

/** How far names are looked for: beyond, a file is not for people. */
const MAX_CANDIDATES = 50;
const MAX_SCOPES = 60;
const MAX_USES = 200;
/** Longest type between a name and its value. */
const MAX_TYPE = 10;

const CLASSES = new Set(['class', 'module']);
const SELF = new Set(['this', 'self', '$this', 'static', 'cls', 'Self', 'Companion', 'companion']);
const DECLARING = wordSet(`
  const let var val static final readonly private public
`);

/** The definitions of a file, and what the names in it refer to. */
export class Names {
  readonly #code: Code;
  readonly #scopes: Scopes;
  readonly #byName = new Map<string, Definition[]>();
  readonly #byValue = new Map<number, Definition>();
  readonly #appends = new Map<string, number[]>();
  readonly #resolved = new Map<number, Definition | undefined>();
  #words: Map<string, number[]> | undefined;

  constructor(code: Code, scopes: Scopes) {
    this.#code = code;
    this.#scopes = scopes;
    for (const [index, token] of code.tokens.entries()) {
      if (token.kind !== 'mark') continue;
      const found = readDefinition(code, scopes, index);
      if (found !== undefined) {
        push(this.#byName, found.name, found);
        this.#byValue.set(found.value, found);
      }
      if (token.text !== '+=' && token.text !== '.=') continue;
      const target = code.tokens[index - 1];
      if (isWord(target)) push(this.#appends, bare(target.text), index);
    }
  }

  /** The definition whose value begins at a place. */
  definedBy(value: number): Definition | undefined {
    return this.#byValue.get(value);
  }

  /** What a name, perhaps with members, refers to; undefined where it is not certain. */
  resolve({ first, last }: Stretch): Definition | undefined {
    const token = this.#code.tokens[last];
    if (!isWord(token)) return undefined;
    const candidates = this.#byName.get(bare(token.text));
    if (candidates === undefined) return undefined;
    if (first !== last) {
      const owner = this.#code.tokens[last - 2];
      const isInner = isMemberMark(this.#code.tokens[last - 3], this.#code.language);
      return isWord(owner) && !isInner ? resolveMember(candidates, owner.text) : undefined;
    }
    if (isMark(this.#code.tokens[first - 1], '@')) return only(candidates);
    if (!this.#resolved.has(first)) this.#resolved.set(first, this.#resolveLocal(candidates, first));
    return this.#resolved.get(first);
  }

  /** What a name refers to that is the code in a literal: `${url}`, `#{Paths::ISSUE}`. */
  resolveInside(tokens: readonly Token[], literal: number): Definition | undefined {
    const name = tokens.at(-1);
    const candidates = isWord(name) ? this.#byName.get(bare(name.text)) : undefined;
    if (candidates === undefined || tokens.length > 3) return undefined;
    if (tokens.length === 1) return this.#resolveLocal(candidates, literal);
    const [owner, mark] = tokens;
    if (isMark(owner, '@')) return only(candidates);
    return isWord(owner) && isMark(mark, '.', '->', '::') ? resolveMember(candidates, owner.text) : undefined;
  }

  /** Whether the value of a definition grows between it and a place. */
  isAppendedTo({ name, at }: Definition, use: number): boolean {
    const appends = this.#appends.get(name) ?? [];
    return appends.slice(0, MAX_CANDIDATES).some((index) => index > at && index < use);
  }

  /** Every place at which a name may refer to a definition, apart from the definition itself. */
  usesOf(definition: Definition): readonly number[] {
    this.#words ??= indexWords(this.#code.tokens);
    const places = this.#words.get(definition.name) ?? [];
    const from = definition.isMember ? 0 : places.findIndex((index) => index > definition.at);
    return places
      .slice(from < 0 ? places.length : from, from + MAX_USES)
      .filter((at) => at !== definition.at);
  }

  /** The last one before the place in the innermost scope that has one; in files that define it later, any. */
  #resolveLocal(candidates: readonly Definition[], use: number): Definition | undefined {
    const name = candidates[0]?.name ?? '';
    const near = nearest(candidates, use).filter(({ owner }) => owner === undefined);
    let scope = this.#scopes.scopeAt(use);
    for (let step = 0; step < MAX_SCOPES; step += 1) {
      const here = near.filter((definition) => definition.scope === scope);
      const found = here.findLast(({ at }) => at < use) ?? only(here);
      if (found !== undefined) return found;
      if (this.#scopes.hasParameter(scope, name)) return undefined;
      if (scope < 0) break;
      scope = this.#scopes.scopeAround(scope);
    }
    // Constants may stand in an object of their own, such as Kotlin's companions.
    return /^[A-Z][A-Z0-9_]+$/.test(name) ? only(candidates) : undefined;
  }
}

/** `this.url`, `Paths.ISSUE`, `PATHS.issue`. */
function resolveMember(candidates: readonly Definition[], owner: string): Definition | undefined {
  const entry = only(candidates.filter((definition) => definition.owner === bare(owner)));
  if (entry !== undefined) return entry;
  if (!SELF.has(owner) && !/^[A-Z]/.test(owner)) return undefined;
  return only(candidates.filter(({ isMember, owner: of }) => isMember && of === undefined));
}

function push<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [value]);
  else list.push(value);
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** The definitions around a place, in a list that is sorted by place. */
function nearest(definitions: readonly Definition[], use: number): readonly Definition[] {
  if (definitions.length <= MAX_CANDIDATES) return definitions;
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((definitions[middle]?.at ?? 0) < use) low = middle + 1;
    else high = middle;
  }
  return definitions.slice(Math.max(0, low - MAX_CANDIDATES), low + 2);
}

function indexWords(tokens: readonly Token[]): Map<string, number[]> {
  const words = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    if (isWord(token)) push(words, bare(token.text), index);
    if (token.kind !== 'text') continue;
    // A name in the code of a literal is a use of it where the literal stands.
    for (const part of token.parts) {
      const name = typeof part === 'string' ? undefined : part.tokens.at(-1);
      if (isWord(name)) push(words, bare(name.text), index);
    }
  }
  return words;
}

function readDefinition(code: Code, scopes: Scopes, index: number): Definition | undefined {
  const mark = code.tokens[index];
  if (isMark(mark, '=', ':=')) return readAssignment(code, scopes, index);
  return isMark(mark, ':', '=>') ? readEntry(code, scopes, index) : undefined;
}

/** In brackets, `name = value` is an argument with a name, or a parameter with a default. */
function readAssignment(code: Code, scopes: Scopes, mark: number): Definition | undefined {
  const around = code.bracketAround(mark);
  // Go and Rust group constants in brackets.
  if (isMark(code.tokens[around], '[') || (isMark(code.tokens[around], '(') && !isConstGroup(code, around))) {
    return undefined;
  }
  const at = nameBeforeValue(code, mark);
  const token = code.tokens[at];
  if (!isWord(token)) return undefined;
  const isMemberOf = isMemberMark(code.tokens[at - 1], code.language);
  if (isMemberOf && !isOneOf(code.tokens[at - 2], SELF)) return undefined;
  return {
    name: bare(token.text),
    at,
    value: mark + 1,
    scope: scopes.scopeAt(at),
    isMember:
      isMemberOf ||
      isMark(code.tokens[at - 1], '@') ||
      isField(code, at, scopes) ||
      /^[A-Z]/.test(token.text),
  };
}

function isConstGroup(code: Code, bracket: number): boolean {
  return isOneOf(code.tokens[bracket - 1], new Set(['const', 'var']));
}

/** A declaration directly inside the braces of a class; those of functions follow parameters. */
function isField(code: Code, at: number, scopes: Scopes): boolean {
  if (isOneOf(code.tokens[scopes.scopeAt(at)], CLASSES)) return true;
  const before = code.tokens[code.braceAround(at) - 1];
  return isWord(before) || isMark(before, '>');
}

/** Over a type that stands between name and value: `url: string = …`, `url string = …` (Go). */
function nameBeforeValue(code: Code, mark: number): number {
  const { tokens } = code;
  for (let at = mark - 1; at >= Math.max(1, mark - MAX_TYPE); at -= 1) {
    const token = tokens[at];
    if (isMark(token, ':')) return isWord(tokens[at - 1]) ? at - 1 : -1;
    if (!isWord(token) && !isMark(token, '<', '>', '&', '.', '?', '|', '[', ']', ',', "'", '*')) break;
    if (isWord(token) && (token.startsLine || DECLARING.has(token.text))) break;
  }
  const last = tokens[mark - 1];
  if (!isWord(last)) return -1;
  const isGoType = code.language === 'go' && last.text === 'string' && isWord(tokens[mark - 2]);
  return isGoType && !isOneOf(tokens[mark - 2], DECLARING) ? mark - 2 : mark - 1;
}

/** An entry of an object that has a name: `const PATHS = { issue: '/rest/…' }`. */
function readEntry(code: Code, scopes: Scopes, mark: number): Definition | undefined {
  const bracket = code.bracketAround(mark);
  if (!isMark(code.tokens[bracket], '{', '[') || !isMark(code.tokens[bracket - 1], '=', ':='))
    return undefined;
  const key = code.tokens[mark - 1];
  const name = isWord(key) ? key.text : plainText(key);
  const before = code.tokens[mark - 2];
  if (name === undefined || !(isMark(before, ',') || mark - 2 === bracket)) return undefined;
  const owner = code.tokens[nameBeforeValue(code, bracket - 1)];
  if (!isWord(owner)) return undefined;
  return {
    name: bare(name),
    at: mark - 1,
    value: mark + 1,
    scope: scopes.scopeAt(bracket),
    owner: bare(owner.text),
    isMember: true,
  };
}
