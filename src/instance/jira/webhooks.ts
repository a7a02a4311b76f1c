import { randomUUID } from 'node:crypto';
import { allowedScopes } from '../../catalog/scopes.ts';
import type { Deliverer } from '../addons/deliver.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import { baseUrlOf, type Installation, type InstallationStore, joinUrl } from '../addons/installation.ts';
import { listWebhooks, type WebhookModule } from '../addons/modules.ts';
import type { HostProduct } from '../site.ts';
import { JqlError, type JqlQuery } from './jql.ts';
import { changeItemJson, commentJson, type JsonContext, personJson, webhookIssueJson } from './json.ts';
import type { Issue, JiraEvent } from './types.ts';

/** Jira gives up on an answer after this long. */
const TIMEOUT_MS = 20_000;

const EVENT_NAMES = {
  issue_created: 'jira:issue_created',
  issue_updated: 'jira:issue_updated',
  issue_deleted: 'jira:issue_deleted',
  comment_created: 'comment_created',
} as const satisfies Record<JiraEvent['type'], string>;

export interface WebhookDeps {
  readonly host: HostProduct;
  readonly installations: InstallationStore;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  readonly json: JsonContext;
  readonly parseJql: (text: string) => JqlQuery;
  readonly now: () => number;
}

/**
 * Sends an event to every enabled add-on that declares a webhook for it and may read. Each delivery is tried once:
 * Jira's retries, minutes apart, are not emulated.
 * @returns when every delivery has been answered or given up
 */
export async function dispatchWebhooks(event: JiraEvent, deps: WebhookDeps): Promise<void> {
  const body = createPayload(event, deps);
  const deliveries = deps.installations
    .list('jira')
    .filter(mayReceive)
    .flatMap((installation) =>
      listWebhooks(installation.descriptor)
        .filter(
          (webhook) => webhook.event === EVENT_NAMES[event.type] && passesFilter(webhook, event.issue, deps),
        )
        .map((webhook) => send(installation, webhook, event, body, deps)),
    );
  await Promise.all(deliveries);
}

function mayReceive({ isEnabled, descriptor }: Installation): boolean {
  return isEnabled && allowedScopes(descriptor.scopes ?? [], 'jira').has('READ');
}

/** A filter that is no JQL matches nothing, as in Jira. */
function passesFilter({ filter }: WebhookModule, issue: Issue, { parseJql }: WebhookDeps): boolean {
  if (filter === undefined || filter.trim() === '') return true;
  try {
    return parseJql(filter).matches(issue);
  } catch (error) {
    if (error instanceof JqlError) return false;
    throw error;
  }
}

async function send(
  installation: Installation,
  webhook: WebhookModule,
  event: JiraEvent,
  body: unknown,
  { host, signer, deliverer, json }: WebhookDeps,
): Promise<void> {
  const baseUrl = baseUrlOf(installation);
  const url = joinUrl(baseUrl, fillUrlVariables(webhook.url, event.issue, json));
  const token = await signer.signRequest(
    host,
    installation,
    { method: 'POST', url, baseUrl },
    event.actor ?? undefined,
  );
  await deliverer.send({
    kind: 'webhook',
    addonKey: installation.descriptor.key,
    url,
    body: webhook.excludeBody ? undefined : body,
    headers: {
      ...(token === undefined ? {} : { Authorization: `JWT ${token}` }),
      'User-Agent': 'Atlassian Webhook HTTP Client',
      'X-Atlassian-Webhook-Identifier': randomUUID(),
      'X-Atlassian-Webhook-Flow': 'Primary',
    },
    timeoutMs: TIMEOUT_MS,
    tokenKind: token === undefined ? undefined : 'HS256, shared secret',
  });
}

/** `${issue.key}` and its like; names that the event does not have become empty. */
function fillUrlVariables(url: string, issue: Issue, json: JsonContext): string {
  const project = json.project(issue.projectKey);
  const values = new Map([
    ['issue.id', issue.id],
    ['issue.key', issue.key],
    ['project.id', project?.id],
    ['project.key', project?.key],
  ]);
  return url.replace(/\$\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
}

/** @see https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
function createPayload(event: JiraEvent, { json, now }: WebhookDeps): Readonly<Record<string, unknown>> {
  const common = { timestamp: now(), webhookEvent: EVENT_NAMES[event.type] };
  const actor = json.person(event.actor);
  const user = actor === undefined ? undefined : personJson(actor, json);
  const issue = webhookIssueJson(event.issue, json);
  switch (event.type) {
    case 'issue_created':
      return { ...common, issue_event_type_name: 'issue_created', user, issue };
    case 'issue_updated':
      return {
        ...common,
        issue_event_type_name: event.eventTypeName,
        user,
        issue,
        changelog: { id: event.changelogId, items: event.changes.map(changeItemJson) },
      };
    case 'issue_deleted':
      return { ...common, user, issue };
    case 'comment_created':
      return {
        ...common,
        comment: commentJson(event.comment, event.issue.id, { ...json, apiVersion: '2' }),
        issue: { ...issue, fields: briefFields(issue.fields) },
      };
    default:
      return event satisfies never;
  }
}

/** Comment events carry only these fields of the issue. */
function briefFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kept.includes(name)));
}
