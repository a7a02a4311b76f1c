import { SEVERITIES, type Severity } from '../core/diagnostics.ts';
import { UsageError } from '../core/errors.ts';
import { joinWords } from '../core/join-words.ts';
import type { RuleSettings } from '../lint/lint-descriptor.ts';
import { meantBy } from './meant.ts';
import { detailsOf, type Setting } from './setting.ts';

export const RULE_LEVELS = ['off', ...SEVERITIES] as const;
export type RuleLevel = Severity | 'off';

/** How bad findings of some rules are: an id, `scopes/*` for a group, or `*` for all. */
export interface RuleSetting {
  readonly pattern: string;
  readonly level: RuleLevel;
}

/**
 * Reads `id=level`.
 * @throws {UsageError} when it has another form
 */
export function readRuleSetting(setting: Setting<string>): Setting<RuleSetting> {
  const at = setting.value.lastIndexOf('=');
  const pattern = setting.value.slice(0, Math.max(at, 0)).trim();
  const text = setting.value.slice(at + 1).trim();
  const level = RULE_LEVELS.find((one) => one === text);
  if (pattern !== '' && level !== undefined) return { ...setting, value: { pattern, level } };
  const meant = at < 0 ? undefined : meantBy(text, RULE_LEVELS);
  throw new UsageError(
    'rule-setting-invalid',
    `${setting.name}: ${JSON.stringify(setting.value)} does not say what a rule is to be.`,
    detailsOf(setting, [
      ...(meant === undefined || pattern === '' ? [] : [`Did you mean ${pattern}=${meant}?`]),
      `Write ${pattern === '' ? '<rule>' : pattern}=${joinWords(RULE_LEVELS, 'or')}.`,
    ]),
  );
}

/**
 * The levels by rule. Later layers win over earlier ones; within a layer, an id wins over its group, and a group over `*`.
 * @param layers the settings of the configuration, then those of the command line
 * @param known ids of all rules
 * @throws {UsageError} for a rule or group that there is not
 */
export function mergeRuleSettings(
  layers: readonly (readonly Setting<RuleSetting>[])[],
  known: readonly string[],
): RuleSettings {
  const levels: Record<string, RuleLevel> = {};
  for (const layer of layers) {
    const ordered = layer.toSorted((a, b) => breadthOf(b.value.pattern) - breadthOf(a.value.pattern));
    for (const setting of ordered) {
      for (const id of idsOf(setting, known)) levels[id] = setting.value.level;
    }
  }
  return levels;
}

function breadthOf(pattern: string): number {
  if (pattern === '*') return 2;
  return pattern.endsWith('/*') ? 1 : 0;
}

function idsOf(setting: Setting<RuleSetting>, known: readonly string[]): readonly string[] {
  const { pattern } = setting.value;
  const start = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
  const isPattern = start === '' || start?.endsWith('/') === true;
  const found = known.filter((id) => (isPattern ? id.startsWith(start ?? '') : id === pattern));
  if (found.length === 0) throw unknownRule(setting, known);
  return found;
}

function unknownRule(setting: Setting<RuleSetting>, known: readonly string[]): UsageError {
  const { pattern } = setting.value;
  const groups = [...new Set(known.map((id) => `${id.split('/')[0]}/*`))];
  const meant = meantBy(pattern, pattern.endsWith('*') ? groups : known);
  const isGroup = groups.includes(`${pattern}/*`);
  return new UsageError(
    'rule-unknown',
    `${setting.name}: there is no rule ${JSON.stringify(pattern)}.`,
    detailsOf(setting, [
      ...(isGroup ? [`Did you mean the whole group? Write ${pattern}/*.`] : []),
      ...(meant === undefined || isGroup ? [] : [`Did you mean ${meant}?`]),
      'See what there is: connect-kit explain rules',
    ]),
  );
}
