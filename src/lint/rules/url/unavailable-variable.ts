import {
  hasSubject,
  isOpenEnded,
  MENU_PAGES,
  REMOVED_PERSONAL_NAMES,
} from '../../../catalog/context-variables.ts';
import { PRODUCT_NAMES } from '../../../catalog/products.ts';
import { joinWords } from '../../../core/join-words.ts';
import { stringAt } from '../../../core/json.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import type { ModuleView } from '../../view/modules.ts';
import { nameOf } from '../../wording.ts';
import { type ContextUse, collectContextUses } from './context-urls.ts';

export const URL_UNAVAILABLE_VARIABLE: Rule = {
  id: 'url/unavailable-variable',
  severity: 'warning',
  summary: 'Variables in URLs have a value where the module is shown.',
  *check(view) {
    for (const use of collectContextUses(view)) {
      if (isOpenEnded(use.name) && use.variable?.subject !== 'workflow-condition') continue;
      if (REMOVED_PERSONAL_NAMES.has(use.name)) continue;
      const finding = describe(use, view);
      if (finding !== undefined) yield finding;
    }
  },
};

function describe(use: ContextUse, view: DescriptorView): RuleFinding | undefined {
  const { name, url, module, variable } = use;
  if (variable === undefined) return undefined;
  const subject = `${nameOf(url.pointer)} has {${name}}`;
  const { product } = variable;
  if (!view.products.includes(product)) {
    return {
      pointer: url.pointer,
      message: `${subject}, which is a variable of ${PRODUCT_NAMES[product]}: elsewhere it is always empty.`,
      hint: `Remove it: this descriptor is for ${joinWords(
        view.products.map((one) => PRODUCT_NAMES[one]),
        'and',
      )}.`,
    };
  }
  const isNew = /\/create\/url$/.test(url.pointer) && /^(?:postFunction|validator|condition)\./.test(name);
  const location = stringAt(module.value, 'location');
  if (isNew || !isThere(use, location)) {
    return {
      pointer: url.pointer,
      message: isNew
        ? `${subject}: there is none before it is created, so that it is always empty.`
        : `${subject}: ${module.type}${location === undefined ? '' : ` at ${location}`} know of no ${variable.subject.replaceAll('-', ' ')}, so that it is always empty.`,
      hint: 'Remove it, or ask the REST API with what the module does have.',
    };
  }
  return isMenuPage(use, view, location)
    ? {
        pointer: url.pointer,
        severity: 'info',
        message: `${subject}: opened from a menu the page has no ${variable.subject}, so that it is empty unless a link to the page brings one.`,
        hint: 'Let the page cope with an empty value; a page that belongs to an issue or to content is better a panel or a dialog.',
      }
    : undefined;
}

/** `{condition.id}` is also a condition in a URL, wherever workflows are not what the module is about. */
function isThere({ variable, module }: ContextUse, location: string | undefined): boolean {
  if (variable?.subject === 'workflow-condition') return true;
  return variable === undefined || hasSubject(variable.subject, { type: module.type, location });
}

/** Pages that are opened with nothing in sight. Those that have no place in a menu are for other modules to open. */
function isMenuPage(
  { variable, module }: ContextUse,
  view: DescriptorView,
  location: string | undefined,
): boolean {
  if (!MENU_PAGES.has(module.type) || location?.toLowerCase() === 'none') return false;
  // In Confluence, custom content and spaces bring their context to general pages.
  const isWithout =
    variable?.subject === 'issue' || (variable?.subject === 'content' && module.type !== 'generalPages');
  return isWithout && !view.modules.some((other) => opensPage(other, module));
}

/** True for menu entries that are made to open the page, with the context of where they stand. */
function opensPage({ type, value }: ModuleView, page: ModuleView): boolean {
  return (
    type === 'webItems' &&
    page.key !== undefined &&
    stringAt(value, 'context')?.toLowerCase() === 'page' &&
    stringAt(value, 'url') === page.key
  );
}
