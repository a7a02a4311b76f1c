import type { WebhookMessage } from '../../webhooks/message.ts';
import type { UserEvent } from '../events/user-events.ts';
import type { IssueJsonContext } from '../json/issue-context.ts';
import { userPayload } from '../webhook-payloads/user.ts';

/** The webhook about somebody who came, changed or went. */
export function userMessage(event: UserEvent, json: IssueJsonContext): Omit<WebhookMessage, 'actor'> {
  const { accountId, username } = event.person;
  return {
    event: event.type,
    payload: () => userPayload(event, json),
    variables: {
      'modifiedUser.accountId': accountId,
      'modifiedUser.name': username,
      'modifiedUser.key': username,
    },
    ...(event.type === 'user_deleted'
      ? {}
      : { propertiesOf: { type: 'user', id: accountId, field: 'user' } }),
  };
}
