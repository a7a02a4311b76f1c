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
  const pairs = new Map(
    uses
      .map(({ name, variable }) => [name, variable?.successor?.name ?? ''] as const)
      .filter(([, to]) => to !== ''),
  );
  const names = joinWords(
    [...pairs.keys()].map((name) => `{${name}}`),
    'and',
  );
  const successors = joinWords(
    [...pairs.values()].map((name) => `{${name}}`),
    'and',
  );
  const isSafe = uses.every(({ variable }) => variable?.successor?.isSameValue === true);
  const value = [...pairs].reduce((url, [name, to]) => url.replaceAll(`{${name}}`, `{${to}}`), text);
  const title = `Write ${successors}`;
  yield {
    pointer,
    message: `${nameOf(pointer)} has ${names}, which Atlassian has deprecated in favour of ${successors}.`,
    hint: isSafe
      ? `${title}: the value is the same.`
      : `${title}; its values are others, so look at what reads them.`,
    ...(isSafe ? { fix: { title, changes: [{ kind: 'replace' as const, pointer, value }] } } : {}),
  };
}
