import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import { textToAdf } from '../adf.ts';
import { MAX_ATTACHMENT_BYTES } from '../issues/attachments.ts';
import type { ChangeItem, Issue, Visibility } from '../types.ts';
import type { ImportContext } from './import-jira.ts';
import { importProperties } from './import-projects.ts';
import { readChangeItem } from './issue-history.ts';
import { idIn, readDuration, readRichText } from './seed-names.ts';

/** What belongs to one issue and has tables of its own. @throws {SeedError} */
export function importParts(from: SeedObject, issue: Issue, context: ImportContext): void {
  const { store, names, database } = context;
  for (const comment of from.objects('comments', 'body')) importComment(comment, issue, context);
  for (const worklog of from.objects('worklogs', 'timeSpent')) importWorklog(worklog, issue, context);
  for (const account of names.readPeople(from, 'watchers')) store.watchers.add(issue.id, account);
  for (const account of names.readPeople(from, 'voters')) store.voters.add(issue.id, account);
  for (const attachment of from.objects('attachments')) importAttachment(attachment, issue, context);
  for (const link of from.objects('remoteLinks')) importRemoteLink(link, issue, context);
  for (const change of from.objects('history')) importChange(change, issue, context);
  for (const key of from.texts('formerKeys')) {
    database.run('INSERT INTO jira_former_key (key, issue) VALUES (?, ?)', [key, Number(issue.id)]);
  }
  importProperties(from, { type: 'issue', id: issue.id }, database);
  // Read when all issues are there.
  from.take('links');
}

/** @param keys of all issues, with their ids */
export function importLinks(
  from: SeedObject,
  id: number,
  keys: ReadonlyMap<string, number>,
  { store, names, ids }: ImportContext,
): void {
  for (const link of from.objects('links', 'to')) {
    const to = link.text('to');
    const target = keys.get(to) ?? link.fail('to', `there is no issue ${to}.`);
    if (target === id) link.fail('to', 'an issue cannot be linked with itself.');
    const type = link.optionalText('type') ?? 'Relates';
    const typeId = idIn(names.configuration.linkTypes, type, link, 'type');
    const isThere = store.links
      .list(String(id))
      .some((one) => one.typeId === typeId && one.sourceId === String(id) && one.targetId === String(target));
    if (isThere) link.fail('to', 'there is such a link already.');
    store.links.insert({
      id: String(ids['issue-link'].of(link)),
      typeId,
      sourceId: String(id),
      targetId: String(target),
    });
    link.end();
  }
}

function importComment(comment: SeedObject, issue: Issue, context: ImportContext): void {
  const { store, ids, database } = context;
  const author = readAuthor(comment, 'author', issue, context);
  const created = comment.moment('created') ?? issue.created;
  const id = String(ids.comment.of(comment));
  store.comments.insert(issue, {
    id,
    issueId: issue.id,
    authorAccountId: author,
    updateAuthorAccountId: context.names.readPerson(comment, 'updateAuthor') ?? author,
    body: readRichText(comment, 'body') ?? textToAdf(comment.text('body')),
    created,
    updated: comment.moment('updated') ?? created,
    visibility: readVisibility(comment),
  });
  importProperties(comment, { type: 'comment', id }, database);
  comment.end();
}

function importWorklog(worklog: SeedObject, issue: Issue, context: ImportContext): void {
  const { store, ids, database } = context;
  const author = readAuthor(worklog, 'author', issue, context);
  const started = worklog.moment('started') ?? issue.created;
  const created = worklog.moment('created') ?? started;
  const id = String(ids.worklog.of(worklog));
  store.worklogs.insert(issue, {
    id,
    issueId: issue.id,
    authorAccountId: author,
    updateAuthorAccountId: context.names.readPerson(worklog, 'updateAuthor') ?? author,
    comment: readRichText(worklog, 'comment') ?? null,
    created,
    updated: worklog.moment('updated') ?? created,
    started,
    timeSpentSeconds: readDuration(worklog, 'timeSpent') ?? worklog.fail('timeSpent', 'it must be said.'),
    visibility: readVisibility(worklog),
  });
  importProperties(worklog, { type: 'worklog', id }, database);
  worklog.end();
}

/** The reporter, or an administrator, where nobody is named. */
function readAuthor(from: SeedObject, name: string, issue: Issue, { names }: ImportContext): string {
  return names.readPerson(from, name) ?? issue.reporterAccountId ?? names.administrators()[0] ?? '';
}

function readVisibility(from: SeedObject): Visibility | null {
  const visibility = from.take('visibility');
  if (visibility === undefined || visibility === null) return null;
  const type = stringAt(visibility, 'type');
  const value = stringAt(visibility, 'value');
  if ((type === 'role' || type === 'group') && value !== undefined) return { type, value };
  return from.fail('visibility', 'it must be an object with type (role or group) and value.');
}

function importAttachment(attachment: SeedObject, issue: Issue, context: ImportContext): void {
  const { store, names, ids } = context;
  const content = readContent(attachment);
  const author = names.readPerson(attachment, 'author');
  store.attachments.insert(
    {
      id: String(ids.attachment.of(attachment)),
      issueId: issue.id,
      authorAccountId: author === undefined ? issue.reporterAccountId : author,
      created: attachment.moment('created') ?? issue.created,
      name: attachment.text('name'),
      mediaType: attachment.optionalText('mediaType') ?? 'text/plain',
      size: content.length,
    },
    content,
  );
  attachment.end();
}

function readContent(attachment: SeedObject): Uint8Array {
  const base64 = attachment.take('base64');
  if (base64 === undefined) return limited(attachment, 'text', Buffer.from(attachment.anyText('text')));
  if (attachment.take('text') !== undefined) attachment.fail('base64', 'give this or text, not both.');
  const text = attachment.anyText('base64');
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(text)) attachment.fail('base64', 'it must be base64.');
  return limited(attachment, 'base64', Buffer.from(text, 'base64'));
}

function limited(attachment: SeedObject, name: string, content: Uint8Array): Uint8Array {
  return content.length <= MAX_ATTACHMENT_BYTES
    ? content
    : attachment.fail(name, 'it must be 10 MB at most.');
}

function importRemoteLink(link: SeedObject, issue: Issue, { store, ids }: ImportContext): void {
  const body: Record<string, Json> = {};
  for (const name of ['application', 'relationship', 'object'] as const) {
    const value = link.take(name);
    if (value !== undefined) body[name] = JSON.parse(JSON.stringify(value));
  }
  if (!isRecord(body['object'])) link.fail('object', 'it must be an object with a url and a title.');
  store.remoteLinks.insert({
    id: String(ids['remote-link'].of(link)),
    issueId: issue.id,
    globalId: link.optionalText('globalId') ?? null,
    body,
  });
  link.end();
}

function importChange(change: SeedObject, issue: Issue, { store, names, ids }: ImportContext): void {
  const items: ChangeItem[] = [];
  for (const item of change.objects('items')) items.push(readChangeItem(item, names));
  const author = names.readPerson(change, 'author');
  store.changelog.insert(issue, {
    id: String(ids.change.of(change)),
    issueId: issue.id,
    authorAccountId: author === undefined ? issue.reporterAccountId : author,
    created: change.moment('created') ?? issue.created,
    items,
  });
  change.end();
}
