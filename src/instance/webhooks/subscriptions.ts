import { type Installation, scopesOf } from '../addons/installation.ts';
import { listWebhooks } from '../addons/modules.ts';
import { JqlError } from '../jira/jql.ts';
import type { WebhookMessage } from './message.ts';

/** What an add-on wants to be sent, and where. */
export interface Subscription {
  /** Relative to the base URL. */
  readonly url: string;
  readonly excludeBody: boolean;
  /** Entity properties to be sent along. */
  readonly propertyKeys: readonly string[];
}

/** The webhooks of an add-on that listen to what happened. Without the scope `READ`, none does. */
export function subscriptionsTo(
  message: WebhookMessage,
  installation: Installation,
): readonly Subscription[] {
  if (!installation.isEnabled || !scopesOf(installation).has('READ')) return [];
  return listWebhooks(installation.descriptor).filter(
    ({ event, filter }) => event === message.event && passes(message, filter),
  );
}

/** A filter that is no JQL matches nothing, as in Jira. */
function passes({ matches }: WebhookMessage, filter = ''): boolean {
  if (matches === undefined || filter.trim() === '') return true;
  try {
    return matches(filter);
  } catch (error) {
    if (error instanceof JqlError) return false;
    throw error;
  }
}
