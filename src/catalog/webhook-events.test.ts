import { describe, expect, it } from 'vitest';
import {
  allEvents,
  allUrlVariables,
  findEvent,
  isAvailable,
  listEvents,
  productsWithEvent,
} from './webhook-events.ts';

const names = (product: 'jira' | 'confluence') => listEvents(product).map(({ name }) => name);

describe('the catalogue of webhook events', () => {
  it('tells everything about an event', () => {
    expect(findEvent('jira:issue_updated', 'jira')).toMatchObject({
      name: 'jira:issue_updated',
      product: 'jira',
      family: 'jira-platform',
      group: 'issue',
      requiredScope: 'READ',
      payload: ['timestamp', 'webhookEvent', 'user', 'issue'],
      mayCarry: ['issue_event_type_name', 'changelog', 'comment'],
      urlVariables: ['project.id', 'project.key', 'issue.id', 'issue.key'],
      takesFilter: true,
      takesPropertyKeys: true,
      takesExcludeBody: true,
      confidence: 'listed',
      state: 'current',
      replacement: undefined,
    });
    expect(findEvent('jira:issue_updated', 'jira')?.sources[0]?.title).toContain('descriptor schema');
  });

  it('lets an event say otherwise than its group', () => {
    expect(findEvent('jira:issue_deleted', 'jira')?.takesPropertyKeys).toBe(false);
    expect(findEvent('page_moved', 'confluence')?.mayCarry).toEqual(['oldParent', 'newParent']);
    expect(findEvent('page_viewed', 'confluence')?.mayCarry).toEqual([]);
  });

  it('keeps events of the same name apart by product', () => {
    expect(productsWithEvent('comment_created')).toEqual(['jira', 'confluence']);
    expect(findEvent('comment_created', 'jira')?.payload).toContain('issue');
    expect(findEvent('comment_created', 'confluence')?.payload).toEqual([
      'userAccountId',
      'accountType',
      'timestamp',
      'comment',
    ]);
    expect(productsWithEvent('comment_deleted')).toEqual(['jira']);
    expect(productsWithEvent('comment_removed')).toEqual(['confluence']);
    expect(productsWithEvent('toString')).toEqual([]);
    expect(findEvent('page_created', 'jira')).toBeUndefined();
  });

  it('knows events that are no more, and does not list them', () => {
    expect(findEvent('version_released', 'jira')).toMatchObject({
      state: 'renamed',
      replacement: 'jira:version_released',
    });
    expect(findEvent('server_upgraded', 'confluence')?.state).toBe('removed');
    expect(names('jira')).not.toContain('version_released');
    expect(names('confluence')).not.toContain('server_upgraded');
    expect(productsWithEvent('version_released')).toEqual([]);
  });

  it('lists each event of a product once', () => {
    for (const product of ['jira', 'confluence'] as const) {
      expect(new Set(names(product)).size).toBe(names(product).length);
      expect(names(product).length).toBeGreaterThan(60);
    }
  });

  it('names replacements that there are', () => {
    for (const { replacement, product, state } of allEvents()) {
      const found = replacement === undefined ? undefined : findEvent(replacement, product);
      expect(found !== undefined && isAvailable(found)).toBe(state === 'renamed' || state === 'superseded');
    }
  });

  it('knows the variables of all URLs', () => {
    expect([...allUrlVariables()].toSorted()).toEqual([
      'attachment.id',
      'board.id',
      'comment.id',
      'issue.id',
      'issue.key',
      'mergedVersion.id',
      'modifiedUser.accountId',
      'modifiedUser.key',
      'modifiedUser.name',
      'project.id',
      'project.key',
      'sprint.id',
      'version.id',
      'worklog.id',
    ]);
  });
});
