import { tunnelOf } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_TUNNEL: Rule = {
  id: 'base-url/tunnel',
  severity: 'warning',
  summary: 'Base URLs outlive the session in which they were written.',
  *check({ root }) {
    for (const { url, pointer } of collectBaseUrls(root)) {
      const service = url === undefined ? undefined : tunnelOf(url.hostname);
      if (service === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} is the end of a tunnel (${service}): when it closes the add-on is gone, and whoever gets the address next is sent its tokens.`,
        hint: 'Keep the address out of the file: let the server that runs behind the tunnel fill it in.',
      };
    }
  },
};
