import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';

export const VENDOR_INCOMPLETE: Rule = {
  id: 'vendor/incomplete',
  severity: 'info',
  summary: 'The descriptor names its vendor, and where to find out more.',
  *check({ root }) {
    const { vendor } = root;
    if (vendor === undefined) {
      yield {
        pointer: '',
        at: 'opening',
        message: 'The descriptor names no vendor: administrators see an add-on that nobody stands for.',
        hint: 'Add "vendor": { "name": "…", "url": "https://…" }; the Marketplace expects it.',
      };
    } else if (isRecord(vendor)) {
      const missing = ['name', 'url'].filter((name) => !Object.hasOwn(vendor, name) || vendor[name] === '');
      if (missing.length === 0) return;
      yield {
        pointer: '/vendor',
        at: 'opening',
        message: `vendor has no ${missing.join(' and no ')}: it is shown to administrators next to the add-on.`,
        hint: 'Add what is missing; the Marketplace expects both.',
      };
    }
  },
};
