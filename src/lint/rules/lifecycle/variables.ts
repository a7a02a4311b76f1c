import type { Rule } from '../../rule.ts';
import { findVariables } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls } from '../url/addon-urls.ts';

export const LIFECYCLE_VARIABLES: Rule = {
  id: 'lifecycle/variables',
  severity: 'warning',
  summary: 'Lifecycle URLs have no variables.',
  *check(view) {
    for (const { text, pointer } of addonUrls(view, ['lifecycle'])) {
      const [variable] = findVariables(text);
      if (variable === undefined) continue;
      yield {
        pointer,
        message: `${nameOf(pointer)} has ${variable.hasDollar ? '$' : ''}{${variable.name}}: callbacks have no context, so that the braces are sent as they are, or make an address that cannot be called.`,
        hint: 'Remove it: the body of the call says which site it is about.',
      };
    }
  },
};
