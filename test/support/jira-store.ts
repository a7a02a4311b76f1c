import { onTestFinished } from 'vitest';
import { JiraStore, type JiraStoreOptions } from '../../src/instance/jira/jira-store.ts';
import { createJiraSeed, type JiraSeed } from '../../src/instance/jira/seed.ts';
import { People, SEED_PEOPLE } from '../../src/instance/people/people.ts';
import type { Database } from '../../src/instance/store/database.ts';
import { openSiteDatabase } from '../../src/instance/store/site-database.ts';

export interface TestJiraOptions extends Partial<Pick<JiraStoreOptions, 'propertyIndexes'>> {
  /** Milliseconds since the epoch. */
  readonly start?: number;
  /** By how much the clock goes on with every look at it. */
  readonly step?: number;
  readonly seed?: JiraSeed;
  /** One that has data already. */
  readonly database?: Database;
}

/** A Jira of its own in memory, which goes when the test ends. */
export function createTestJira(options: TestJiraOptions = {}) {
  const jira = openTestJira(options);
  onTestFinished(jira.close);
  return jira;
}

/** A Jira of its own in memory, for many tests; whoever opens it closes it. */
export function openTestJira(options: TestJiraOptions = {}) {
  const {
    start = Date.parse('2026-11-21T12:00:00Z'),
    step = 1000,
    seed,
    database = openSiteDatabase(),
    ...others
  } = options;
  let now = start;
  const people = new People(database, SEED_PEOPLE);
  const store = new JiraStore({
    database,
    people,
    seed: () => seed ?? createJiraSeed(SEED_PEOPLE, start),
    now: () => {
      now += step;
      return now;
    },
    ...others,
  });
  return { store, database, people, close: () => database.close() };
}
