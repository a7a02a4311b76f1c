import { foreignHost, isExampleHost } from '../../../catalog/hosts.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls, withoutTrailingSlashes } from './base-urls.ts';

export const BASE_URL_TRAILING_SLASH: Rule = {
  id: 'base-url/trailing-slash',
  severity: 'warning',
  summary: 'Base URLs do not end with a slash.',
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    const callbacks = view.urls.filter(({ use }) => use === 'lifecycle').map(({ text }) => text);
    for (const { url, text, pointer } of collectBaseUrls(view.root)) {
      if (url === undefined || !text.endsWith('/') || /[?#]/.test(text)) continue;
      // Such an address is to be written anew.
      if (foreignHost(url.hostname) !== undefined || isExampleHost(url.hostname)) continue;
      yield describe(text, pointer, callbacks);
    }
  },
};

function describe(text: string, pointer: string, callbacks: readonly string[]): RuleFinding {
  const name = nameOf(pointer);
  const doubled = callbacks.find((callback) => callback.startsWith('/'));
  const hint = 'Remove it: the URLs of modules and callbacks begin with one.';
  if (callbacks.some((callback) => !callback.startsWith('/'))) {
    return {
      pointer,
      severity: 'info',
      message: `${name} ends with a slash, and lifecycle counts on it: that fits where one is put right behind the other, and nowhere else.`,
      hint: 'Remove it, and begin the URLs of lifecycle with it.',
    };
  }
  const value = withoutTrailingSlashes(text);
  const fix = {
    title: 'Remove the trailing slash',
    changes: [{ kind: 'replace' as const, pointer, value }],
  };
  if (doubled === undefined) {
    return {
      pointer,
      severity: 'info',
      message: `${name} ends with a slash: what is put right behind it has two.`,
      hint,
      fix,
    };
  }
  return {
    pointer,
    message: `${name} ends with a slash: callbacks that are put right behind it go to ${text}${doubled.slice(0, 40)}.`,
    hint,
    fix,
  };
}
