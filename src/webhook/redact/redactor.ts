import { isUtf8 } from 'node:buffer';
import { REDACTED } from '../../core/redact.ts';
import {
  type JsonPath,
  type JsonPlace,
  parseJsonDocument,
  pointerOf,
  stringValue,
  walkJson,
} from '../json-text.ts';
import type { Redaction } from '../recording/recording.ts';
import { findEmbeddedJson } from './embedded-json.ts';
import type { Matcher, RuleId, Rules } from './rules.ts';
import {
  AVATAR_HASH,
  BARE_SECRET,
  BASE64_RUN,
  BASIC,
  BEARER,
  EMAIL,
  isPersonName,
  isSecretName,
  JWT,
  KNOWN_TOKEN,
  MULTIPART_SECRET,
  PEM,
  QUOTED_SECRET,
  USER_INFO,
  XML_SECRET,
} from './words.ts';

/** How often something may be wrapped in something else. */
const MAX_DEPTH = 6;

/** Where in a delivery something stands. */
interface Place {
  readonly part: string;
  /** Pointer to the token or the base64 text that the path begins in. */
  readonly outer?: string;
  readonly path: JsonPath;
  /** How many wrappings are around it. */
  readonly depth: number;
}

/**
 * Takes secrets and personal data out of one delivery. What is changed is changed where it stands: the rest of a body
 * keeps its bytes. The same address becomes the same stand-in, wherever it stands in the delivery.
 */
export class Redactor {
  readonly redactions: Redaction[] = [];
  readonly #rules: Rules;
  readonly #seen = new Set<string>();
  readonly #people = new Map<string, number>();
  readonly #names = new Map<string, number>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** @param isForm the body is a form, whatever it looks like */
  body(bytes: Uint8Array, part: string, isForm: boolean): Uint8Array {
    if (bytes.length === 0) return bytes;
    const place = { part, path: [], depth: 0 };
    // Any byte is a character of Latin-1, so that what is no UTF-8 text can be searched and stays what it is.
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    const text = Buffer.from(bytes).toString(encoding);
    const redacted = isForm ? this.#form(text, place) : this.#value(text, place);
    return redacted === text ? bytes : Buffer.from(redacted, encoding);
  }

  path(text: string, part: string): string {
    const segments = text.split('/').map((segment) => {
      const plain = decodePercents(segment);
      const redacted = this.#value(plain, { part, path: [], depth: 0 });
      return redacted === plain ? segment : encodeURIComponent(redacted);
    });
    return segments.join('/');
  }

  query(text: string, part: string): string {
    return this.#form(text, { part, path: [], depth: 0 });
  }

  header(name: string, value: string, part: string): string {
    const place = { part: `${part}.${name}`, path: [], depth: 0 };
    const lower = name.toLowerCase();
    if (lower === 'cookie' || lower === 'set-cookie') return this.#cookies(value, lower, place);
    if (lower === 'authorization' && /^JWT\s+eyJ[\w-]{2,}\.[\w-]{2,}\.[\w-]*\s*$/i.test(value)) {
      return this.#plain(value, place);
    }
    if (lower === 'authorization') {
      this.#report(place, 'credential');
      return `${/^[\w-]+(?=\s)/.exec(value)?.[0] ?? ''} ${REDACTED}`.trim();
    }
    const named = [name];
    if (this.#isChosen(named))
      return this.#blank(value, { ...place, path: [] }, customId(this.#rules, named));
    if (/signature/.test(lower) && !this.#isKept(named)) return this.#blank(value, place, 'secret');
    if (isSecretName(name) && !this.#isKept(named)) return this.#secret(value, place);
    return this.#isKept(named) ? this.#usable(value, place) : this.#value(value, place);
  }

  /** A text that connect-kit itself wrote about the delivery. */
  remark(text: string): string {
    return this.#plain(text, { part: '', path: [], depth: MAX_DEPTH });
  }

  /** A text in whatever form: JSON, a form, base64, or just text. */
  #value(text: string, place: Place): string {
    if (text.length < 3) return text;
    if (place.depth >= MAX_DEPTH) return this.#plain(text, place);
    if (parseJsonDocument(text) !== undefined) return this.#json(text, place);
    if (isFormText(text)) return this.#form(text, place);
    return this.#plain(this.#embedded(text, place), place);
  }

  #embedded(text: string, place: Place): string {
    let result = '';
    let from = 0;
    for (const { start, end } of findEmbeddedJson(text)) {
      result +=
        text.slice(from, start) + this.#json(text.slice(start, end), { ...place, depth: place.depth + 1 });
      from = end;
    }
    return result + text.slice(from);
  }

  #json(text: string, place: Place): string {
    const places = Array.from(walkJson(text));
    const secretObjects = findNamedSecrets(places, text);
    let result = '';
    let from = 0;
    for (const one of places) {
      if (one.kind === 'object' || one.kind === 'array' || one.kind === 'literal') continue;
      const raw = text.slice(one.start, one.end);
      const changed = this.#jsonScalar(one, raw, secretObjects, place);
      if (changed === raw) continue;
      result += text.slice(from, one.start) + changed;
      from = one.end;
    }
    return result + text.slice(from);
  }

