import { CONNECT_CALENDAR, END_OF_SUPPORT, formatDate } from '../../../catalog/calendar.ts';
import { joinWords } from '../../../core/join-words.ts';
import type { Rule } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

const ENDS = joinWords(
  END_OF_SUPPORT.map(({ date }) => `${date.length === 7 ? 'in' : 'on'} ${formatDate(date)}`),
  'or',
);
const CLOSED = formatDate(CONNECT_CALENDAR[1].date);

/** Said once for each descriptor, and never where only refusals count. */
export const END_OF_SUPPORT_RULE: Rule = {
  id: 'support/end-of-support',
  severity: 'info',
  summary: 'Connect is about to lose its support.',
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    const message = `Support for Connect ends ${ENDS}; since ${CLOSED} updates ship through Forge only, which takes connectModules.`;
    yield Object.hasOwn(view.root, 'key')
      ? { pointer: '', key: 'key', message }
      : { pointer: '', at: 'opening', message };
  },
};
