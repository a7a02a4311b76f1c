import { isModuleType, MODULES, type ModuleType, RETIRED_MODULES } from '../../catalog/modules.ts';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { UsageError } from '../../core/errors.ts';
import { closest } from '../../core/suggest.ts';
import { meantByForgeName } from './forge-names.ts';

/** A module as it is asked for in one word. */
export interface ModuleOption {
  readonly product?: Product;
  readonly type: ModuleType;
  readonly key?: string;
  /** For webhooks only. */
  readonly event?: string;
}

/**
 * Reads `[product:]type[=key]`, and for webhooks `[product:]webhooks[=event]`: `jiraIssueContents`,
 * `confluence:generalPages=report`, `webhooks=jira:issue_created`.
 * @param flag where it was said, for the error
 * @throws UsageError when no module type has that name
 */
export function parseModuleOption(text: string, flag = '--module'): ModuleOption {
  const [before = '', ...rest] = text.split('=');
  const value = rest.length === 0 ? undefined : rest.join('=');
  const { product, name } = splitProduct(before);
  const type = readModuleType(name, flag);
  if (value === '') {
    throw new UsageError(
      'invalid-module',
      `"${text}" ends with "=": what is to stand behind it is missing.`,
      {
        where: flag,
        nextSteps: [`Write ${type}, or ${type}=${type === 'webhooks' ? 'and an event' : 'and a key'}.`],
      },
    );
  }
  return {
    ...(product === undefined ? {} : { product }),
    type,
    ...(value === undefined ? {} : type === 'webhooks' ? { event: value } : { key: value }),
  };
}

/** Names of Forge modules have colons too (`jira:issuePanel`): only a product in front of a type of Connect counts. */
function splitProduct(text: string): { readonly product: Product | undefined; readonly name: string } {
  const [first = '', ...rest] = text.split(':');
  const product = PRODUCTS.find((one) => one === first);
  const name = rest.join(':');
  if (product === undefined || meantByForgeName(text) !== undefined)
    return { product: undefined, name: text };
  return { product, name };
}

/**
 * The module type of that name, in any case.
 * @throws UsageError when there is none, with the name that was most likely meant
 */
export function readModuleType(name: string, where?: string): ModuleType {
  if (isModuleType(name)) return name;
  const names = Object.keys(MODULES).filter(isModuleType);
  const sameLetters = names.find((type) => type.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined) return sameLetters;
  if (Object.hasOwn(RETIRED_MODULES, name)) throw retired(name, where);
  const ofForge = meantByForgeName(name);
  const meant = ofForge ?? closest(name, names);
  throw new UsageError(
    'unknown-module-type',
    ofForge === undefined
      ? `There is no module type "${name}".`
      : `${name} is a module of Forge, not of Connect.`,
    {
      ...(where === undefined ? {} : { where }),
      nextSteps: [
        ...(meant === undefined
          ? []
          : [ofForge === undefined ? `Did you mean ${meant}?` : `The one of Connect is ${meant}.`]),
        'See what there is: connect-kit add module --list',
      ],
    },
  );
}

function retired(name: string, where: string | undefined): UsageError {
  return new UsageError('retired-module-type', `The products no longer have modules of the type ${name}.`, {
    ...(where === undefined ? {} : { where }),
    nextSteps: ['Put a web item or web panel on the profile instead: connect-kit explain locations'],
  });
}
