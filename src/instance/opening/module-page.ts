import { isRecord, stringAt } from '../../core/json.ts';
import { closest } from '../../core/suggest.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import { type AddonModule, listModules, moduleBodyOf } from '../addons/modules.ts';
import { adviseWord, OpenError } from './open-error.ts';

/** A page of a module: the one that it has, or one of several. */
export interface ModulePage {
  /** With the address of the page that is meant. */
  readonly module: AddonModule;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The page that a module of a descriptor opens.
 * @param part the field that holds its address, where a module has several pages: `editor` of a macro
 * @throws {OpenError} `module-unknown` or `module-without-page`
 */
export function findModulePage(descriptor: Descriptor, key: string, part: string | undefined): ModulePage {
  const modules = listModules(descriptor);
  const module = modules.find((one) => one.key === key);
  if (module === undefined) {
    const keys = modules.flatMap((one) => one.key ?? []);
    throw new OpenError('module-unknown', `${descriptor.key} has no module ${JSON.stringify(key)}.`, {
      nextSteps: adviseWord(closest(key, keys), keys),
    });
  }
  const body = moduleBodyOf(descriptor, module) ?? {};
  const url = part === undefined ? module.url : stringAt(body[part], 'url');
  if (url === undefined) throw withoutPage(module, body, part);
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) {
    throw new OpenError(
      'module-without-page',
      `${key} leads to ${url}, which is no page of the add-on: the product opens it without a token.`,
    );
  }
  return { module: { ...module, url }, body };
}

function withoutPage(
  { key, type }: AddonModule,
  body: Readonly<Record<string, unknown>>,
  part: string | undefined,
): OpenError {
  const parts = Object.keys(body).filter((name) => stringAt(body[name], 'url') !== undefined);
  const what = part === undefined ? 'page' : `page ${JSON.stringify(part)}`;
  return new OpenError('module-without-page', `${key} (${type}) has no ${what} of its own.`, {
    nextSteps:
      parts.length === 0 ? [] : [`It has others: name one as \`part\`, such as ${parts.join(', ')}.`],
  });
}

/** Identifiers of the parameters that a macro declares. */
export function macroParametersOf({ body }: ModulePage): readonly string[] {
  const { parameters } = body;
  return Array.isArray(parameters)
    ? parameters.filter(isRecord).flatMap((one) => stringAt(one, 'identifier') ?? [])
    : [];
}
