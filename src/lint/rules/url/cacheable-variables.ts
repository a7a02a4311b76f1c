import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { findVariables } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls } from './addon-urls.ts';

export const URL_CACHEABLE_VARIABLES: Rule = {
  id: 'url/cacheable-variables',
  severity: 'warning',
  summary: 'URLs of cacheable pages have no variables.',
  *check(view) {
    for (const { text, pointer, isCacheable } of addonUrls(view, ['page'])) {
      if (!isCacheable) continue;
      const found = findVariables(text).filter(({ hasDollar }) => !hasDollar);
      const names = [...new Set(found.map(({ name }) => `{${name}}`))];
      if (names.length === 0) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} has ${joinWords(names, 'and')} on a cacheable page: the product opens its URL as it is written, braces included.`,
        hint: 'Remove them, and ask AP.context.getContext for the values in the browser; or remove "cacheable".',
      };
    }
  },
};
