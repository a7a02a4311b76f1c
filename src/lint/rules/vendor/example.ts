import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';

/** Vendors of the descriptors that people begin with, as published add-ons still carry them. */
export const SAMPLE_VENDORS: Readonly<Record<'name' | 'url', ReadonlySet<string>>> = {
  name: new Set([
    'Angry Nerds',
    'Example, Inc.',
    'Example Inc.',
    'My Organization',
    'My Company',
    'My Org',
    'Your Name',
  ]),
  url: new Set([
    'http://example.com',
    'https://example.com',
    'http://www.example.com',
    'https://www.example.com',
    'www.example.com',
    'https://www.atlassian.com/angrynerds',
    'http://www.atlassian.com/angrynerds',
  ]),
};

export const VENDOR_EXAMPLE: Rule = {
  id: 'vendor/example',
  severity: 'info',
  summary: 'The vendor is the own one of the add-on, not that of a sample.',
  *check({ root }) {
    for (const name of ['name', 'url'] as const) {
      const text = finalText(root['vendor'], name);
      if (text === undefined || !SAMPLE_VENDORS[name].has(text.replace(/\/$/, ''))) continue;
      yield {
        pointer: `/vendor/${name}`,
        message: `vendor.${name} is "${text}", as in samples: it is shown to administrators next to the add-on.`,
        hint: 'Write your own.',
      };
      return;
    }
  },
};
