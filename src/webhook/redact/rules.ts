import { UsageError } from '../../core/errors.ts';
import type { JsonPath } from '../json-text.ts';

/**
 * What is taken out by itself.
 * - `jwt`: the signature of a token
 * - `credential`: what stands in headers and URLs to sign in with, keys, tokens of well-known services
 * - `known-secret`: the shared secret that was given, wherever it stands
 * - `cookie`: values of cookies
 * - `secret`: values of fields and parameters whose names say so
 * - `email`: e-mail addresses, and hashes of them
 * - `name`: names of persons, where asked for
 */
export const RULE_IDS = ['jwt', 'credential', 'known-secret', 'cookie', 'secret', 'email', 'name'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** Without these, a recording would hold what somebody could use. */
const FIXED: readonly string[] = ['jwt', 'credential', 'known-secret', 'cookie'];

export interface RedactionSettings {
  /** Paths, names or `/expressions/` of what is taken out as well. */
  readonly redact?: readonly string[] | undefined;
  /** Ids of rules, paths, names or `/expressions/` of what stays. */
  readonly keep?: readonly string[] | undefined;
  /** Take the names of persons out. */
  readonly names?: boolean | undefined;
  /** Texts that never get into a recording. */
  readonly secrets?: readonly string[] | undefined;
}

/** One of the settings, read. */
export type Matcher =
  | { readonly kind: 'text'; readonly expression: RegExp }
  | { readonly kind: 'place'; readonly matches: (path: JsonPath) => boolean };

/** The settings as they are applied. */
export interface Rules {
  readonly redact: readonly Matcher[];
  readonly keep: readonly Matcher[];
  readonly off: ReadonlySet<string>;
  readonly literals: readonly string[];
}

/** @throws {UsageError} when a setting is malformed, or would keep what never is kept */
export function readRules({ redact = [], keep = [], names = false, secrets = [] }: RedactionSettings): Rules {
  const keptRules = keep.filter((one) => RULE_IDS.some((id) => id === one));
  const fixed = keptRules.find((id) => FIXED.includes(id));
  if (fixed !== undefined) {
    throw new UsageError(
      'keep-refused',
      `--keep ${fixed}: recordings never hold what could be used to sign in.`,
      {
        nextSteps: ['Leave it out; what a token says stays readable without its signature.'],
      },
    );
  }
  return {
    redact: redact.map((text) => readMatcher(text, '--redact')),
    keep: keep.filter((one) => !keptRules.includes(one)).map((text) => readMatcher(text, '--keep')),
    off: new Set([...keptRules, ...(names ? [] : ['name'])]),
    literals: literalsOf(secrets.flatMap(spellingsOf)),
  };
}

/** The rules, and further texts that never get into a recording. */
export function withSecrets(rules: Rules, secrets: readonly string[]): Rules {
  return { ...rules, literals: literalsOf([...rules.literals, ...secrets.flatMap(spellingsOf)]) };
}

/** The longest first: it may hold another. */
function literalsOf(spellings: readonly string[]): readonly string[] {
  return [...new Set(spellings)].toSorted((a, b) => b.length - a.length);
}

/** The ways in which a secret gets written down. Short ones would be found in every word. */
function spellingsOf(secret: string): readonly string[] {
  if (secret.length < 6) return [];
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/**
 * `/expression/flags`; or a path with dots, where `*` is any name or index and `**` any number of them; or a name alone,
 * which is meant wherever it stands.
 */
export function readMatcher(text: string, flag: string): Matcher {
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(text);
  if (expression !== null) {
    const [, source = '', flags = ''] = expression;
    try {
      return { kind: 'text', expression: new RegExp(source, [...new Set(`${flags}g`)].join('')) };
    } catch (cause) {
      throw new UsageError('bad-expression', `${flag} has a malformed expression.`, { cause });
    }
  }
  if (!/^(?:[^.\s]+|"[^"]+")(?:\.(?:[^.\s]+|"[^"]+"))*$/.test(text)) {
    throw new UsageError(
      'bad-path',
      `${flag} ${JSON.stringify(text)} is neither a path nor an /expression/.`,
      {
        nextSteps: ['Write a path as issue.fields.reporter, a name as phone, an expression as /SN-\\d+/i.'],
      },
    );
  }
  const segments = text.match(/"[^"]+"|[^.]+/g)?.map((one) => one.replaceAll('"', '')) ?? [];
  const pattern = segments.length === 1 ? ['**', ...segments] : segments;
  return { kind: 'place', matches: (path) => matchesPath(path.map(String), pattern) };
}

/** Whether the path is the one of the pattern, or below it. */
function matchesPath(path: readonly string[], pattern: readonly string[]): boolean {
  const [wanted, ...rest] = pattern;
  if (wanted === undefined) return true;
  if (wanted === '**') {
    return path.some((_, index) => matchesPath(path.slice(index), rest));
  }
  const [name, ...others] = path;
  if (name === undefined) return false;
  return (wanted === '*' || wanted.toLowerCase() === name.toLowerCase()) && matchesPath(others, rest);
}
