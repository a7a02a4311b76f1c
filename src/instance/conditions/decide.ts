import { CONFLUENCE_CONDITIONS } from './confluence.ts';
import { PROPERTY_CONDITIONS } from './entity-property.ts';
import { JIRA_CONDITIONS } from './jira.ts';
import type { ConditionDeps, Decide, Question } from './question.ts';

const COMMON: Readonly<Record<string, Decide>> = {
  user_is_logged_in: ({ person }) => person !== undefined,
  user_is_admin: ({ person }) => person?.isAdmin === true,
  user_is_sysadmin: ({ person }) => person?.isAdmin === true,
  addon_is_licensed: ({ isLicensed }) => isLicensed,
  ...PROPERTY_CONDITIONS,
};
const OF_PRODUCT = {
  jira: { ...COMMON, ...JIRA_CONDITIONS },
  confluence: { ...COMMON, ...CONFLUENCE_CONDITIONS },
} as const satisfies Record<string, Readonly<Record<string, Decide>>>;

/** Whether a condition holds; undefined for one that the dev instance has no data to decide. */
export function decide(name: string, question: Question, deps: ConditionDeps): boolean | undefined {
  const known: Readonly<Record<string, Decide>> = OF_PRODUCT[question.product];
  return Object.hasOwn(known, name) ? known[name]?.(question, deps) : undefined;
}