  #jsonScalar(one: JsonPlace, raw: string, secretObjects: ReadonlySet<string>, outer: Place): string {
    const place = { part: outer.part, path: [...outer.path, ...one.path], depth: outer.depth + 1 };
    const { path } = place;
    if (one.kind === 'key') {
      const key = stringValue(raw);
      const redacted = this.#plain(key, place);
      return redacted === key ? raw : JSON.stringify(redacted);
    }
    if (this.#isChosen(path)) return blankScalar(raw, this.#blank(raw, place, customId(this.#rules, path)));
    const isKept = this.#isKept(path);
    const isSecret = path.some(isSecretName) || secretObjects.has(pointerOf(one.path.slice(0, -1)));
    if (one.kind === 'number') {
      // A card number is a number, and so is a PIN; what else is numeric says nothing.
      const isBlanked = !isKept && path.slice(-1).some(isSecretName) && this.#isOn('secret');
      return isBlanked ? blankScalar(raw, this.#blank(raw, place, 'secret')) : raw;
    }
    const value = stringValue(raw);
    const redacted = this.#jsonString(value, place, isKept, isSecret);
    return redacted === value ? raw : JSON.stringify(redacted);
  }

  #jsonString(value: string, place: Place, isKept: boolean, isSecret: boolean): string {
    if (isKept) return this.#usable(value, place);
    if (isSecret) return this.#secret(value, place);
    if (this.#isOn('name') && place.path.slice(-1).some(isPersonName) && value !== '') {
      this.#report(place, 'name');
      return `Person ${numberOf(value, this.#names)}`;
    }
    return this.#value(value, place);
  }

