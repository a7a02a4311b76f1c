import { JqlError } from '../../../jql/jql-error.ts';
import type { JqlContext } from './context.ts';
import { dateFunctions } from './date-functions.ts';
import { unknownIssue } from './messages.ts';
import { SPRINT_FUNCTIONS } from './sprint-functions.ts';

/** What a function stands for: moments, accounts, ids of issue types or of issues. */
export type JqlFunctionKind = 'date' | 'user' | 'issuetype' | 'issue' | 'version' | 'sprint';

/** A function of JQL. */
export interface JqlFunction {
  readonly name: string;
  readonly kind: JqlFunctionKind;
  /** Whether it stands for several values, and so goes with IN. */
  readonly isList: boolean;
  readonly minArgs: number;
  readonly maxArgs: number;
  /** @throws {JqlError} for arguments that it does not understand */
  evaluate(args: readonly string[], context: JqlContext): readonly (string | number)[];
}

export function createFunctions(): ReadonlyMap<string, JqlFunction> {
  return new Map(
    [...dateFunctions(), ...OTHERS, ...SPRINT_FUNCTIONS].map((definition) => [
      definition.name.toLowerCase(),
      definition,
    ]),
  );
}

const OTHERS: readonly JqlFunction[] = [
  {
    name: 'currentUser',
    kind: 'user',
    isList: false,
    minArgs: 0,
    maxArgs: 0,
    evaluate: (_args, { currentUser }) => (currentUser === null ? [] : [currentUser]),
  },
  {
    name: 'membersOf',
    kind: 'user',
    isList: true,
    minArgs: 1,
    maxArgs: 1,
    evaluate: ([group = ''], { people }) => {
      const members = people.membersOf(group);
      if (members === undefined) {
        throw new JqlError(
          `Function 'membersOf' can not generate a list of usernames for group '${group}'; the group does not exist.`,
        );
      }
      return members;
    },
  },
  {
    name: 'standardIssueTypes',
    kind: 'issuetype',
    isList: true,
    minArgs: 0,
    maxArgs: 0,
    evaluate: (_args, { configuration }) =>
      configuration.issueTypes.filter(({ subtask }) => !subtask).map(({ id }) => Number(id)),
  },
  {
    name: 'subTaskIssueTypes',
    kind: 'issuetype',
    isList: true,
    minArgs: 0,
    maxArgs: 0,
    evaluate: (_args, { configuration }) =>
      configuration.issueTypes.filter(({ subtask }) => subtask).map(({ id }) => Number(id)),
  },
  {
    name: 'linkedIssues',
    kind: 'issue',
    isList: true,
    minArgs: 1,
    maxArgs: 50,
    evaluate: ([key = '', ...names], context) => {
      const issue = context.issue(key);
      if (issue === undefined || !isVisible(issue.projectId, context)) throw unknownIssue();
      return context.linkedIssues(
        issue.id,
        names.map((name) => name.toLowerCase()),
      );
    },
  },
];

function isVisible(projectId: string, { visibleProjects }: JqlContext): boolean {
  return visibleProjects === 'all' || visibleProjects.includes(projectId);
}
