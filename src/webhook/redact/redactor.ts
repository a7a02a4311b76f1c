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
import { Decisions, type RedactionRule } from './decisions.ts';
import { findEmbeddedJson } from './embedded-json.ts';
import { decodeForm, decodePercents, isFormText } from './form-text.ts';
import { blankScalar, findNamedSecrets } from './json-places.ts';
import { MAX_DEPTH, type Place } from './place.ts';
import type { Rules } from './rules.ts';
import { numberOf, TextRedactor } from './text-redactor.ts';
import { isPersonName, isSecretName } from './words.ts';

/**
 * Takes secrets and personal data out of one delivery. What is changed is changed where it stands: the rest of a body
 * keeps its bytes. The same address becomes the same stand-in, wherever it stands in the delivery.
 */
export class Redactor {
  readonly #decisions: Decisions;
  readonly #texts: TextRedactor;
  readonly #names = new Map<string, number>();

  constructor(rules: Rules) {
    this.#decisions = new Decisions(rules);
    this.#texts = new TextRedactor(this.#decisions, (text, place) => this.#value(text, place));
  }

  /** What was taken out up to now. */
  get redactions(): readonly Redaction[] {
    return this.#decisions.redactions;
  }

  /** @param isForm the body is said to be a form; one that is JSON is taken for JSON all the same, as curl sends it */
  body(bytes: Uint8Array, part: string, isForm: boolean): Uint8Array {
    if (bytes.length === 0) return bytes;
    const place = { part, path: [], depth: 0 };
    // Any byte is a character of Latin-1, so that what is no UTF-8 text can be searched and stays what it is.
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    const text = Buffer.from(bytes).toString(encoding);
    const isJson = parseJsonDocument(text) !== undefined;
    const redacted = isForm && !isJson ? this.#form(text, place) : this.#value(text, place);
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
    if (
      lower === 'authorization' &&
      /^JWT\s+eyJ[\w-]{2,}\.[\w-]{2,}\.(?:[\w-]*|\[redacted\])\s*$/i.test(value)
    ) {
      // What a recording had is a token without a signature.
      return this.#texts.plain(value.replace(/\[redacted\]\s*$/i, ''), place);
    }
    if (lower === 'authorization') {
      this.#decisions.report(place, 'credential');
      return `${/^[\w-]+(?=\s)/.exec(value)?.[0] ?? ''} ${REDACTED}`.trim();
    }
    const named = [name];
    const chosen = this.#decisions.chosenBy(named);
    if (chosen !== undefined) return this.#blank(value, place, chosen);
    if (/signature/.test(lower) && !this.#decisions.isKept(named)) return this.#blank(value, place, 'secret');
    if (isSecretName(name) && !this.#decisions.isKept(named)) return this.#secret(value, place);
    return this.#decisions.isKept(named) ? this.#texts.usable(value, place) : this.#value(value, place);
  }

  /** A text that connect-kit itself wrote about the delivery. */
  remark(text: string): string {
    return this.#texts.plain(text, { part: '', path: [], depth: MAX_DEPTH });
  }

  /** A text in whatever form: JSON, a form, base64, or just text. */
  #value(text: string, place: Place): string {
    if (text.length < 3) return text;
    if (place.depth >= MAX_DEPTH) return this.#texts.plain(text, place);
    if (parseJsonDocument(text) !== undefined) return this.#json(text, place);
    if (isFormText(text)) return this.#form(text, place);
    return this.#texts.plain(this.#embedded(text, place), place);
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
      const redacted = this.#texts.plain(key, place);
      return redacted === key ? raw : JSON.stringify(redacted);
    }
    const chosen = this.#decisions.chosenBy(path);
    if (chosen !== undefined) return blankScalar(raw, this.#blank(raw, place, chosen));
    const isKept = this.#decisions.isKept(path);
    const isSecret = path.some(isSecretName) || secretObjects.has(pointerOf(one.path.slice(0, -1)));
    if (one.kind === 'number') {
      // A card number is a number, and so is a PIN; what else is numeric says nothing.
      const isBlanked = !isKept && path.slice(-1).some(isSecretName) && this.#decisions.isOn('secret');
      return isBlanked ? blankScalar(raw, this.#blank(raw, place, 'secret')) : raw;
    }
    const value = stringValue(raw);
    const redacted = this.#jsonString(value, place, isKept, isSecret);
    return redacted === value ? raw : JSON.stringify(redacted);
  }

  #jsonString(value: string, place: Place, isKept: boolean, isSecret: boolean): string {
    if (isKept) return this.#texts.usable(value, place);
    if (isSecret) return this.#secret(value, place);
    if (this.#decisions.isOn('name') && place.path.slice(-1).some(isPersonName) && value !== '') {
      this.#decisions.report(place, 'name');
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
        // A name may hold anything, and says in the recording where something was taken out.
        const shownName = this.#texts.plain(this.#embedded(name, outer), outer);
        const place = { part: outer.part, path: [...outer.path, shownName], depth: outer.depth + 1 };
        const writtenName = shownName === name ? rawName : encodeURIComponent(shownName);
        if (equals === -1) return writtenName;
        const rawValue = pair.slice(equals + 1);
        const value = decodeForm(rawValue);
        const redacted = this.#field(value, [...outer.path, name], place);
        return `${writtenName}=${redacted === value ? rawValue : encodeURIComponent(redacted)}`;
      })
      .join('&');
  }

  /** @param path as it was sent, which rules speak of; that of the place is what may be shown */
  #field(value: string, path: JsonPath, place: Place): string {
    if (value === '') return value;
    const chosen = this.#decisions.chosenBy(path);
    if (chosen !== undefined) return this.#blank(value, place, chosen);
    if (this.#decisions.isKept(path)) return this.#texts.usable(value, place);
    if (path.slice(-1).some(isSecretName)) return this.#secret(value, place);
    return this.#value(value, place);
  }

  /** What a field holds whose name speaks of a secret. Of a token only the signature is one. */
  #secret(value: string, place: Place): string {
    if (!this.#decisions.isOn('secret')) return this.#value(value, place);
    if (value === '') return value;
    const token = /^(?:JWT\s+)?eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value)
      ? this.#texts.plain(value, place)
      : value;
    return token === value ? this.#blank(value, place, 'secret') : token;
  }

  #cookies(value: string, header: string, place: Place): string {
    this.#decisions.report(place, 'cookie');
    const parts = value.split(';');
    return parts
      .map((part, index) => {
        if (header === 'set-cookie' && index > 0) return this.#texts.plain(part, place);
        const equals = part.indexOf('=');
        return equals === -1 ? part.replace(/\S+/g, REDACTED) : `${part.slice(0, equals)}=${REDACTED}`;
      })
      .join(';');
  }

  #blank(value: string, place: Place, rule: RedactionRule): string {
    if (value === '') return value;
    this.#decisions.report(place, rule);
    return REDACTED;
  }
}
