import { isLocalHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_LOCAL: Rule = {
  id: 'base-url/local',
  severity: 'warning',
  summary: 'Base URLs name hosts that the cloud can reach.',
  *check({ root }) {
    for (const { url, pointer } of collectBaseUrls(root)) {
      if (url === undefined || !isLocalHost(url.hostname)) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} is local: no cloud site can reach ${url.hostname}, so that installing there fails.`,
        hint: 'Let the server fill in where it runs, for instance with {{localBaseUrl}}. For work on this machine alone, connect-kit dev takes it as it is.',
      };
    }
  },
};
