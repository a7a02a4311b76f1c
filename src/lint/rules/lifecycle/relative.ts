import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { UrlView } from '../../view/urls.ts';
import { nameOf, quote } from '../../wording.ts';
import { addonUrls, belowBaseUrl, hasScheme } from '../url/addon-urls.ts';

export const LIFECYCLE_RELATIVE: Rule = {
  id: 'lifecycle/relative',
  severity: 'error',
  summary: 'Lifecycle URLs are paths below baseUrl that begin with a slash.',
  *check(view) {
    const { baseUrl } = view.root;
    const base = typeof baseUrl === 'string' ? baseUrl : '';
    for (const url of addonUrls(view, ['lifecycle'])) {
      const path = belowBaseUrl(url.text, view.root);
      if (path !== undefined || (hasScheme(url.text) && !hasPlaceholder(url.text))) {
        yield describeAbsolute(url, path);
      } else if (/^[\w.~%-]/.test(url.text) && !/^__/.test(url.text) && !base.endsWith('/')) {
        yield describeJoined(url, base);
      }
    }
  },
};

function describeAbsolute({ text, pointer }: UrlView, path: string | undefined): RuleFinding {
  const message = `${nameOf(pointer)} is absolute: the product puts it behind baseUrl, so that the call goes nowhere.`;
  if (path === undefined) {
    return { pointer, message, hint: `Write a path below baseUrl in place of ${quote(text)}.` };
  }
  const title = `Write ${quote(path)}`;
  return {
    pointer,
    message,
    hint: `${title}.`,
    fix: { title, changes: [{ kind: 'replace', pointer, value: path }] },
  };
}

function describeJoined({ text, pointer }: UrlView, base: string): RuleFinding {
  const value = `/${text}`;
  const place = base === '' || hasPlaceholder(base) ? 'the last word of baseUrl' : base;
  return {
    pointer,
    severity: 'warning',
    message: `${nameOf(pointer)} does not begin with a slash: the product puts callbacks right behind ${place}, which makes another address of it.`,
    hint: 'Begin it with a slash.',
    fix: { title: 'Begin it with a slash', changes: [{ kind: 'replace', pointer, value }] },
  };
}
