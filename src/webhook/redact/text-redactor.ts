import { isUtf8 } from 'node:buffer';
import { REDACTED } from '../../core/redact.ts';
import type { Decisions, RedactionRule } from './decisions.ts';
import { findAddresses } from './find-addresses.ts';
import { findBase64 } from './find-base64.ts';
import { findMultipartSecrets, findPrivateKeys } from './find-blocks.ts';
import { type Part, replaceParts } from './find-runs.ts';
import { findTokens } from './find-tokens.ts';
import { inside, MAX_DEPTH, type Place } from './place.ts';
import {
  AVATAR_HASH,
  BARE_SECRET,
  BASIC,
  BEARER,
  KNOWN_TOKEN,
  QUOTED_SECRET,
  USER_INFO,
  XML_SECRET,
} from './words.ts';

/** Takes out of texts of one delivery what can be found by its looks. The same address becomes the same stand-in. */
export class TextRedactor {
  readonly #decisions: Decisions;
  readonly #inner: (text: string, place: Place) => string;
  readonly #people = new Map<string, number>();

  /** @param inner takes out of what was wrapped in a text, in whatever form it is */
  constructor(decisions: Decisions, inner: (text: string, place: Place) => string) {
    this.#decisions = decisions;
    this.#inner = inner;
  }

  /** Text with what can be found in it by its looks, also inside of base64. */
  plain(text: string, place: Place): string {
    let result = this.usable(text, place);
    if (place.depth < MAX_DEPTH) result = this.#base64(result, place);
    if (this.#decisions.isOn('secret')) {
      result = this.#replace(
        result,
        QUOTED_SECRET,
        place,
        'secret',
        (_, before, _inner, quote) => `${before}${quote}${REDACTED}`,
      );
      for (const expression of [BARE_SECRET, XML_SECRET]) {
        result = this.#replace(result, expression, place, 'secret', (_, before) => `${before}${REDACTED}`);
      }
      result = this.#replaceParts(result, findMultipartSecrets(result), place, 'secret', () => REDACTED);
    }
    if (this.#decisions.isOn('email')) {
      result = this.#replaceParts(result, findAddresses(result), place, 'email', (address) => {
        const at = /@|%(?:25)?40|\\u0040|&#64;|&#x40;/i.exec(address)?.[0] ?? '@';
        const plain = address.replace(at, '@').toLowerCase();
        return `person-${numberOf(plain, this.#people)}${at}redacted.invalid`;
      });
      result = this.#replace(result, AVATAR_HASH, place, 'email', (_, before) => `${before}redacted`);
    }
    for (const [index, matcher] of this.#decisions.rules.redact.entries()) {
      if (matcher.kind !== 'text') continue;
      result = this.#replace(result, matcher.expression, place, `custom ${index + 1}`, () => REDACTED);
    }
    return result;
  }

  /** Takes out what could be used to sign in, and nothing else. */
  usable(text: string, place: Place): string {
    let result = text;
    for (const literal of this.#decisions.rules.literals) {
      if (!result.includes(literal)) continue;
      this.#decisions.report(place, 'known-secret');
      result = result.replaceAll(literal, REDACTED);
    }
    result = this.#replaceParts(result, findTokens(result), place, 'jwt', (token) =>
      this.#token(token, place),
    );
    result = this.#replaceParts(result, findPrivateKeys(result), place, 'credential', () => REDACTED);
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
    const redacted = place.depth >= MAX_DEPTH ? text : this.#inner(text, inside(place));
    const shown = redacted === text ? claims : Buffer.from(redacted).toString('base64url');
    return `${header}.${shown}.${REDACTED}`;
  }

  #base64(text: string, place: Place): string {
    return replaceParts(text, findBase64(text), (run) => {
      const bytes = Buffer.from(run, 'base64');
      if (bytes.length < 12 || !isUtf8(bytes)) return run;
      const inner = bytes.toString('utf8');
      // Long words decode to something, but hardly to text.
      if (/[^\P{Cc}\t\n\r\f]/u.test(inner)) return run;
      const redacted = this.#inner(inner, inside(place));
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
    rule: RedactionRule,
    replace: (match: string, ...groups: readonly (string | undefined)[]) => string,
  ): string {
    if (isRedacted(text)) return text;
    return text.replace(expression, (match: string, ...rest: readonly unknown[]) => {
      const groups = rest.map((group) => (typeof group === 'string' ? group : undefined));
      return groups.slice(0, -1).some(isRedacted)
        ? match
        : this.#decide(match, place, rule, (found) => replace(found, ...groups));
    });
  }

  #replaceParts(
    text: string,
    parts: readonly Part[],
    place: Place,
    rule: RedactionRule,
    replace: (part: string) => string,
  ): string {
    if (isRedacted(text)) return text;
    return replaceParts(text, parts, (part) => this.#decide(part, place, rule, replace));
  }

  #decide(found: string, place: Place, rule: RedactionRule, replace: (found: string) => string): string {
    if (this.#decisions.isKeptText(found)) return found;
    const replaced = replace(found);
    if (replaced !== found) this.#decisions.report(place, rule);
    return replaced;
  }
}

/** Also a token that has lost its signature already: text in front of the mark is what remained of it. */
function isRedacted(value: string | undefined): boolean {
  return value === REDACTED || (value !== undefined && /^eyJ[\w-]+\.[\w-]*\.(?:\[redacted\])?$/.test(value));
}

/** The number of a text among those that were seen before. */
export function numberOf(text: string, numbers: Map<string, number>): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size + 1);
  return numbers.size;
}

/** What Basic authentication sends is a name and a password, joined by a colon. */
function isCredential(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('latin1').includes(':');
}
