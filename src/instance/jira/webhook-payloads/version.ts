import type { VersionEvent, VersionMergedEvent } from '../events/project-events.ts';
import { wholeVersionJson } from '../json/version-json.ts';
import type { JsonContext } from '../json.ts';
import type { Version } from '../types.ts';

/** What the body of a version's webhook has beside its name and time. @param now milliseconds since the epoch */
export function versionPayload(
  event: VersionEvent | VersionMergedEvent,
  json: Pick<JsonContext, 'baseUrl'>,
  now: number,
) {
  const { version, mergedTo } = event;
  return {
    version: versionInPayload(version, json, now),
    ...(mergedTo === undefined ? {} : { mergedTo: versionInPayload(mergedTo, json, now) }),
  };
}

/** Webhooks always say whether a version is overdue, and have its description also where it is empty. */
function versionInPayload(version: Version, { baseUrl }: Pick<JsonContext, 'baseUrl'>, now: number) {
  const today = new Date(now).toISOString().slice(0, 10);
  const whole = wholeVersionJson(version, { baseUrl, apiVersion: '2' }, today);
  return { description: version.description, overdue: false, ...whole };
}
