import { isRecord, stringAt } from '../../../core/json.ts';
import { findNamed } from '../../jira/input/field-parsers.ts';
import type { Issue, IssueLink, LinkType } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { actorOf, findIssue, type JiraContext, type JiraRestDeps } from './shared.ts';

export interface LinkInput {
  readonly type: LinkType;
  readonly source: Issue;
  readonly target: Issue;
}

/**
 * A link of a request. In it `inwardIssue` is where the link comes from and `outwardIssue` where it leads to:
 * `{ type: Blocks, inwardIssue: A, outwardIssue: B }` makes A block B.
 * @throws {ProductError} 404 for issues and types that are not there
 */
export function readLink(c: JiraContext, deps: JiraRestDeps, value: unknown): LinkInput {
  const type = readType(deps, value);
  return {
    type,
    source: readIssue(c, deps, isRecord(value) ? value['inwardIssue'] : undefined),
    target: readIssue(c, deps, isRecord(value) ? value['outwardIssue'] : undefined),
  };
}

/** A link of an issue that names the other one only. @throws {ProductError} 404 */
export function readLinkOf(c: JiraContext, deps: JiraRestDeps, issue: Issue, value: unknown): LinkInput {
  const type = readType(deps, value);
  const inward = isRecord(value) ? value['inwardIssue'] : undefined;
  if (inward !== undefined) return { type, source: readIssue(c, deps, inward), target: issue };
  return {
    type,
    source: issue,
    target: readIssue(c, deps, isRecord(value) ? value['outwardIssue'] : undefined),
  };
}

/** @throws {ProductError} 404 without the permission to link, as Jira has it */
export function addLink(
  c: JiraContext,
  { store }: JiraRestDeps,
  { type, source, target }: LinkInput,
): IssueLink {
  requireLinkPermission(c, store, source);
  if (source.id === target.id) throw jiraError(400, ['You cannot link an issue to itself.']);
  return store.links.add(type, source, target, actorOf(c));
}

export function requireLinkPermission(
  c: JiraContext,
  store: JiraRestDeps['store'],
  { projectId, key }: Issue,
): void {
  if (store.permissions.may(actorOf(c), 'LINK_ISSUES', projectId)) return;
  throw jiraError(404, [`No Link Issue Permission for issue '${key}'`]);
}

function readType({ store }: JiraRestDeps, value: unknown): LinkType {
  const given = isRecord(value) ? value['type'] : undefined;
  const type = findNamed(store.configuration.linkTypes, given);
  if (type !== undefined) return type;
  const id = stringAt(given, 'id');
  throw jiraError(404, [
    id === undefined
      ? `No issue link type with name '${stringAt(given, 'name') ?? ''}' found.`
      : `No issue link type with id '${id}' found.`,
  ]);
}

function readIssue(c: JiraContext, deps: JiraRestDeps, value: unknown): Issue {
  return findIssue(c, deps, stringAt(value, 'key') ?? stringAt(value, 'id') ?? '');
}
