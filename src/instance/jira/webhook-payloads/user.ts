import type { Payload } from '../../webhooks/message.ts';
import type { UserEvent } from '../events/user-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { personJson } from '../json.ts';

/** Of somebody who was deleted nothing is told but who it was. */
export function userPayload({ type, person }: UserEvent, json: IssueJsonContext): Payload {
  const user = personJson(person, json);
  return { user: type === 'user_deleted' ? { self: user.self, accountId: user.accountId } : user };
}
