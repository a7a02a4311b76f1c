import type { Group } from '../../people/groups.ts';
import type { Payload } from '../../webhooks/message.ts';

/** What Confluence says of a group is in no public capture: its name, by both names that the field is known to have had. */
export function groupPayload({ id, name }: Group): Payload {
  return { group: { id, name }, groupName: name };
}
