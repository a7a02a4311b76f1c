import { Fault } from '../confluence/fault.ts';
import type { Viewer } from '../confluence/permissions.ts';
import type { Content, Space } from '../confluence/types.ts';
import type { Person } from '../people/people.ts';
import type { PageContext } from '../render/module-url.ts';
import { contentContext, issueContext, projectContext, spaceContext } from '../render/page-context.ts';
import { visitorOf } from '../render/start-pages.ts';
import type { Services } from '../services.ts';
import { OpenError } from './open-error.ts';

/** What the product tells a page of the thing that it is about, if whoever looks at it may see that. */

/** @param wanted key or id */
export function aboutIssue(wanted: string, person: Person | undefined, { jira }: Services): PageContext {
  const issue = jira.issue(wanted);
  const project = issue && jira.project(issue.projectKey);
  if (issue === undefined || project === undefined) throw missing(`There is no issue ${wanted}.`);
  assertMayBrowse(`the issue ${wanted}`, project.id, person, jira);
  return issueContext(issue, project);
}

/** @param wanted key or id */
export function aboutProject(wanted: string, person: Person | undefined, { jira }: Services): PageContext {
  const project = jira.project(wanted);
  if (project === undefined) throw missing(`There is no project ${wanted}.`);
  assertMayBrowse(`the project ${wanted}`, project.id, person, jira);
  return projectContext(project);
}

/** @param wanted an id */
export function aboutContent(wanted: string, person: Person | undefined, services: Services): PageContext {
  const { reader, spaces } = services.confluence;
  const viewer = visitorOf(person);
  const id = /^\d{1,15}$/.test(wanted) ? Number(wanted) : undefined;
  if (id === undefined || reader.lookUp(id) === undefined)
    throw missing(`There is no content with the id ${wanted}.`);
  const content: Content | undefined = reader.find(viewer, id);
  if (content === undefined) throw notVisible(`the content ${wanted}`, person);
  return contentContext(content, spaces.byId(viewer, content.spaceId));
}

/** @param wanted key or id */
export function aboutSpace(
  wanted: string,
  person: Person | undefined,
  { confluence }: Services,
): PageContext {
  const space = findSpace(wanted, visitorOf(person), confluence);
  if (space === undefined) {
    throw missing(`There is no space ${wanted}, or ${nameOf(person)} does not see it.`);
  }
  return spaceContext(space);
}

function findSpace(wanted: string, viewer: Viewer, { spaces }: Services['confluence']): Space | undefined {
  try {
    return /^\d{1,15}$/.test(wanted) ? spaces.byId(viewer, Number(wanted)) : spaces.byKey(viewer, wanted);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function assertMayBrowse(
  what: string,
  projectId: string,
  person: Person | undefined,
  { permissions }: Services['jira'],
): void {
  const isSeen =
    person === undefined
      ? permissions.isOpen('BROWSE_PROJECTS', projectId)
      : permissions.may(person.accountId, 'BROWSE_PROJECTS', projectId);
  if (!isSeen) throw notVisible(what, person);
}

function missing(message: string): OpenError {
  return new OpenError('context-unknown', message);
}

function notVisible(what: string, person: Person | undefined): OpenError {
  return new OpenError('not-visible', `${nameOf(person)} may not see ${what}, so there is no page to open.`);
}

function nameOf(person: Person | undefined): string {
  return person?.displayName ?? 'Nobody who has signed in';
}
