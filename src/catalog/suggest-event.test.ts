import { expect, it } from 'vitest';
import { suggestEvent } from './suggest-event.ts';
import { listEvents } from './webhook-events.ts';

it.each([
  ['issue_created', 'jira', 'jira:issue_created'],
  ['jira:issue_create', 'jira', 'jira:issue_created'],
  ['jira:issueUpdated', 'jira', 'jira:issue_updated'],
  ['JIRA:ISSUE_DELETED', 'jira', 'jira:issue_deleted'],
  ['issue-deleted', 'jira', 'jira:issue_deleted'],
  ['jira:comment_created', 'jira', 'comment_created'],
  ['jira:project_deleted', 'jira', 'project_deleted'],
  ['jira:isue_updated', 'jira', 'jira:issue_updated'],
  ['issue_link_created', 'jira', 'issuelink_created'],
  ['version_released', 'jira', 'jira:version_released'],
  ['comment_removed', 'jira', 'comment_deleted'],
  ['comment_added', 'jira', 'comment_created'],
  ['comment_edited', 'jira', 'comment_updated'],
  ['page_deleted', 'confluence', 'page_removed'],
  ['page_delete', 'confluence', 'page_removed'],
  ['page_trash', 'confluence', 'page_trashed'],
  ['blogpost_created', 'confluence', 'blog_created'],
  ['blog_post_updated', 'confluence', 'blog_updated'],
  ['confluence:page_created', 'confluence', 'page_created'],
  ['page_liked', 'confluence', undefined],
  ['issue_assigned', 'jira', undefined],
  ['page_created', 'jira', undefined],
  ['', 'jira', undefined],
  ['repo:push', 'jira', undefined],
] as const)('%j in %s was meant to be %j', (name, product, meant) => {
  expect(suggestEvent(name, product)).toBe(meant);
});

it('takes every event for itself', () => {
  for (const product of ['jira', 'confluence'] as const) {
    for (const { name, replacement } of listEvents(product)) {
      expect(suggestEvent(name, product)).toBe(replacement ?? name);
    }
  }
});
