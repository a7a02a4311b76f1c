import type { Content, Space } from '../confluence/types.ts';
import type { Issue, Project } from '../jira/types.ts';

/** What modules know of the page that they are on, below the name of its product. */

export function issueContext(
  issue: Pick<Issue, 'id' | 'key' | 'issueTypeId'>,
  project: Pick<Project, 'id' | 'key'>,
) {
  return {
    issue: { id: issue.id, key: issue.key, issuetype: { id: issue.issueTypeId } },
    ...projectContext(project),
  };
}

export function projectContext({ id, key }: Pick<Project, 'id' | 'key'>) {
  return { project: { id, key } };
}

/** @see https://developer.atlassian.com/cloud/confluence/context-parameters */
export function contentContext({ id, type, version }: Content, space: Space) {
  // What add-ons have added is `ac:{add-on}:{module}`.
  const [, plugin] = /^ac:(.+)$/.exec(type) ?? [];
  return {
    content: {
      id: String(id),
      type: plugin === undefined ? type : 'custom',
      version: String(version.number),
      ...(plugin === undefined ? {} : { plugin: type }),
    },
    ...spaceContext(space),
  };
}

export function spaceContext({ id, key }: Pick<Space, 'id' | 'key'>) {
  return { space: { id: String(id), key } };
}
