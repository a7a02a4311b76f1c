import { MODULE_REFERENCES, type ModuleReference, PAGE_MODULES } from '../../../catalog/module-facts.ts';
import { joinWords } from '../../../core/join-words.ts';
import { isRecord, stringAt } from '../../../core/json.ts';
import { closest } from '../../../core/suggest.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import { keysOf, type ModuleView } from '../../view/modules.ts';
import { didYouMean, nameOf, quote } from '../../wording.ts';

export const MISSING_REFERENCE: Rule = {
  id: 'modules/missing-reference',
  severity: 'error',
  summary: 'A module that names another one by its key names one that there is.',
  needsAllOf: ['/modules'],
  *check(descriptor) {
    for (const module of descriptor.modules) {
      for (const reference of REFERENCES) {
        if (reference.type === module.type) yield* checkReference(module, reference, descriptor);
      }
      yield* checkPageLink(module, descriptor);
    }
  },
};

const REFERENCES: readonly ModuleReference[] = MODULE_REFERENCES;

function* checkReference(
  module: ModuleView,
  { path, targets }: ModuleReference,
  descriptor: DescriptorView,
): Iterable<RuleFinding> {
  const owner = path.slice(0, -1).reduce(step, module.value);
  const key = stringAt(owner, path.at(-1) ?? '');
  // A part of custom content can be another add-on's.
  const addonKey = stringAt(owner, 'addonKey');
  if (key === undefined || (addonKey !== undefined && addonKey !== descriptor.root['key'])) return;
  yield* checkKey(key, `${module.pointer}${toPointer(path)}`, targets, descriptor);
}

function step(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/**
 * With `"context": "page"`, the URL of a link is the key of a page. Dialogs open an add-on's own URL in this context as
 * well, as published add-ons do.
 */
function* checkPageLink(
  { value, type, pointer }: ModuleView,
  descriptor: DescriptorView,
): Iterable<RuleFinding> {
  if (type !== 'webItems' && type !== 'contentBylineItems') return;
  const [key = ''] = (stringAt(value, 'url') ?? '').split(/[?#]/);
  const opensPage = (stringAt(value['target'], 'type') ?? 'page').toLowerCase() === 'page';
  const isPageContext = stringAt(value, 'context')?.toLowerCase() === 'page';
  if (!isPageContext || !opensPage || !/^[a-zA-Z0-9-]+$/.test(key)) return;
  yield* checkKey(key, `${pointer}/url`, PAGE_MODULES, descriptor);
}

function* checkKey(
  key: string,
  pointer: string,
  targets: readonly string[] | undefined,
  { modules }: DescriptorView,
): Iterable<RuleFinding> {
  if (hasPlaceholder(key) || modules.some((module) => module.key !== undefined && hasPlaceholder(module.key)))
    return;
  const types = [...new Set(modules.map(({ type }) => type))];
  const keys = keysOf(modules, targets ?? types);
  if (keys.includes(key)) return;
  const other = modules.find((module) => module.key === key);
  const wanted = targets === undefined ? 'module' : `module of type ${joinWords(targets, 'or')}`;
  yield other === undefined
    ? {
        pointer,
        message: `There is no ${wanted} with the key ${quote(key)}.`,
        ...didYouMean(closest(key, keys)),
      }
    : {
        pointer,
        severity: 'warning',
        message: `${quote(key)} is the key of ${nameOf(other.pointer)}, not of a ${wanted}.`,
        ...didYouMean(closest(key, keys)),
      };
}
