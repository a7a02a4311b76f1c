import { fillUrlVariables } from '../../webhook/url-variables.ts';
import { baseUrlOf, type Installation, scopesOf } from '../addons/installation.ts';
import { listWebhooks } from '../addons/modules.ts';
import { JqlError } from '../jira/jql.ts';
import type { DynamicWebhook } from './dynamic-webhooks.ts';
import type { WebhookMessage } from './message.ts';

/** What an add-on wants to be sent of something that has happened, and where. */
export interface Subscription {
  /** Below the base URL. */
  readonly url: string;
  readonly excludeBody: boolean;
  /** Entity properties to be sent along. */
  readonly propertyKeys: readonly string[];
  /** The webhooks registered at run time that it answers; empty for one of the descriptor. */
  readonly webhookIds: readonly number[];
  /** Why nothing is sent although it might be meant: its filter cannot be looked at. */
  readonly problem?: string;
}

/**
 * The webhooks of an add-on that listen to what has happened: each of its descriptor by itself, those that were registered at
 * run time as one. Without the scope `READ`, none does.
 * @param registered those that were registered at run time
 */
export function subscriptionsTo(
  message: WebhookMessage,
  installation: Installation,
  registered: readonly DynamicWebhook[],
): readonly Subscription[] {
  if (!installation.isEnabled || !scopesOf(installation).has('READ')) return [];
  const declared = listWebhooks(installation.descriptor)
    .filter(({ event }) => event === message.event)
    .flatMap(({ url, filter, excludeBody, propertyKeys }): readonly Subscription[] => {
      const { passes, problem } = applyFilter(message, filter);
      if (!passes && problem === undefined) return [];
      const filled = message.variables === undefined ? url : fillUrlVariables(url, message.variables);
      const subscription = { url: filled, excludeBody, propertyKeys, webhookIds: [] };
      return [problem === undefined ? subscription : { ...subscription, problem }];
    });
  return [...declared, ...registeredFor(message, installation, registered)];
}

/** @param baseUrl without a slash at its end */
export function isBelow(baseUrl: string, url: string): boolean {
  return url.startsWith(baseUrl) && /^(?:[/?#]|$)/.test(url.slice(baseUrl.length));
}

function registeredFor(
  message: WebhookMessage,
  installation: Installation,
  registered: readonly DynamicWebhook[],
): readonly Subscription[] {
  const baseUrl = baseUrlOf(installation);
  const matching = registered.filter((webhook) => isBelow(baseUrl, webhook.url) && listens(webhook, message));
  const urls = [...new Set(matching.map(({ url }) => url))];
  return urls.map((url) => ({
    url: url.slice(baseUrl.length),
    excludeBody: false,
    propertyKeys: [],
    webhookIds: matching.filter((one) => one.url === url).map(({ id }) => id),
  }));
}

function listens(
  { events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter }: DynamicWebhook,
  message: WebhookMessage,
): boolean {
  const { event, changedFields, changedProperty } = message;
  if (!events.includes(event)) return false;
  if (changedFields !== undefined && fieldIdsFilter?.some((id) => changedFields.has(id)) === false) {
    return false;
  }
  if (changedProperty !== undefined && issuePropertyKeysFilter?.includes(changedProperty) === false) {
    return false;
  }
  return applyFilter(message, jqlFilter).passes;
}

/** A filter that is no JQL matches nothing, as in Jira; here it says so. */
function applyFilter(
  { matches }: WebhookMessage,
  filter = '',
): { readonly passes: boolean; readonly problem?: string } {
  if (matches === undefined || filter.trim() === '') return { passes: true };
  try {
    return { passes: matches(filter) };
  } catch (error) {
    if (error instanceof JqlError) return { passes: false, problem: error.message };
    throw error;
  }
}
