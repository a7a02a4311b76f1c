import type { Hono } from 'hono';
import { isRecord, type Json } from '../../../../core/json.ts';
import type { Issue } from '../../../jira/types.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { checkPropertyKey, readPropertyValue } from '../property-input.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord, visibleIssue } from '../shared.ts';
import { doneTask } from '../tasks.ts';

const MOST_PROPERTIES = 10;
const MOST_ISSUES = 10_000;
const MOST_ISSUES_EACH = 100;

/**
 * Entity properties of several issues at once: as tasks, which are done when they are answered. Issues that the caller may not
 * edit are left out.
 */
export function addBulkPropertyRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { issueProperties, properties } = store;

  app.post('/issue/properties', async (c) => {
    const body = await readRecord(c);
    const ids = readIds(body['entitiesIds'], MOST_ISSUES);
    const values = readValues(body['properties']);
    const issues = editable(c, ids);
    store.changes.run(() => {
      for (const issue of issues) setAll(c, issue, values);
    });
    return doneTask(c, deps, 'Bulk set of entity properties', null);
  });

  app.post('/issue/properties/multi', async (c) => {
    const { issues } = await readRecord(c);
    if (!Array.isArray(issues) || issues.length === 0 || issues.length > MOST_ISSUES_EACH) {
      throw jiraError(400, [`issues must be a list of at most ${MOST_ISSUES_EACH} issues.`]);
    }
    const wanted = issues.map((one: unknown) => ({
      id: isRecord(one) ? String(one['issueID']) : '',
      values: readValues(isRecord(one) ? one['properties'] : undefined),
    }));
    const failed = wanted.filter(({ id, values }) => {
      const [issue] = editable(c, [id]);
      if (issue !== undefined) store.changes.run(() => setAll(c, issue, values));
      return issue === undefined;
    });
    return doneTask(
      c,
      deps,
      'Bulk set of entity properties',
      failed.map(({ id }) => ({ issueId: id, error: 'The issue does not exist, or cannot be edited.' })),
    );
  });

  app.put('/issue/properties/:propertyKey', async (c) => {
    const key = checkPropertyKey(c.req.param('propertyKey'));
    const body = await readRecord(c);
    if (body['expression'] !== undefined) {
      throw jiraError(501, ["connect-kit's dev instance does not emulate Jira expressions."]);
    }
    const value = readPropertyValue(JSON.stringify(body['value']) ?? '');
    const filter = isRecord(body['filter']) ? body['filter'] : {};
    const { hasProperty } = filter;
    const issues = eligible(c, filter, key).filter(
      ({ id }) => typeof hasProperty !== 'boolean' || hasProperty === (propertyAt(id, key) !== undefined),
    );
    store.changes.run(() => {
      for (const issue of issues) issueProperties.set(issue, key, value, actorOf(c));
    });
    return doneTask(c, deps, 'Bulk set of an entity property', null);
  });

  app.delete('/issue/properties/:propertyKey', async (c) => {
    const key = c.req.param('propertyKey');
    const text = await c.req.text();
    const issues = eligible(c, text.trim() === '' ? {} : await readRecord(c), key);
    store.changes.run(() => {
      for (const issue of issues) issueProperties.delete(issue, key, actorOf(c));
    });
    return doneTask(c, deps, 'Bulk deletion of an entity property', null);
  });

  function setAll(c: JiraContext, issue: Issue, values: Readonly<Record<string, Json>>): void {
    for (const [key, value] of Object.entries(values)) issueProperties.set(issue, key, value, actorOf(c));
  }

  /** The issues of a filter that the caller may edit. */
  function eligible(
    c: JiraContext,
    filter: Readonly<Record<string, unknown>>,
    key: string,
  ): readonly Issue[] {
    const { entityIds, currentValue } = filter;
    const ids =
      entityIds === undefined || entityIds === null
        ? store.projects().flatMap(({ id }) => store.issueIdsOf(id))
        : readIds(entityIds, MOST_ISSUES);
    const issues = editable(c, ids);
    if (currentValue === undefined) return issues;
    const wanted = canonical(currentValue);
    return issues.filter(({ id }) => {
      const value = propertyAt(id, key);
      return value !== undefined && canonical(value) === wanted;
    });
  }

  function editable(c: JiraContext, ids: readonly string[]): readonly Issue[] {
    return ids
      .flatMap((id) => visibleIssue(c, deps, id) ?? [])
      .filter(({ projectId }) => store.permissions.may(actorOf(c), 'EDIT_ISSUES', projectId));
  }

  function propertyAt(issueId: string, key: string): Json | undefined {
    return properties.find({ type: 'issue', id: issueId }, key)?.value;
  }
}

/** JSON whose text is the same for the same value, whatever the order of names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    isRecord(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
}

/** @throws {ProductError} 400 */
function readIds(value: unknown, most: number): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    throw jiraError(400, [`The ids of issues must be a list of at most ${most} entries.`]);
  }
  return [...new Set(value.map(String))];
}

/** @throws {ProductError} 400 */
function readValues(value: unknown): Readonly<Record<string, Json>> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (entries.length === 0 || entries.length > MOST_PROPERTIES) {
    throw jiraError(400, [`Between 1 and ${MOST_PROPERTIES} properties must be provided.`]);
  }
  return Object.fromEntries(
    entries.map(([key, one]) => [checkPropertyKey(key), readPropertyValue(JSON.stringify(one) ?? '')]),
  );
}
