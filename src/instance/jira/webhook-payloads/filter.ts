import type { Payload } from '../../webhooks/message.ts';
import type { FilterEvent } from '../events/filter-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { personOf } from '../json.ts';

/** The body is not documented in full; this is the filter as REST has it, without what depends on who looks at it. */
export function filterPayload({ filter }: FilterEvent, json: IssueJsonContext): Payload {
  const { id, name, description, jql, ownerAccountId } = filter;
  return {
    filter: {
      self: `${json.baseUrl}/rest/api/2/filter/${id}`,
      id,
      name,
      ...(description === '' ? {} : { description }),
      owner: personOf(ownerAccountId, json),
      jql,
      viewUrl: `${json.baseUrl}/issues/?filter=${id}`,
      searchUrl: `${json.baseUrl}/rest/api/2/search?jql=${encodeURIComponent(jql)}`,
    },
  };
}
