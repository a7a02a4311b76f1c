import type { Rule } from '../../rule.ts';
import { nameOf, quote } from '../../wording.ts';
import { addonUrls, hasScheme, pathOf } from './addon-urls.ts';

export const URL_LEAVES_BASE: Rule = {
  id: 'url/leaves-base',
  severity: 'error',
  summary: 'URLs of modules and callbacks stay below baseUrl.',
  *check(view) {
    for (const { text, pointer } of addonUrls(view, ['page', 'call', 'lifecycle', 'image', 'link'])) {
      if (/^[/\\]{2}/.test(text)) {
        yield {
          pointer,
          message: `${nameOf(pointer)} begins with "${text.slice(0, 2)}": what follows is a host to browsers and a path to the product, which puts it behind baseUrl.`,
          hint: 'Begin it with one slash; where another host is meant and allowed, write its scheme.',
        };
      } else if (!hasScheme(text) && climbsOut(pathOf(text))) {
        yield {
          pointer,
          message: `${nameOf(pointer)} climbs above baseUrl with ${quote(pathOf(text))}: what is requested is not what was signed, so that its token is refused.`,
          hint: 'Write a path below baseUrl, or shorten baseUrl.',
        };
      }
    }
  },
};

/** True when there are more steps up than down somewhere on the way. */
export function climbsOut(path: string): boolean {
  let depth = 0;
  for (const segment of path.split(/[/\\]/)) {
    if (/^(?:\.|%2e){2}$/i.test(segment)) depth -= 1;
    else if (!/^(?:\.|%2e)?$/i.test(segment)) depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
