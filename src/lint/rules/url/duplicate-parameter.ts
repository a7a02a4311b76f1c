import type { Rule } from '../../rule.ts';
import { findParameters } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls } from './addon-urls.ts';

export const URL_DUPLICATE_PARAMETER: Rule = {
  id: 'url/duplicate-parameter',
  severity: 'warning',
  summary: 'A URL has each parameter once.',
  *check(view) {
    for (const { text, pointer } of addonUrls(view, ['page', 'call', 'lifecycle', 'link'])) {
      const names = findParameters(text).map(({ name }) => name);
      const name = names.find((one, index) => names.indexOf(one) < index);
      if (name === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} has the parameter "${name}" twice: servers differ on which one counts, and on the hash of such a URL.`,
        hint: 'Remove one, or rename it.',
      };
    }
  },
};
