import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { nameOf } from '../../wording.ts';

export const LAYOUT_IGNORED: Rule = {
  id: 'modules/layout-ignored',
  severity: 'info',
  summary: 'Web panels of the issue view leave their size to the product.',
  *check({ modules }) {
    for (const { type, pointer, value } of modules) {
      if (type !== 'webPanels' || value['layout'] === undefined) continue;
      if (finalText(value, 'location')?.startsWith('atl.jira.view.issue.') !== true) continue;
      yield {
        pointer,
        key: 'layout',
        message: `The issue view takes no notice of the layout of ${nameOf(pointer)}.`,
        hint: 'Remove it: a panel is as high as its page, which can change that with AP.resize.',
      };
    }
  },
};
