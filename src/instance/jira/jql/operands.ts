import { JqlError } from '../../../jql/jql-error.ts';
import type { JqlOperand } from '../../../jql/syntax-tree.ts';
import type { JqlContext } from './context.ts';
import type { JqlValue } from './field.ts';
import type { JqlFunction, JqlFunctionKind } from './functions.ts';
import {
  listNotSupported,
  listRequired,
  unknownFunction,
  wrongDateFunction,
  wrongFunction,
} from './messages.ts';
import { JqlNotEmulatedError } from './not-emulated.ts';

export interface OperandPlace {
  /** The field, or the predicate, as it was written. */
  readonly name: string;
  readonly operator: string;
  readonly functions: readonly JqlFunctionKind[];
}

/** The values after an operator that takes one, or a function that stands for one. */
export function singleValue(
  operand: JqlOperand,
  place: OperandPlace,
  context: JqlContext,
): readonly JqlValue[] {
  if (operand.kind === 'list') throw listNotSupported(place.operator, place.name, textOf(operand));
  if (operand.kind === 'function') {
    const called = findFunction(operand.name, context);
    if (called.isList) throw listNotSupported(place.operator, place.name, textOf(operand));
  }
  return valuesOf(operand, place, context);
}

/** The values after IN: a list, or a function that stands for several. */
export function listOfValues(
  operand: JqlOperand,
  place: OperandPlace,
  context: JqlContext,
): readonly JqlValue[] {
  if (operand.kind === 'function' && !findFunction(operand.name, context).isList) {
    throw listRequired(place.operator, place.name, textOf(operand));
  }
  return valuesOf(operand, place, context);
}

/** The values of any operand, lists inside of lists included. */
export function valuesOf(operand: JqlOperand, place: OperandPlace, context: JqlContext): readonly JqlValue[] {
  switch (operand.kind) {
    case 'empty':
      return [{ kind: 'empty' }];
    case 'value':
      return [{ kind: 'text', text: operand.text }];
    case 'list':
      return operand.items.flatMap((item) => valuesOf(item, place, context));
    case 'function':
      return call(operand, place, context).map((value) => ({ kind: 'result', value }));
    default:
      return operand satisfies never;
  }
}

function call(
  operand: JqlOperand & { readonly kind: 'function' },
  { name, functions }: OperandPlace,
  context: JqlContext,
): readonly (string | number)[] {
  const called = findFunction(operand.name, context);
  const { length } = operand.args;
  if (length < called.minArgs || length > called.maxArgs) {
    const expected = length < called.minArgs ? called.minArgs : called.maxArgs;
    throw new JqlError(
      `Function '${called.name}' expected '${expected}' arguments but received '${length}'.`,
    );
  }
  const results = called.evaluate(
    operand.args.map(({ text }) => text),
    context,
  );
  if (functions.includes(called.kind)) return results;
  throw functions.includes('date') ? wrongDateFunction(called.name, name) : wrongFunction(called.name, name);
}

function findFunction(name: string, { functions }: JqlContext): JqlFunction {
  const found = functions.get(name.toLowerCase());
  if (found !== undefined) return found;
  if (OTHERS_OF_JIRA.has(name.toLowerCase())) throw new JqlNotEmulatedError(`the function ${name}()`);
  throw unknownFunction(name);
}

/** @see https://support.atlassian.com/jira-software-cloud/docs/jql-functions/ */
const OTHERS_OF_JIRA = new Set(
  [
    'approved approver breached cascadeOption choiceOption completed componentsLeadByUser',
    'customerDetail earliestUnreleasedVersion elapsed entitlementDetail everbreached issueHistory',
    'issuesWithRemoteLinksByGlobalId lastLogin latestReleasedVersion myApproval myPending myPendingApproval',
    'organizationDetail organizationMembers parentEpic paused pending pendingApproval projectsLeadByUser',
    'projectsWhereUserHasPermission projectsWhereUserHasRole releasedVersions remaining running unreleasedVersions updatedBy',
    'votedIssues watchedIssues withinCalendarHours',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

function textOf(operand: JqlOperand): string {
  switch (operand.kind) {
    case 'value':
      return operand.text;
    case 'empty':
      return 'EMPTY';
    case 'function':
      return `${operand.name}(${operand.args.map(({ text }) => text).join(', ')})`;
    case 'list':
      return `(${operand.items.map((item) => (item.kind === 'value' ? `"${item.text}"` : textOf(item))).join(', ')})`;
    default:
      return operand satisfies never;
  }
}
