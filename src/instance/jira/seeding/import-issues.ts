import type { SeedObject } from '../../seed/seed-object.ts';
import { withSprintOf } from '../agile/inheritance.ts';
import { numberOf } from '../issues/issue-row.ts';
import type { Project } from '../types.ts';
import { importLinks, importParts } from './import-issue-parts.ts';
import type { ImportContext } from './import-jira.ts';
import { readIssue } from './read-issue.ts';

/**
 * Issues with everything that belongs to them. They are read one by one: a seed may have a hundred thousand.
 * @returns the ids of issues by key
 * @throws {SeedError}
 */
export function importIssues(seed: SeedObject, context: ImportContext): ReadonlyMap<string, number> {
  const { store } = context;
  const keys = claimAll(seed, context);
  const typeIds = new Map<number, string>();
  for (const [from, key, id] of inOrder(seed, keys)) {
    const issue = readIssue(from, { key, id, project: projectOf(from, context) }, keys, context);
    typeIds.set(id, issue.issueTypeId);
    store.table.insert(issue);
    importParts(from, issue, context);
    from.end();
  }
  // What leads to other issues, now that all are there.
  for (const [from, , id] of inOrder(seed, keys)) {
    joinParent(from, id, typeIds, keys, context);
    importLinks(from, id, keys, context);
  }
  return keys;
}

function* inOrder(
  seed: SeedObject,
  keys: ReadonlyMap<string, number>,
): Iterable<readonly [SeedObject, string, number]> {
  const entries = keys.entries();
  for (const from of seed.objects('issues', 'summary')) {
    const { value } = entries.next();
    if (value !== undefined) yield [from, ...value];
  }
}

/** Takes note of all ids and keys that are given, and gives some to those that have none. */
function claimAll(seed: SeedObject, context: ImportContext): ReadonlyMap<string, number> {
  const { store, ids } = context;
  const given = new Set<string>();
  const last = new Map<string, number>();
  for (const issue of seed.objects('issues', 'summary')) {
    claimIds(issue, context);
    const key = issue.optionalText('key');
    if (key === undefined) continue;
    if (!/^[A-Z][A-Z\d_]*-[1-9]\d{0,9}$/.test(key)) issue.fail('key', 'it must be like DEMO-1.');
    if (given.has(key)) issue.fail('key', 'another issue has it already.');
    given.add(key);
    const { key: project } = projectOf(issue, context);
    last.set(project, Math.max(last.get(project) ?? 0, numberOf(key)));
  }
  const keys = new Map<string, number>();
  for (const issue of seed.objects('issues', 'summary')) {
    const { key: project } = projectOf(issue, context);
    const key = issue.optionalText('key');
    if (key === undefined) last.set(project, (last.get(project) ?? 0) + 1);
    keys.set(key ?? `${project}-${last.get(project)}`, ids.issue.of(issue));
  }
  for (const { id, key } of store.projects()) store.catalog.reserveNumber(id, last.get(key) ?? 0);
  return keys;
}

function claimIds(issue: SeedObject, { ids }: ImportContext): void {
  ids.issue.claim(issue);
  for (const comment of issue.objects('comments', 'body')) ids.comment.claim(comment);
  for (const worklog of issue.objects('worklogs', 'timeSpent')) ids.worklog.claim(worklog);
  for (const attachment of issue.objects('attachments')) ids.attachment.claim(attachment);
  for (const link of issue.objects('links', 'to')) ids['issue-link'].claim(link);
  for (const link of issue.objects('remoteLinks')) ids['remote-link'].claim(link);
  for (const change of issue.objects('history')) ids.change.claim(change);
}

/** The one that it names, or that its key begins with; else the first. */
function projectOf(issue: SeedObject, { store }: ImportContext): Project {
  const key = issue.optionalText('key');
  const named = issue.optionalText('project');
  const wanted = named ?? key?.slice(0, key.lastIndexOf('-')) ?? store.projects()[0]?.key ?? '';
  const project = store.project(wanted);
  if (project === undefined) {
    return issue.fail(named === undefined ? 'key' : 'project', `there is no project ${wanted}.`);
  }
  if (key !== undefined && !key.startsWith(`${project.key}-`)) {
    return issue.fail('key', `it must begin with ${project.key}-, as its project does.`);
  }
  return project;
}

/** A parent is one level above; sub-tasks are in its sprints. */
function joinParent(
  from: SeedObject,
  id: number,
  typeIds: ReadonlyMap<number, string>,
  keys: ReadonlyMap<string, number>,
  { names, store }: ImportContext,
): void {
  const typeOf = (issueId: number | undefined) =>
    names.configuration.issueTypes.find((type) => type.id === typeIds.get(issueId ?? 0));
  const type = typeOf(id);
  const key = from.optionalText('parent');
  if (key === undefined) {
    if (type?.subtask === true) from.fail('parent', 'a sub-task must have one.');
    return;
  }
  const parentId = keys.get(key);
  const level = typeOf(parentId)?.hierarchyLevel;
  if (type === undefined || level !== type.hierarchyLevel + 1) {
    from.fail('parent', `${key} is of a type that ${type?.name ?? 'this'} cannot be below.`);
  }
  if (!type.subtask || from.take('sprints') !== undefined) return;
  const issue = store.table.find(String(id));
  const parent = store.table.find(String(parentId));
  if (issue !== undefined) store.table.update(issue, withSprintOf(parent, issue));
}
