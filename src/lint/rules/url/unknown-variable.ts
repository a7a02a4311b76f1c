import { closest } from '../../../core/suggest.ts';
import type { Rule } from '../../rule.ts';
import { didYouMean, nameOf } from '../../wording.ts';
import { collectContextUses, knownNames, mayBeVariable } from './context-urls.ts';

/** Types of modules of which Atlassian's text says which variables they have. Of the others, lists may be missing. */
const DOCUMENTED =
  /^(?:(?:general|admin|jiraProject)Pages|configurePage|postInstallPage|web(?:Panels|Items)|dialogs|jiraIssue(?:Glances|Contexts|Contents|TabPanels)|jiraProject(?:Admin)?TabPanels|jiraReports|jiraDashboardItems|jiraSearchRequestViews|jiraWorkflow\w+|spaceToolsTabs|contentBylineItems|(?:static|dynamic)ContentMacros)$/;

export const URL_UNKNOWN_VARIABLE: Rule = {
  id: 'url/unknown-variable',
  severity: 'warning',
  summary: 'Variables in URLs are ones that the product fills in.',
  *check(view) {
    for (const use of collectContextUses(view)) {
      const { name, url, module } = use;
      if (mayBeVariable(use)) continue;
      const names = knownNames(use, view);
      const spelling = names.find((known) => bare(known) === bare(name));
      if (spelling === undefined && !DOCUMENTED.test(module.type)) continue;
      const suggestion = spelling ?? (name === '' ? undefined : closest(name, names));
      yield {
        pointer: url.pointer,
        message: `${nameOf(url.pointer)} has a variable {${name}}, which the product does not know: it is always empty.`,
        ...(suggestion === undefined
          ? { hint: 'Remove it; what a page needs besides the context, it can ask the REST API for.' }
          : didYouMean(`{${suggestion}}`)),
      };
    }
  },
};

/** A name without what people confuse: case, and how its words are joined. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
