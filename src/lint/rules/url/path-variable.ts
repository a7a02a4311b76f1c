import type { Rule } from '../../rule.ts';
import { findVariables } from '../../view/url-variables.ts';
import { nameOf } from '../../wording.ts';
import { addonUrls } from './addon-urls.ts';

export const URL_PATH_VARIABLE: Rule = {
  id: 'url/path-variable',
  severity: 'info',
  summary: 'Webhooks have their variables in the query.',
  *check(view) {
    for (const { text, pointer, module } of addonUrls(view, ['call'])) {
      if (module?.type !== 'webhooks') continue;
      const variable = findVariables(text).find(({ hasDollar, part }) => hasDollar && part === 'path');
      if (variable === undefined) continue;
      const { name } = variable;
      yield {
        pointer,
        message: `${nameOf(pointer)} has \${${name}} in its path: atlassian-connect-express takes the path literally for its route, and answers 404.`,
        hint: `Put it behind the question mark, for instance ?${name.replace('.', '-')}=\${${name}}, unless the server has a route for it.`,
      };
    }
  },
};
