import {
  type ConditionParam,
  JIRA_PERMISSIONS,
  type ParamList,
  PROPERTY_ENTITIES,
} from '../../../catalog/conditions.ts';
import type { Product } from '../../../catalog/products.ts';
import { joinWords } from '../../../core/join-words.ts';
import { closest } from '../../../core/suggest.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { type DescriptorView, finalText } from '../../view/descriptor-view.ts';
import { keysOf } from '../../view/modules.ts';
import { didYouMean, quote } from '../../wording.ts';
import { hostsOf, knownConditions } from './about.ts';

export const PARAM_VALUES: Rule = {
  id: 'conditions/param-values',
  severity: 'warning',
  summary: 'Params are texts, and those of a fixed list are on it.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      for (const [name, value] of Object.entries(view.params ?? {})) {
        const pointer = `${view.pointer}/params${toPointer([name])}`;
        const param = Object.hasOwn(condition.params ?? {}, name) ? condition.params?.[name] : undefined;
        if (typeof value === 'string') yield* checkChoice(value, pointer, param, descriptor);
        else yield toText(name, value, pointer);
      }
    }
  },
};

/** The host of 2016 reads params as texts: it takes numbers and truth values too, but neither lists nor objects. */
function toText(name: string, value: unknown, pointer: string): RuleFinding {
  const text = JSON.stringify(value);
  return {
    pointer,
    message: `The param ${name} must be a text, not ${quote(value)}.`,
    hint: `Write ${quote(text)}`,
    fix: { title: 'Write the value as a text', changes: [{ kind: 'replace', pointer, value: text }] },
  };
}

function* checkChoice(
  value: string,
  pointer: string,
  param: ConditionParam | undefined,
  descriptor: DescriptorView,
): Iterable<RuleFinding> {
  if (param?.values === undefined || hasPlaceholder(value)) return;
  const choices =
    typeof param.values === 'string' ? listFor(param.values, hostsOf(descriptor)) : param.values;
  if (choices.includes(value)) return;
  if (value.includes('__') && typeof param.values === 'string') {
    yield* checkOwnPermission(value, pointer, param.values, descriptor);
    return;
  }
  const suggestion = closest(value.replaceAll(/[- ]/g, '_'), choices);
  yield {
    pointer,
    // Products get new permissions, applications and entities, and other add-ons define permissions too.
    severity: suggestion === undefined ? 'info' : 'warning',
    message: `${quote(value)} is none of the values that connect-kit knows of.`,
    ...(suggestion === undefined && choices.length < 8
      ? { hint: `Known are ${joinWords(choices, 'and')}.` }
      : didYouMean(suggestion)),
  };
}

function listFor(list: ParamList, hosts: readonly Product[]): readonly string[] {
  if (list === 'entities') return [...new Set(hosts.flatMap((host) => PROPERTY_ENTITIES[host]))];
  return JIRA_PERMISSIONS[list === 'jiraProjectPermissions' ? 'project' : 'global'];
}

const PERMISSION_MODULES = {
  jiraProjectPermissions: ['jiraProjectPermissions'],
  jiraGlobalPermissions: ['jiraGlobalPermissions'],
  entities: [],
} as const satisfies Record<ParamList, readonly string[]>;

/** Permissions of add-ons are called `{addonKey}__{moduleKey}`; only one's own can be looked up. */
function* checkOwnPermission(
  value: string,
  pointer: string,
  list: ParamList,
  { root, modules }: DescriptorView,
): Iterable<RuleFinding> {
  const key = finalText(root, 'key');
  if (key === undefined || !value.startsWith(`${key}__`)) return;
  const own = keysOf(modules, PERMISSION_MODULES[list]).map((module) => `${key}__${module}`);
  if (own.includes(value)) return;
  yield {
    pointer,
    message: `This add-on has no entry of ${list} for the permission ${quote(value)}.`,
    ...didYouMean(closest(value, own)),
  };
}
