import {
  CONTEXT_VARIABLES,
  type ContextVariable,
  isOpenEnded,
  MACRO_TYPES,
  MACRO_VARIABLES,
  REMOVED_PERSONAL_NAMES,
} from '../../../catalog/context-variables.ts';
import { isRecord } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import type { ModuleView } from '../../view/modules.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { findVariables, type VariableView } from '../../view/url-variables.ts';
import type { UrlView } from '../../view/urls.ts';

/** A variable where the product fills it in. */
export interface ContextUse extends VariableView {
  readonly url: UrlView;
  readonly module: ModuleView;
  /** Undefined for names that no source lists. */
  readonly variable: ContextVariable | undefined;
}

/**
 * Every variable in URLs of which the product fills variables in: those of pages, of menu entries and of macros.
 * Webhooks have another syntax; cacheable pages, icons and links of providers get nothing filled in, or have variables
 * of their own.
 */
export const collectContextUses = perObject((view: DescriptorView): readonly ContextUse[] => {
  if (!isForJiraOrConfluence(view)) return [];
  return view.urls.flatMap((url) => {
    const { module } = url;
    if (module === undefined || !isFilledIn(url, module)) return [];
    const found = findVariables(url.text).filter(({ hasDollar }) => !hasDollar);
    return found.map((use) => ({
      ...use,
      url,
      module,
      variable: findVariable(use.name, isMacroUrl(url)),
    }));
  });
});

function isFilledIn({ use, base, isCacheable }: UrlView, { type }: ModuleView): boolean {
  if (isCacheable || type === 'webhooks' || type === 'jiraIssueFields') return false;
  return use === 'page' || use === 'call' || (use === 'link' && (base === 'addon' || base === 'product'));
}

/** True for the URLs with which a macro is rendered, in which its parameters are variables. */
export function isMacroUrl({ module, pointer }: UrlView): boolean {
  if (module === undefined || !MACRO_TYPES.has(module.type)) return false;
  const inside = pointer.slice(module.pointer.length);
  return inside === '/url' || inside.startsWith('/renderModes/');
}

function findVariable(name: string, isMacro: boolean): ContextVariable | undefined {
  return (isMacro ? MACRO_VARIABLES.get(name) : undefined) ?? CONTEXT_VARIABLES.get(name);
}

/** The names that are variables where this one stands. */
export function knownNames({ url, module }: ContextUse, { products }: DescriptorView): readonly string[] {
  const names = [...CONTEXT_VARIABLES]
    .filter(([, { product, state }]) => products.includes(product) && state === undefined)
    .map(([name]) => name);
  return isMacroUrl(url) ? [...parameterNames(module), ...MACRO_VARIABLES.keys(), ...names] : names;
}

/** Names of a macro's own parameters. */
function parameterNames({ value }: ModuleView): readonly string[] {
  const parameters = Array.isArray(value['parameters']) ? value['parameters'] : [];
  return parameters.flatMap((parameter: unknown) => {
    const identifier = isRecord(parameter) ? parameter['identifier'] : undefined;
    return typeof identifier === 'string' ? [identifier] : [];
  });
}

/** True where nothing of what is known says that the name is none. */
export function mayBeVariable(use: ContextUse): boolean {
  const { name, module, url, variable } = use;
  if (variable !== undefined || isOpenEnded(name) || REMOVED_PERSONAL_NAMES.has(name)) return true;
  if (!isMacroUrl(url)) return false;
  if (parameterNames(module).includes(name)) return true;
  // An editor of the add-on's own saves what parameters it likes.
  return isRecord(module.value['editor']) && !name.includes('.') && name !== '';
}
