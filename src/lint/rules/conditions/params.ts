import type { Condition } from '../../../catalog/conditions.ts';
import { joinWords } from '../../../core/join-words.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { ConditionView } from '../../view/conditions.ts';
import { quote } from '../../wording.ts';
import { knownConditions } from './about.ts';

export const CONDITION_PARAMS: Rule = {
  id: 'conditions/params',
  severity: 'error',
  refusesInstall: true,
  summary: 'Conditions have the params that they cannot do without.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      yield* findMissing(view, condition);
      yield* findUnreadable(view, condition);
    }
  },
};

function* findMissing(view: ConditionView, condition: Condition): Iterable<RuleFinding> {
  const required = Object.entries(condition.params ?? {}).filter(([, { isRequired }]) => isRequired);
  const missing = required.flatMap(([name]) => (view.params?.[name] === undefined ? [name] : []));
  if (missing.length === 0) return;
  yield {
    pointer: view.pointer,
    key: 'condition',
    // Of others, no source says that their params are checked before somebody looks.
    severity: condition.isCheckedAtInstall ? 'error' : 'warning',
    message: `${condition.name} needs the ${missing.length === 1 ? 'param' : 'params'} ${joinWords(missing, 'and')}.`,
    hint: `Write "params": { ${required.map(([name]) => `"${name}": "…"`).join(', ')} }`,
  };
}

function* findUnreadable(view: ConditionView, condition: Condition): Iterable<RuleFinding> {
  const { value, objectName } = view.params ?? {};
  const pointer = `${view.pointer}/params`;
  if (condition.params?.['value']?.isJson === true && typeof value === 'string' && !isJsonText(value)) {
    yield {
      pointer: `${pointer}/value`,
      severity: condition.isCheckedAtInstall ? 'error' : 'warning',
      message: `${quote(value)} is no JSON: ${condition.name} compares JSON values.`,
      hint: `Write "value": ${quote(JSON.stringify(meantBy(value)))}`,
    };
  }
  if (condition.params?.['objectName'] !== undefined && typeof objectName === 'string') {
    if (!objectName.includes('..') || hasPlaceholder(objectName)) return;
    yield {
      pointer: `${pointer}/objectName`,
      message: `${quote(objectName)} is no path into the value: it has two dots in a row.`,
      hint: 'Write the names of the objects with one dot between them, as in one.two',
    };
  }
}

function isJsonText(text: string): boolean {
  if (hasPlaceholder(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `True` and `NULL` are JSON in another case; anything else is taken for a text. */
function meantBy(text: string): unknown {
  const word = text.trim().toLowerCase();
  if (word === 'null') return null;
  return word === 'true' || word === 'false' ? word === 'true' : text;
}
