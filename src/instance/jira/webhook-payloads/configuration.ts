import type { IssueTypeEvent, OptionEvent } from '../events/project-events.ts';
import { issueTypeJson, type JsonContext } from '../json.ts';

/** What the body of an issue type's webhook has beside its name and time. */
export function issueTypePayload({ issueType }: IssueTypeEvent, json: Pick<JsonContext, 'baseUrl'>) {
  return { issueType: issueTypeJson(issueType, json) };
}

export function optionPayload({ property }: OptionEvent) {
  return { property };
}
