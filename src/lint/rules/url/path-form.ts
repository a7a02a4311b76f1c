import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls, hasScheme, pathOf } from './addon-urls.ts';
import { climbsOut } from './leaves-base.ts';

export const URL_PATH_FORM: Rule = {
  id: 'url/path-form',
  severity: 'warning',
  summary: 'Paths are written as they are requested: without dot segments, double slashes and backslashes.',
  *check(view) {
    for (const { text, pointer } of addonUrls(view, ['page', 'call', 'lifecycle', 'link'])) {
      const path = pathOf(text);
      // The rules about absolute URLs, and about those that leave the base, say more of these.
      if (hasScheme(text) || /^[/\\]{2}/.test(text) || climbsOut(path)) continue;
      const what = findOddity(path);
      if (what === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} has ${what}: clients rewrite such paths before they send them, so that the token's hash is over another one.`,
        hint: 'Write the path as the server sees it.',
      };
    }
  },
};

function findOddity(path: string): string | undefined {
  if (path.includes('\\')) return 'a backslash in its path';
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return 'a dot segment in its path';
  return path.includes('//') ? 'a double slash in its path' : undefined;
}
