import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls, hasScheme } from './addon-urls.ts';

export const URL_LEADING_SLASH: Rule = {
  id: 'url/leading-slash',
  severity: 'info',
  summary: 'URLs of modules begin with a slash.',
  *check(view) {
    const { baseUrl } = view.root;
    // What is put right behind that is an address all the same.
    if (typeof baseUrl === 'string' && baseUrl.endsWith('/')) return;
    for (const { text, pointer } of addonUrls(view, ['page', 'call', 'link'])) {
      // Placeholders and variables may begin with one.
      if (!/^[\w.~!$&'()*+,;=@%-]/.test(text) || /^(?:\$\{|__)/.test(text) || hasScheme(text)) continue;
      const value = `/${text}`;
      yield {
        pointer,
        message: `${nameOf(pointer)} does not begin with a slash: the products add one, but tools that put it right behind baseUrl do not.`,
        hint: 'Begin it with a slash.',
        fix: { title: 'Begin it with a slash', changes: [{ kind: 'replace', pointer, value }] },
      };
    }
  },
};
