import { isExampleHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';
import { collectBaseUrls } from './base-urls.ts';

export const BASE_URL_EXAMPLE: Rule = {
  id: 'base-url/example',
  severity: 'warning',
  summary: 'Base URLs are those of the add-on, not of a sample.',
  *check({ root }) {
    for (const { url, text, pointer } of collectBaseUrls(root)) {
      const isLeftOver = url === undefined ? /<[^<>]*>/.test(text) : isExampleHost(url.hostname);
      if (!isLeftOver) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} still stands for the address that was to be written there: nothing answers at ${text}.`,
        hint: 'Write the address at which the add-on runs.',
      };
    }
  },
};