  #form(text: string, outer: Place): string {
    return text
      .split('&')
      .map((pair) => {
        const equals = pair.indexOf('=');
        const rawName = equals === -1 ? pair : pair.slice(0, equals);
        const name = decodeForm(rawName);
        const place = { part: outer.part, path: [...outer.path, name], depth: outer.depth + 1 };
        const redactedName = this.#plain(name, place);
        const shownName = redactedName === name ? rawName : encodeURIComponent(redactedName);
        if (equals === -1) return shownName;
        const rawValue = pair.slice(equals + 1);
        const value = decodeForm(rawValue);
        const redacted = this.#field(value, place);
        return `${shownName}=${redacted === value ? rawValue : encodeURIComponent(redacted)}`;
      })
      .join('&');
  }

  #field(value: string, place: Place): string {
    const { path } = place;
    if (value === '') return value;
    if (this.#isChosen(path)) return this.#blank(value, place, customId(this.#rules, path));
    if (this.#isKept(path)) return this.#usable(value, place);
    if (path.slice(-1).some(isSecretName)) return this.#secret(value, place);
    return this.#value(value, place);
  }

  /** What a field holds whose name speaks of a secret. Of a token only the signature is one. */
  #secret(value: string, place: Place): string {
    if (!this.#isOn('secret')) return this.#value(value, place);
    if (value === '') return value;
    const token = /^(?:JWT\s+)?eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value) ? this.#plain(value, place) : value;
    return token === value ? this.#blank(value, place, 'secret') : token;
  }

  #cookies(value: string, header: string, place: Place): string {
    this.#report(place, 'cookie');
    const parts = value.split(';');
    return parts
      .map((part, index) => {
        if (header === 'set-cookie' && index > 0) return this.#plain(part, place);
        const equals = part.indexOf('=');
        return equals === -1 ? part.replace(/\S+/g, REDACTED) : `${part.slice(0, equals)}=${REDACTED}`;
      })
      .join(';');
  }

  /** Text with what can be found in it by its looks, also inside of base64. */
  #plain(text: string, place: Place): string {
    let result = this.#usable(text, place);
    if (place.depth < MAX_DEPTH) result = this.#base64(result, place);
    if (this.#isOn('secret')) {
      result = this.#replace(
        result,
        QUOTED_SECRET,
        place,
        'secret',
        (_, before, _inner, quote) => `${before}${quote}${REDACTED}`,
      );
      for (const expression of [BARE_SECRET, XML_SECRET, MULTIPART_SECRET]) {
        result = this.#replace(result, expression, place, 'secret', (_, before) => `${before}${REDACTED}`);
      }
    }
    if (this.#isOn('email')) {
      result = this.#replace(result, EMAIL, place, 'email', (address) => {
        const at = /@|%(?:25)?40|\\u0040|&#64;|&#x40;/i.exec(address)?.[0] ?? '@';
        const plain = address.replace(at, '@').toLowerCase();
        return `person-${numberOf(plain, this.#people)}${at}redacted.invalid`;
      });
      result = this.#replace(result, AVATAR_HASH, place, 'email', (_, before) => `${before}redacted`);
    }
    for (const [index, matcher] of this.#rules.redact.entries()) {
      if (matcher.kind !== 'text') continue;
      result = this.#replace(result, matcher.expression, place, `custom ${index + 1}`, () => REDACTED);
    }
    return result;
  }

  /** Takes out what could be used to sign in, and nothing else. */
  #usable(text: string, place: Place): string {
    let result = text;
    for (const literal of this.#rules.literals) {
      if (!result.includes(literal)) continue;
      this.#report(place, 'known-secret');
      result = result.replaceAll(literal, REDACTED);
    }
    result = this.#replace(result, JWT, place, 'jwt', (token) => this.#token(token, place));
    result = this.#replace(result, PEM, place, 'credential', () => REDACTED);
    result = this.#replace(result, BASIC, place, 'credential', (match, scheme, space, text) =>
      isCredential(text ?? '') ? `${scheme}${space}${REDACTED}` : match,
    );
    result = this.#replace(
      result,
      BEARER,
      place,
      'credential',
      (_, scheme, space) => `${scheme}${space}${REDACTED}`,
    );
    result = this.#replace(result, USER_INFO, place, 'credential', (_, before) => `${before}${REDACTED}`);
    return this.#replace(result, KNOWN_TOKEN, place, 'credential', () => REDACTED);
  }

  /** Header and claims stay, for people to read; the claims without what would be taken out elsewhere. */
  #token(token: string, place: Place): string {
    const [header = '', claims = ''] = token.split('.');
    const text = Buffer.from(claims, 'base64url').toString('utf8');
    const redacted = place.depth >= MAX_DEPTH ? text : this.#value(text, inside(place));
    const shown = redacted === text ? claims : Buffer.from(redacted).toString('base64url');
    return `${header}.${shown}.${REDACTED}`;
  }

  #base64(text: string, place: Place): string {
    return text.replace(BASE64_RUN, (run) => {
      const bytes = Buffer.from(run, 'base64');
      if (bytes.length < 12 || !isUtf8(bytes)) return run;
      const inner = bytes.toString('utf8');
      // Long words decode to something, but hardly to text.
      if (/[^\P{Cc}\t\n\r\f]/u.test(inner)) return run;
      const redacted = this.#value(inner, inside(place));
      if (redacted === inner) return run;
      const isUrlSafe = /[-_]/.test(run);
      const encoded = Buffer.from(redacted).toString(isUrlSafe ? 'base64url' : 'base64');
      return run.endsWith('=') ? encoded : encoded.replace(/=+$/, '');
    });
  }

  #replace(
    text: string,
    expression: RegExp,
    place: Place,
    rule: RuleId | `custom ${number}`,
    replace: (match: string, ...groups: readonly (string | undefined)[]) => string,
  ): string {
    return text.replace(expression, (match: string, ...rest: readonly unknown[]) => {
      const groups = rest.map((group) => (typeof group === 'string' ? group : undefined));
      if (groups.some(isRedacted) || this.#isKeptText(match)) return match;
      const replaced = replace(match, ...groups);
      if (replaced !== match) this.#report(place, rule);
      return replaced;
    });
  }

  #blank(value: string, place: Place, rule: RuleId | `custom ${number}`): string {
    if (value === '') return value;
    this.#report(place, rule);
    return REDACTED;
  }

  #report({ part, outer = '', path }: Place, rule: RuleId | `custom ${number}`): void {
    if (part === '') return;
    // A key may be an address itself.
    const pointer = `${outer}${pointerOf(path)}`;
    const at = pointer === '' ? undefined : pointer.replaceAll(EMAIL, 'redacted');
    const id = `${part} ${at} ${rule}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.redactions.push(at === undefined ? { part, rule } : { part, at, rule });
  }

  #isOn(rule: RuleId): boolean {
    return !this.#rules.off.has(rule);
  }

  #isChosen(path: JsonPath): boolean {
    return this.#rules.redact.some((matcher) => matcher.kind === 'place' && matcher.matches(path));
  }

  #isKept(path: JsonPath): boolean {
    return this.#rules.keep.some((matcher) => matcher.kind === 'place' && matcher.matches(path));
  }

  #isKeptText(text: string): boolean {
    return this.#rules.keep.some((matcher) => matcher.kind === 'text' && matchesWhole(matcher, text));
  }
}

/** What is wrapped has names of its own: the key of a token says nothing of its claims. */
function inside({ part, outer = '', path, depth }: Place): Place {
  return { part, outer: `${outer}${pointerOf(path)}`, path: [], depth: depth + 1 };
}

/** Also a token that has lost its signature already: text in front of the mark is what remained of it. */
function isRedacted(value: string | undefined): boolean {
  return value === REDACTED || (value !== undefined && /^eyJ[\w-]+\.[\w-]*\.(?:\[redacted\])?$/.test(value));
}

function matchesWhole({ expression }: Extract<Matcher, { kind: 'text' }>, text: string): boolean {
  expression.lastIndex = 0;
  const found = expression.exec(text);
  expression.lastIndex = 0;
  return found !== null && found[0].length === text.length;
}

/** Expressions may be secrets themselves: a rule goes by its number. */
function customId({ redact }: Rules, path: JsonPath): `custom ${number}` {
  const index = redact.findIndex((matcher) => matcher.kind === 'place' && matcher.matches(path));
  return `custom ${index + 1}`;
}

/** `{"name": "apiToken", "value": "…"}`, and `{"field": "password", "toString": "…"}` of Jira's change logs. */
function findNamedSecrets(places: readonly JsonPlace[], text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, kind, start, end } of places) {
    const name = path.at(-1);
    if (kind !== 'string' || (name !== 'name' && name !== 'key' && name !== 'field')) continue;
    if (isSecretName(stringValue(text.slice(start, end)))) found.add(pointerOf(path.slice(0, -1)));
  }
  return found;
}

/** Stays a text where it was one; a number becomes one, for no number says that it was taken out. */
function blankScalar(raw: string, blank: string): string {
  return raw === '""' ? raw : JSON.stringify(blank);
}

function numberOf(text: string, numbers: Map<string, number>): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size + 1);
  return numbers.size;
}

function isFormText(text: string): boolean {
  return (
    /^[\w.%*+[\]~-]{1,200}=[^\s&]*(?:&[\w.%*+[\]~-]{1,200}(?:=[^\s&]*)?)*$/.test(text) &&
    !/^[\w+/-]{16,}={1,2}$/.test(text)
  );
}

function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeForm(text: string): string {
  return decodePercents(text.replaceAll('+', ' '));
}

/** What Basic authentication sends is a name and a password, joined by a colon. */
function isCredential(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('latin1').includes(':');
}
