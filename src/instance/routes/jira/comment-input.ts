import { isRecord, stringAt } from '../../../core/json.ts';
import { type AdfDocument, adfToText } from '../../jira/adf.ts';
import { parseRichText } from '../../jira/issue-input.ts';
import type { Comment, Issue, Visibility } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { EntityProperty } from '../../properties/entity-properties.ts';
import { readPropertyList } from './property-input.ts';
import { actorOf, authorOf, type JiraContext, type JiraRestDeps, versionOf } from './shared.ts';

export interface CommentInput {
  readonly body: AdfDocument;
  /** Undefined where nothing is said of it. */
  readonly visibility: Visibility | null | undefined;
  readonly properties: readonly EntityProperty[];
}

/** @throws {ProductError} 400 */
export function readComment(c: JiraContext, deps: JiraRestDeps, issue: Issue, value: unknown): CommentInput {
  const given = isRecord(value) ? value['body'] : undefined;
  const body = parseRichText(given, versionOf(c));
  if (body === undefined) throw jiraError(400, [], { comment: 'Comment body is not valid!' });
  if (adfToText(body) === '' && body.content.length === 0) {
    throw jiraError(400, [], { comment: 'Comment body can not be empty!' });
  }
  return {
    body,
    visibility: readVisibility(c, deps, issue, isRecord(value) ? value['visibility'] : undefined),
    properties: readPropertyList(isRecord(value) ? value['properties'] : undefined),
  };
}

/** @throws {ProductError} 400 */
export function addComment(c: JiraContext, deps: JiraRestDeps, issue: Issue, input: CommentInput): Comment {
  const { store } = deps;
  if (!store.permissions.may(actorOf(c), 'ADD_COMMENTS', issue.projectId)) {
    throw jiraError(400, ['You do not have the permission to comment on this issue.']);
  }
  return store.changes.run(() => {
    const comment = store.comments.add(issue, input.body, authorOf(c), input.visibility ?? null);
    for (const { key, value } of input.properties) {
      store.properties.set({ type: 'comment', id: comment.id }, key, value);
    }
    return comment;
  });
}

/**
 * Who may see a comment or a worklog: a role or group that the caller is in.
 * @throws {ProductError} 400
 */
export function readVisibility(
  c: JiraContext,
  { store }: JiraRestDeps,
  { projectId }: Issue,
  value: unknown,
): Visibility | null | undefined {
  if (value === undefined || value === null) return value;
  const type = stringAt(value, 'type');
  const identifier = stringAt(value, 'identifier');
  const named = store.roles.list().find(({ id }) => type === 'role' && id === identifier)?.name ?? identifier;
  const name = stringAt(value, 'value') ?? named;
  const account = actorOf(c);
  if (name !== undefined && type === 'role') {
    if (store.permissions.roles(account, projectId).includes(name)) return { type, value: name };
    throw jiraError(400, [], {
      commentLevel: `You are currently not a member of the project role: ${name}.`,
    });
  }
  if (name !== undefined && type === 'group') {
    if (store.permissions.groups(account).includes(name)) return { type, value: name };
    throw jiraError(400, [], { commentLevel: `You are currently not a member of the group: ${name}.` });
  }
  throw jiraError(400, [], { visibility: 'The visibility needs a type, role or group, and a value.' });
}
