import { CONFLUENCE_MACROS } from '../../../catalog/module-facts.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { quote } from '../../wording.ts';

/** Words that say nothing of one add-on rather than another. */
const GENERIC =
  /^(?:(?:my|the|a|new|test|demo|sample|example|simple|hello|hello-world)-?)?(?:(?:dynamic|static|content|custom)-?)*(?:macro|content|page|embed|viewer|editor|diagram|chart|image|table|button|list|test|demo|example|sample|hello|hello-world)(?:-?(?:macro|test|demo|example|sample))?(?:-?\d+)?$/i;

export const MACRO_KEY: Rule = {
  id: 'modules/macro-key',
  severity: 'info',
  summary: 'Keys of macros are unlike those of any other add-on.',
  *check({ modules }) {
    for (const { type, value, pointer } of modules) {
      const key = finalText(value, 'key');
      if ((type !== 'dynamicContentMacros' && type !== 'staticContentMacros') || key === undefined) continue;
      const isBuiltIn = CONFLUENCE_MACROS.some((name) => name === key.toLowerCase());
      if (!isBuiltIn && !GENERIC.test(key)) continue;
      yield {
        pointer: `${pointer}/key`,
        message: isBuiltIn
          ? `Confluence has a macro ${quote(key)} of its own.`
          : `Another add-on may well have a macro ${quote(key)}, too: the keys of macros are shared by all add-ons of a site.`,
        hint: 'Begin it with the name of the add-on. On pages that use the macro, its key is stored: of a published one, keep it.',
      };
    }
  },
};
