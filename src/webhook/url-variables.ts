import type { WebhookEvent } from '../catalog/webhook-events.ts';
import type { JsonObject } from '../core/json.ts';
import { at } from './samples/world.ts';

/** What stands for `${…}` in the URL of a webhook, by name: `issue.key`. */
export type UrlVariables = Readonly<Record<string, string>>;

/**
 * Puts values into the `${…}` of a webhook's URL, encoded for wherever they stand; names that the event does not have
 * become empty.
 */
export function fillUrlVariables(url: string, variables: UrlVariables): string {
  return url.replace(/\$\{([^{}]*)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? encodeURIComponent(variables[name] ?? '') : '',
  );
}

/** Where the body of an event has what its URL may name; the first place that is there. */
const PLACES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'issue.id': [['issue', 'id']],
  'issue.key': [['issue', 'key']],
  'project.id': [
    ['project', 'id'],
    ['issue', 'fields', 'project', 'id'],
    ['version', 'projectId'],
  ],
  'project.key': [
    ['project', 'key'],
    ['issue', 'fields', 'project', 'key'],
  ],
  'comment.id': [['comment', 'id']],
  'worklog.id': [['worklog', 'id']],
  'attachment.id': [['attachment', 'id']],
  'version.id': [['version', 'id']],
  'mergedVersion.id': [['mergedTo', 'id']],
  'modifiedUser.accountId': [['user', 'accountId']],
  'sprint.id': [['sprint', 'id']],
  'board.id': [
    ['board', 'id'],
    ['sprint', 'originBoardId'],
  ],
};

/** The variables of an event, with the values that its body has for them. */
export function variablesIn(
  { urlVariables }: Pick<WebhookEvent, 'urlVariables'>,
  body: JsonObject,
): UrlVariables {
  return Object.fromEntries(
    urlVariables.flatMap((name) => {
      const found = (Object.hasOwn(PLACES, name) ? (PLACES[name] ?? []) : []).map((path) =>
        at(body, ...path),
      );
      const value = found.find((one) => typeof one === 'string' || typeof one === 'number');
      return value === undefined ? [] : [[name, String(value)] as const];
    }),
  );
}
