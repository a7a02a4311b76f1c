import { foreignHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_HOST: Rule = {
  id: 'base-url/host',
  severity: 'error',
  summary: 'Base URLs name a server that can be the add-on.',
  *check({ root }) {
    for (const { url, pointer } of collectBaseUrls(root)) {
      const instead = url === undefined ? undefined : foreignHost(url.hostname);
      if (instead === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} cannot be the add-on: ${url?.hostname} ${instead}.`,
        hint: 'Write the address of the server that answers for the add-on. For static pages, any web host that serves HTML as HTML will do.',
      };
    }
  },
};
