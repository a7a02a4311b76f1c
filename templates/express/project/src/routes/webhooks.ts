import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Authentication } from '../connect/authentication.ts';
import { HttpError } from '../http-error.ts';
import { listAt, textAt } from '../json.ts';
import { readJsonBody } from '../json-body.ts';
import type { WebhookLog } from '../storage/webhook-log.ts';

const MAX_CHANGED_FIELDS = 10;

export interface WebhookOptions {
  readonly authentication: Authentication;
  readonly webhooks: WebhookLog;
  readonly now: () => number;
}

/** https://developer.atlassian.com/cloud/jira/platform/modules/webhook/ */
export function webhookRoutes({ authentication, webhooks, now }: WebhookOptions): Router {
  const routes = Router();

  routes.post(
    '/issue',
    authentication.host(async ({ tenant }, request, response) => {
      const body = await readJsonBody(request, response);
      const event = textAt(body, 'webhookEvent');
      const issueId = textAt(body, 'issue', 'id');
      const issueKey = textAt(body, 'issue', 'key');
      if (!event || !issueId || !issueKey) throw new HttpError(400, 'This is not a webhook about an issue.');
      await webhooks.record({
        id: request.get('X-Atlassian-Webhook-Identifier') ?? randomUUID(),
        clientKey: tenant.clientKey,
        event,
        issueId,
        issueKey,
        changedFields: changedFieldsOf(body),
        receivedAt: new Date(now()).toISOString(),
      });
      response.sendStatus(204);
    }),
  );

  return routes;
}

function changedFieldsOf(body: unknown): readonly string[] {
  return listAt(body, 'changelog', 'items')
    .map((item) => textAt(item, 'field'))
    .filter((field) => field !== undefined)
    .slice(0, MAX_CHANGED_FIELDS);
}
