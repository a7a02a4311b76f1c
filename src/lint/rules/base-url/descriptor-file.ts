import { foreignHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_DESCRIPTOR_FILE: Rule = {
  id: 'base-url/descriptor-file',
  severity: 'error',
  summary: 'Base URLs are what all addresses of the add-on begin with, not the address of the descriptor.',
  *check({ root }) {
    for (const { url, pointer } of collectBaseUrls(root)) {
      if (url === undefined || !/\.json\/?$/i.test(url.pathname)) continue;
      // Another address has to be written in any case.
      if (foreignHost(url.hostname) !== undefined) continue;
      const file = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
      yield {
        pointer,
        message: `${nameOf(pointer)} is the address of a file: the products would look for pages and callbacks below ${file}/.`,
        hint: `End it before "/${file}".`,
      };
    }
  },
};
