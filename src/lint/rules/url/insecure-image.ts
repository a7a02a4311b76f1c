import { isLocalHost } from '../../../catalog/hosts.ts';
import { hasPlaceholder } from '../../../descriptor/placeholders.ts';
import type { Rule } from '../../rule.ts';
import { nameOf } from '../../wording.ts';

export const URL_INSECURE_IMAGE: Rule = {
  id: 'url/insecure-image',
  severity: 'warning',
  summary: 'Images come over https.',
  *check({ urls }) {
    for (const { text, pointer, use } of urls) {
      if (use !== 'image' || !/^http:\/\//i.test(text) || hasPlaceholder(text)) continue;
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url === undefined || isLocalHost(url.hostname)) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} is not https: browsers show no such image, or a warning, on the https pages of the product.`,
        hint: 'Write https, or a path below baseUrl.',
      };
    }
  },
};
