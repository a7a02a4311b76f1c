import type { Json, JsonObject } from '../../core/json.ts';

/**
 * The site that a sample tells of. Everything is given as webhooks carry it, so that a running dev instance can put its
 * own issue, page or person in the place of the bundled one.
 */
export interface SampleWorld {
  /** The product's base URL; Confluence's ends in `/wiki`. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch: when the event happened. */
  readonly now: number;
  /** Who did it: a user as Jira's REST API has one. */
  readonly person: JsonObject;
  /** An issue with all of its fields, as `jira:issue_…` carries it. */
  readonly issue: JsonObject;
  readonly comment: JsonObject;
  readonly worklog: JsonObject;
  readonly attachment: JsonObject;
  readonly issueLink: JsonObject;
  /** Of the change that is told of: each has its own. */
  readonly changelogId: string;
  readonly issueType: JsonObject;
  /** A project as `project_…` carries it: with its lead, and a number for its id. */
  readonly project: JsonObject;
  readonly version: JsonObject;
  readonly filter: JsonObject;
  readonly sprint: JsonObject;
  readonly board: JsonObject;
  /** That of the board, as `board_configuration_changed` carries it. */
  readonly configuration: JsonObject;
  /** A space of Confluence, as `space_…` carries it. */
  readonly space: JsonObject;
  readonly page: JsonObject;
  readonly blog: JsonObject;
  /** A comment of Confluence, with the page that it is on. */
  readonly contentComment: JsonObject;
  /** A file on the page. */
  readonly contentAttachment: JsonObject;
  /** Content of a type that an add-on has added, as version 1 of the REST API answers it. */
  readonly customContent: JsonObject;
  readonly label: JsonObject;
  /** What a lifecycle callback has besides its type and the secret. */
  readonly installation: JsonObject;
}

/** Parts of a world that are known better than the bundled ones. */
export type KnownWorld = Partial<Omit<SampleWorld, 'baseUrl' | 'now'>>;

/** Where the bundled samples are at home: a name that belongs to nobody. */
export const SAMPLE_SITE = 'https://your-site.atlassian.net';

export const PERSON_ID = '5b10ac8d82e05b22cc7d4ef5';

/** A copy of an object with some of its properties. */
export function pick(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

/** The value at a path of names; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path) found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
