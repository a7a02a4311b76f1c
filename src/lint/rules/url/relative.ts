import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import type { UrlView } from '../../view/urls.ts';
import { nameOf, quote } from '../../wording.ts';
import { addonUrls, belowBaseUrl, hasScheme } from './addon-urls.ts';

/** Modules of which no source says that an absolute URL cannot work. */
const UNSURE = /^(?:dialogs|webItems|serviceDesk\w*Actions|automationActions)$/;

export const URL_RELATIVE: Rule = {
  id: 'url/relative',
  severity: 'error',
  summary: 'URLs of modules are relative to baseUrl; only menu entries may link elsewhere.',
  *check(view) {
    for (const url of addonUrls(view, ['page', 'call'])) {
      const path = belowBaseUrl(url.text, view.root);
      const isElsewhere = hasScheme(url.text) && !hasPlaceholder(url.text);
      if (path !== undefined || isElsewhere) yield describeAbsolute(url, path);
    }
    for (const url of addonUrls(view, ['link'])) {
      if (!hasScheme(url.text) || hasPlaceholder(url.text) || /^https?:/i.test(url.text)) continue;
      const scheme = /^[^:]*/.exec(url.text)?.[0];
      yield {
        pointer: url.pointer,
        severity: 'warning',
        message: `${nameOf(url.pointer)} begins with "${scheme}:": only http and https make a link absolute, all else is put behind baseUrl.`,
        hint: 'Link to a page of the add-on that leads there.',
      };
    }
  },
};

function describeAbsolute({ text, pointer, module, use }: UrlView, path: string | undefined): RuleFinding {
  const isSure = use === 'page' && !UNSURE.test(module?.type ?? '');
  const name = nameOf(pointer);
  return {
    pointer,
    ...(isSure ? {} : { severity: 'warning' as const }),
    message: `${name} is absolute: the product puts it behind baseUrl, and opens or calls nothing else.`,
    ...(path === undefined
      ? {
          hint: `Write a path of the add-on in place of ${quote(text)}; to show another site, link to it with a web item.`,
        }
      : {
          hint: `Write ${quote(path)}.`,
          fix: { title: `Write ${quote(path)}`, changes: [{ kind: 'replace', pointer, value: path }] },
        }),
  };
}
