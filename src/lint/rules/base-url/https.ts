import { isLocalHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_HTTPS: Rule = {
  id: 'base-url/https',
  severity: 'error',
  summary: 'Base URLs are https, but for local ones.',
  refusesInstall: true,
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    for (const { url, pointer } of collectBaseUrls(view.root)) {
      if (url?.protocol !== 'http:' || isLocalHost(url.hostname)) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} is not https: the products install no add-on whose calls, secret and tokens would travel in the clear.`,
        hint: `Serve ${url.hostname} over https with a certificate that browsers trust, and write https here.`,
      };
    }
  },
};
