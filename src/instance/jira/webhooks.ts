import { randomUUID } from 'node:crypto';
import { allowedScopes } from '../../catalog/scopes.ts';
import type { Deliverer } from '../addons/deliver.ts';
import type { HostSigner } from '../addons/host-signer.ts';
import { baseUrlOf, type Installation, type InstallationStore, joinUrl } from '../addons/installation.ts';
import { listWebhooks, type WebhookModule } from '../addons/modules.ts';
import type { Person } from '../people/people.ts';
import type { HostProduct } from '../site.ts';
import type { JiraEvent } from './events.ts';
import type { JiraStore } from './jira-store.ts';
import { JqlError } from './jql.ts';
import type { IssueJsonContext } from './json/issue-context.ts';
import { webhookIssueJson } from './json/issue-json.ts';
import { attachmentJson, changeItemJson, commentJson, personOf, worklogJson } from './json.ts';
import type { Issue, IssueLink, LinkType } from './types.ts';

/** Jira gives up on an answer after this long. */
const TIMEOUT_MS = 20_000;

const EVENT_NAMES = {
  issue_created: 'jira:issue_created',
  issue_updated: 'jira:issue_updated',
  issue_deleted: 'jira:issue_deleted',
  comment_created: 'comment_created',
  comment_updated: 'comment_updated',
  comment_deleted: 'comment_deleted',
  worklog_created: 'worklog_created',
  worklog_updated: 'worklog_updated',
  worklog_deleted: 'worklog_deleted',
  issuelink_created: 'issuelink_created',
  issuelink_deleted: 'issuelink_deleted',
  attachment_created: 'attachment_created',
  attachment_deleted: 'attachment_deleted',
  issue_property_set: 'issue_property_set',
  issue_property_deleted: 'issue_property_deleted',
} as const satisfies Record<JiraEvent['type'], string>;

export interface WebhookDeps {
  readonly host: HostProduct;
  readonly installations: InstallationStore;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  readonly store: JiraStore;
  readonly person: (accountId: string | null) => Person | undefined;
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
        .filter((webhook) => webhook.event === EVENT_NAMES[event.type] && passesFilter(webhook, event, deps))
        .map((webhook) => send(installation, webhook, event, body, deps)),
    );
  await Promise.all(deliveries);
}

function mayReceive({ isEnabled, descriptor }: Installation): boolean {
  return isEnabled && allowedScopes(descriptor.scopes ?? [], 'jira').has('READ');
}

/** Where a filter has no say: everywhere but with events of issues and comments. */
const UNFILTERED = /^(?:worklog|issuelink|attachment)_/;

/** A filter that is no JQL matches nothing, as in Jira. */
function passesFilter({ filter }: WebhookModule, event: JiraEvent, { store }: WebhookDeps): boolean {
  if (filter === undefined || filter.trim() === '' || UNFILTERED.test(event.type)) return true;
  try {
    return 'issue' in event && store.search.matchesIssue(filter, event.issue);
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
  { host, signer, deliverer }: WebhookDeps,
): Promise<void> {
  const baseUrl = baseUrlOf(installation);
  const url = joinUrl(baseUrl, fillUrlVariables(webhook.url, 'issue' in event ? event.issue : undefined));
  const token = await signer.signRequest(
    host,
    installation,
    { method: 'POST', url, baseUrl },
    event.actor ?? undefined,
  );
  await deliverer.send({
    kind: 'webhook',
    addonKey: installation.descriptor.key,
    product: installation.product,
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
function fillUrlVariables(url: string, issue: Issue | undefined): string {
  const values = new Map([
    ['issue.id', issue?.id],
    ['issue.key', issue?.key],
    ['project.id', issue?.projectId],
    ['project.key', issue?.projectKey],
  ]);
  return url.replace(/\$\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
}

/** @see https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
function createPayload(event: JiraEvent, deps: WebhookDeps): Readonly<Record<string, unknown>> {
  const common = { timestamp: deps.now(), webhookEvent: EVENT_NAMES[event.type] };
  const json: IssueJsonContext = {
    baseUrl: deps.host.baseUrl,
    apiVersion: '2',
    person: deps.person,
    store: deps.store,
    viewer: 'all',
    accountId: event.actor,
  };
  const user = personOf(event.actor, json);
  switch (event.type) {
    case 'issue_created':
      return {
        ...common,
        issue_event_type_name: 'issue_created',
        user,
        issue: webhookIssueJson(event.issue, json),
      };
    case 'issue_updated':
      return {
        ...common,
        issue_event_type_name: event.eventTypeName,
        user,
        issue: webhookIssueJson(event.issue, json),
        changelog: { id: event.changelogId, items: event.changes.map(changeItemJson) },
      };
    case 'issue_deleted':
      return { ...common, user, issue: webhookIssueJson(event.issue, json) };
    case 'comment_created':
    case 'comment_updated':
    case 'comment_deleted':
      return {
        ...common,
        comment: commentJson(event.comment, event.issue.id, json),
        issue: briefIssue(event.issue, json),
      };
    case 'worklog_created':
    case 'worklog_updated':
    case 'worklog_deleted':
      return { ...common, worklog: worklogJson(event.worklog, json) };
    case 'attachment_created':
    case 'attachment_deleted':
      return { ...common, attachment: attachmentJson(event.attachment, json) };
    case 'issuelink_created':
    case 'issuelink_deleted':
      return { ...common, issueLink: issueLinkJson(event.link, event.linkType) };
    case 'issue_property_set':
    case 'issue_property_deleted':
      return { ...common, property: event.property, issue: briefIssue(event.issue, json) };
    default:
      return event satisfies never;
  }
}

/** Numbers, where REST has texts: so deliveries of the cloud have it. */
function issueLinkJson({ id, sourceId, targetId }: IssueLink, type: LinkType) {
  return {
    id: Number(id),
    sourceIssueId: Number(sourceId),
    destinationIssueId: Number(targetId),
    issueLinkType: {
      id: Number(type.id),
      name: type.name,
      outwardName: type.outward,
      inwardName: type.inward,
      isSubTaskLinkType: false,
      isSystemLinkType: false,
    },
    systemLink: false,
  };
}

function briefIssue(issue: Issue, json: IssueJsonContext) {
  const { fields, ...rest } = webhookIssueJson(issue, json);
  return { ...rest, fields: briefFields(fields) };
}

/** Comment events carry only these fields of the issue. */
function briefFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kept.includes(name)));
}
