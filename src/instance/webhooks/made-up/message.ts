import type { WebhookEvent } from '../../../catalog/webhook-events.ts';
import type { JsonObject } from '../../../core/json.ts';
import { at, isObject } from '../../../webhook/samples/world.ts';
import { type UrlVariables, variablesIn } from '../../../webhook/url-variables.ts';
import type { Services } from '../../services.ts';
import type { WebhookMessage } from '../message.ts';

/** The entities whose properties a webhook may ask for, each named as its field of a body: the innermost first. */
const WITH_PROPERTIES = ['comment', 'worklog', 'issue'] as const;

/**
 * A webhook that nothing has caused. Filters have no say in it: whoever asks for it wants it.
 * @param actor account id of whoever it says has done it
 */
export function madeUpMessage(
  event: WebhookEvent,
  body: JsonObject,
  actor: string | null,
  services: Pick<Services, 'jira'>,
): WebhookMessage {
  const field = WITH_PROPERTIES.find((name) => isObject(body[name]));
  const id = field === undefined ? undefined : at(body, field, 'id');
  return {
    event: event.name,
    actor,
    payload: () => body,
    ...(event.product === 'jira'
      ? { variables: withProjectKey(variablesIn(event, body), event, services) }
      : {}),
    ...(event.takesPropertyKeys && field !== undefined && typeof id === 'string'
      ? { propertiesOf: { type: field, id, field } }
      : {}),
  };
}

/** A version tells the id of its project only. */
function withProjectKey(
  variables: UrlVariables,
  { urlVariables }: WebhookEvent,
  { jira }: Pick<Services, 'jira'>,
): UrlVariables {
  const id = variables['project.id'];
  const isMissing = urlVariables.includes('project.key') && variables['project.key'] === undefined;
  const project = isMissing && id !== undefined ? jira.project(id) : undefined;
  return project === undefined ? variables : { ...variables, 'project.key': project.key };
}
