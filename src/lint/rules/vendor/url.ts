import { isLocalHost } from '../../../catalog/hosts.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { quote } from '../../wording.ts';
import { SAMPLE_VENDORS } from './example.ts';

const POINTER = '/vendor/url';

export const VENDOR_URL: Rule = {
  id: 'vendor/url',
  severity: 'warning',
  summary: 'The URL of the vendor is an absolute https URL.',
  *check({ root }) {
    const text = finalText(root['vendor'], 'url');
    // Other schemes are an error of the schema.
    if (text === undefined || text === '' || /^(?!https?:)[^:]*:/i.test(text)) return;
    if (SAMPLE_VENDORS.url.has(text.replace(/\/$/, ''))) return;
    if (!/^https?:\/\//i.test(text)) {
      const guess = `https://${text}`;
      const isHost = /^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(text) && URL.canParse(guess);
      yield {
        pointer: POINTER,
        message: `vendor.url is not absolute: the link to the vendor leads to ${quote(text)} on the customer's own site.`,
        hint: isHost ? `Write ${guess}.` : 'Write a whole address, or remove it.',
      };
    } else if (/^http:/i.test(text) && URL.canParse(text) && !isLocalHost(new URL(text).hostname)) {
      yield {
        pointer: POINTER,
        severity: 'info',
        message: 'vendor.url is not https: what people read there can be replaced on the way.',
        hint: 'Write https.',
      };
    }
  },
};
