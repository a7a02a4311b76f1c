/** An operation that a product had for years, and answers with 410 Gone now. */
export interface RemovedOperation {
  /** The month from which on it is gone. */
  readonly since: string;
  /** The path of what takes its place. */
  readonly successor: string;
}

/**
 * By method and path, as in `rest-operations.ts`; Atlassian's OpenAPI file of 2025-12 still has them as deprecated.
 * Sources: https://developer.atlassian.com/changelog/#CHANGE-2046; answers of 410 since 2025-08-20
 * (https://github.com/pycontribs/jira/issues/2367).
 */
export const REMOVED_OPERATIONS: Readonly<Record<string, RemovedOperation>> = {
  'GET /rest/api/3/search': { since: '2025-08', successor: '/rest/api/3/search/jql' },
  'POST /rest/api/3/search': { since: '2025-08', successor: '/rest/api/3/search/jql' },
};
