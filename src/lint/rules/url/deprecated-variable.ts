import { MENU_PAGES } from '../../../catalog/context-variables.ts';
import { joinWords } from '../../../core/join-words.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { type ContextUse, collectContextUses } from './context-urls.ts';

export const URL_DEPRECATED_VARIABLE: Rule = {
  id: 'url/deprecated-variable',
  severity: 'info',
  summary: 'Variables in URLs are not deprecated.',
  *check(view) {
    const deprecated = collectContextUses(view).filter(
      ({ variable }) => variable?.state === 'deprecated' && view.products.includes(variable.product),
    );
    for (const uses of byUrl(deprecated)) yield* describe(uses);
  },
};

/** One finding for all of a URL: they are mended together. */
function byUrl(uses: readonly ContextUse[]): readonly (readonly ContextUse[])[] {
  const groups = new Map<string, ContextUse[]>();
  for (const use of uses) {
    groups.set(use.url.pointer, [...(groups.get(use.url.pointer) ?? []), use]);
  }
  return [...groups.values()];
}

function* describe(uses: readonly ContextUse[]): Iterable<RuleFinding> {
  const [first] = uses;
  if (first === undefined) return;
  const { pointer, text } = first.url;
  const successors = new Map(
    uses
      .map(({ name, variable }) => [name, variable?.successor?.name ?? ''] as const)
      .filter(([, successor]) => successor !== ''),
  );
  const title = `Write ${inBraces([...successors.values()])}`;
  const value = [...successors].reduce((url, [name, to]) => url.replaceAll(`{${name}}`, `{${to}}`), text);
  const isSame = uses.every(({ variable }) => variable?.successor?.isSameValue === true);
  // The links that open such a page carry its variables by the names that are in its URL.
  const isPage = MENU_PAGES.has(first.module.type);
  yield {
    pointer,
    message: `${nameOf(pointer)} has ${inBraces([...successors.keys()])}, which Atlassian has deprecated in favour of ${inBraces([...successors.values()])}.`,
    hint: `${title}${hintFor(isSame, isPage)}`,
    ...(isSame && !isPage ? { fix: { title, changes: [{ kind: 'replace', pointer, value }] } } : {}),
  };
}

function hintFor(isSame: boolean, isPage: boolean): string {
  if (!isSame) return '; its values are others, so look at what reads them.';
  return isPage ? ', here and in the links that open the page.' : ': the value is the same.';
}

function inBraces(names: readonly string[]): string {
  return joinWords(
    names.map((name) => `{${name}}`),
    'and',
  );
}
