// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import {
  CONTEXT_VARIABLES,
  MACRO_VARIABLES,
  REMOVED_PERSONAL_NAMES,
} from '../../../catalog/context-variables.ts';
import { stringAt } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';
import { findParameters, findVariables, type VariableView } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { collectContextUses } from './context-urls.ts';

export const URL_PERSONAL_DATA: Rule = {
  id: 'url/personal-data',
  severity: 'warning',
  summary: 'URLs carry nothing that names a person.',
  *check(view) {
    for (const { name, url } of collectContextUses(view)) {
      if (!isRemoved(name)) continue;
      yield {
        pointer: url.pointer,
        message: `${nameOf(url.pointer)} has {${name}}: the products have told nothing of people in URLs since 2019, so that it is always empty.`,
        hint: 'Remove it. Who is looking is the claim "sub" of the token; language and time zone come from AP.user.',
      };
    }
    for (const { text, pointer, module } of view.urls) {
      const isAboutPerson = /^user_/.test(stringAt(module?.value, 'event') ?? '');
      const person = isAboutPerson ? findVariables(text).find(isOldPerson) : undefined;
      if (person !== undefined) {
        yield {
          pointer,
          message: `${nameOf(pointer)} has \${${person.name}}, which Atlassian has deprecated together with user names and user keys.`,
          hint: 'Write ${modifiedUser.accountId}, and look at what reads the value: it is another one.',
        };
        continue;
      }
      const parameter = findParameters(text).find(({ value }) => isAddress(value));
      if (parameter === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} has an e-mail address in its parameter "${parameter.name}": URLs end up in logs and histories.`,
        hint: 'Remove it.',
      };
    }
  },
};

function isRemoved(name: string): boolean {
  const variable = CONTEXT_VARIABLES.get(name) ?? MACRO_VARIABLES.get(name);
  return variable?.state === 'removed' || REMOVED_PERSONAL_NAMES.has(name);
}

function isOldPerson({ name, hasDollar }: VariableView): boolean {
  return hasDollar && (name === 'modifiedUser.name' || name === 'modifiedUser.key');
}

function isAddress(value: string): boolean {
  return /^[\w.+-]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i.test(value);
}
