import { type JsonPath, pointerOf } from '../json-text.ts';
import type { Redaction } from '../recording/recording.ts';
import { findAddresses } from './find-addresses.ts';
import { replaceParts } from './find-runs.ts';
import type { Place } from './place.ts';
import type { Matcher, RuleId, Rules } from './rules.ts';

/** What stands for it in a recording: one of ours, or one of the settings by its number, for it may be a secret itself. */
export type RedactionRule = RuleId | `custom ${number}`;

/** What the rules say of places and texts of one delivery, and what was taken out. */
export class Decisions {
  readonly redactions: Redaction[] = [];
  readonly rules: Rules;
  readonly #seen = new Set<string>();

  constructor(rules: Rules) {
    this.rules = rules;
  }

  /** Notes that something was taken out; once for each place and rule. */
  report({ part, outer = '', path }: Place, rule: RedactionRule): void {
    if (part === '') return;
    // A key may be an address itself.
    const whole = `${outer}${pointerOf(path)}`;
    const at = whole === '' ? undefined : replaceParts(whole, findAddresses(whole), () => 'redacted');
    const id = `${part} ${at} ${rule}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.redactions.push(at === undefined ? { part, rule } : { part, at, rule });
  }

  isOn(rule: RuleId): boolean {
    return !this.rules.off.has(rule);
  }

  /** The setting that takes this place out; undefined when none does. */
  chosenBy(path: JsonPath): RedactionRule | undefined {
    const index = this.rules.redact.findIndex((matcher) => matcher.kind === 'place' && matcher.matches(path));
    return index === -1 ? undefined : `custom ${index + 1}`;
  }

  isKept(path: JsonPath): boolean {
    return this.rules.keep.some((matcher) => matcher.kind === 'place' && matcher.matches(path));
  }

  isKeptText(text: string): boolean {
    return this.rules.keep.some((matcher) => matcher.kind === 'text' && matchesWhole(matcher, text));
  }
}

function matchesWhole({ expression }: Extract<Matcher, { kind: 'text' }>, text: string): boolean {
  expression.lastIndex = 0;
  const found = expression.exec(text);
  expression.lastIndex = 0;
  return found !== null && found[0].length === text.length;
}
