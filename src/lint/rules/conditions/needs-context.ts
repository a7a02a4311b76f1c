import { PAGES_WITHOUT_CONTEXT } from '../../../catalog/module-facts.ts';
import type { Rule } from '../../rule.ts';
import { knownConditions, ownerOf } from './about.ts';

export const NEEDS_CONTEXT: Rule = {
  id: 'conditions/needs-context',
  severity: 'error',
  refusesInstall: true,
  summary: 'Pages that are about nothing have only conditions that hold anywhere.',
  *check(descriptor) {
    for (const { view, condition } of knownConditions(descriptor)) {
      const isPage = PAGES_WITHOUT_CONTEXT.some((type) => type === view.module.type);
      if (!isPage || condition.onPages || condition.state === 'removed') continue;
      const about = condition.needs === undefined ? '' : `, which is about ${ABOUT[condition.needs]}`;
      // What came after 2016 and needs nothing that is known: no source says that pages refuse it.
      const isRefused = condition.needs !== undefined || condition.sources.includes('host-2016');
      yield {
        pointer: `${view.pointer}/condition`,
        severity: isRefused ? 'error' : 'warning',
        message: `${ownerOf(view)} is a page without a context: it cannot have the condition ${condition.name}${about}.`,
        hint: 'Put the condition on a web item that links to the page (location "none" takes away its own link), and check again on the page itself.',
      };
    }
  },
};

const ABOUT = {
  issue: 'an issue',
  project: 'a project',
  content: 'a page or blog post',
  space: 'a space',
  profile: 'a user profile',
} as const;
