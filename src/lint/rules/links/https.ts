import { isLocalHost } from '../../../catalog/hosts.ts';
import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { nameOf } from '../../wording.ts';

export const LINKS_HTTPS: Rule = {
  id: 'links/https',
  severity: 'info',
  summary: 'Links of the descriptor are https.',
  *check({ root }) {
    const links = isRecord(root['links']) ? root['links'] : {};
    for (const name of Object.keys(links)) {
      const text = finalText(links, name);
      if (text === undefined || !/^http:\/\//i.test(text) || !URL.canParse(text)) continue;
      if (isLocalHost(new URL(text).hostname)) continue;
      const pointer = toPointer(['links', name]);
      yield {
        pointer,
        message: `${nameOf(pointer)} is not https: what is fetched there can be replaced on the way.`,
        hint: 'Write https.',
      };
    }
  },
};
