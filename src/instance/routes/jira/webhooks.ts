import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../core/json.ts';
import { baseUrlOf, type Installation } from '../../addons/installation.ts';
import { JqlError } from '../../jira/jql.ts';
import { checkWebhookJql } from '../../jira/webhook-jql.ts';
import { jiraError } from '../../product-error.ts';
import type { NewDynamicWebhook, WebhookOwner } from '../../webhooks/dynamic-webhooks.ts';
import { isBelow } from '../../webhooks/subscriptions.ts';
import type { InstanceEnv } from '../env.ts';
import { type JiraContext, type JiraRestDeps, readRange, readRecord, textsOf } from './shared.ts';

/** What Jira takes in `events`: those of issues, and those that no filter looks at. */
const EVENTS: readonly string[] = [
  ...['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'],
  ...['comment_created', 'comment_updated', 'comment_deleted'],
  ...['issue_property_set', 'issue_property_deleted'],
  ...['sprint_created', 'sprint_updated', 'sprint_closed', 'sprint_deleted', 'sprint_started'],
  ...['jira:version_released', 'jira:version_unreleased', 'jira:version_created', 'jira:version_moved'],
  ...['jira:version_updated', 'jira:version_merged', 'jira:version_deleted'],
];

/** An add-on may have so many on a site, and so many for each person that it acts as. */
const MOST = { addon: 100, person: 5 } as const;

const KEPT_FAILURES_MS = 72 * 60 * 60_000;

/**
 * Webhooks that add-ons register at run time.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/
 */
export function addWebhookRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { webhooks, now } = deps;
  const { dynamic, deliveries } = webhooks;

  app.post('/webhook', async (c) => {
    const { owner, installation } = appOf(c);
    const body = await readRecord(c);
    const url = readUrl(body, installation);
    if (dynamic.allOf(owner.addonKey).some((one) => one.url !== url)) {
      throw jiraError(400, ['Only a single URL per app is allowed to be registered.']);
    }
    const given = body['webhooks'];
    if (!Array.isArray(given) || given.length === 0) throw jiraError(400, ['webhooks must not be empty.']);
    const webhookRegistrationResult = given.map((one: unknown) => {
      const { webhook, errors } = readWebhook(one, deps);
      if (webhook === undefined) return { errors };
      const refusal = tooMany(owner, dynamic.list(owner).length);
      return refusal === undefined
        ? { createdWebhookId: dynamic.add(owner, url, webhook) }
        : { errors: [refusal] };
    });
    return c.json({ webhookRegistrationResult });
  });

  app.get('/webhook', (c) => {
    const { owner } = appOf(c);
    const all = dynamic.list(owner);
    const { startAt, maxResults } = readRange(c, [], { usual: 100, most: 100 });
    const values = all
      .slice(startAt, startAt + maxResults)
      .map(({ expires, ...webhook }) => ({ ...webhook, expirationDate: expires }));
    const isLast = startAt + values.length >= all.length;
    return c.json({ isLast, maxResults, startAt, total: all.length, values });
  });

  app.delete('/webhook', async (c) => {
    const { owner } = appOf(c);
    dynamic.remove(owner, readIds(await readRecord(c)));
    return c.body(null, 202);
  });

  app.put('/webhook/refresh', async (c) => {
    const { owner } = appOf(c);
    return c.json({ expirationDate: dynamic.refresh(owner, readIds(await readRecord(c))) });
  });

  app.get('/webhook/failed', (c) => {
    const { installation } = appOf(c, false);
    const { maxResults } = readRange(c, ['after'], { usual: 100, most: 100 });
    const after = Math.max(now() - KEPT_FAILURES_MS, readAfter(c));
    const all = deliveries.exhausted(installation.descriptor.key, after);
    const last = all[maxResults - 1]?.finished;
    // Those of one moment stay together: the next part begins after it.
    const values = all.filter(({ finished }, index) => index < maxResults || finished === last);
    const next = new URL(`${deps.host.baseUrl}${c.req.path}`);
    next.searchParams.set('after', String(values.at(-1)?.finished ?? after));
    next.searchParams.set('maxResults', String(maxResults));
    return c.json({
      values: values.map(({ id, body, url, finished }) => ({
        id: String(id),
        ...(body === null ? {} : { body }),
        url: `${baseUrlOf(installation)}${url}`,
        failureTime: finished,
      })),
      maxResults,
      ...(values.length < all.length ? { next: next.href } : {}),
    });
  });
}

/**
 * The add-on that asks, by itself or as a person. What its pages ask for is asked by people.
 * @throws {ProductError} 403 in Jira's words
 */
function appOf(
  c: JiraContext,
  mayActAsPerson = true,
): { readonly owner: WebhookOwner; readonly installation: Installation } {
  const caller = c.get('caller');
  if (caller.kind === 'addon') {
    const { installation } = caller;
    return { owner: { addonKey: installation.descriptor.key, account: null }, installation };
  }
  if (mayActAsPerson && caller.kind === 'person' && caller.via !== undefined && caller.scopes !== undefined) {
    const { via, person } = caller;
    return { owner: { addonKey: via.descriptor.key, account: person.accountId }, installation: via };
  }
  throw jiraError(403, ['Only apps can access this resource.']);
}

/** @throws {ProductError} 400 */
function readUrl(body: Readonly<Record<string, unknown>>, installation: Installation): string {
  const url = stringAt(body, 'url');
  if (url === undefined || !URL.canParse(url)) throw jiraError(400, ['url must be an absolute URL.']);
  if (isBelow(baseUrlOf(installation), url)) return url;
  throw jiraError(400, [`The URL ${url} must use the same base URL as the app: ${baseUrlOf(installation)}.`]);
}

interface WebhookInput {
  readonly webhook?: NewDynamicWebhook;
  /** What is wrong with it, where something is. */
  readonly errors?: readonly string[];
}

function readWebhook(value: unknown, { store }: JiraRestDeps): WebhookInput {
  if (!isRecord(value)) return { errors: ['A webhook must be an object.'] };
  const events = textsOf(value['events']);
  if (events.length === 0) return { errors: ['At least one event must be given.'] };
  const unknown = events.filter((event) => !EVENTS.includes(event));
  if (unknown.length > 0) return { errors: unknown.map((event) => `The event ${event} is unsupported`) };
  const jqlFilter = stringAt(value, 'jqlFilter');
  if (jqlFilter === undefined) return { errors: ['jqlFilter must be given.'] };
  try {
    checkWebhookJql(jqlFilter, store.search);
  } catch (error) {
    if (error instanceof JqlError) return { errors: [error.message] };
    throw error;
  }
  const filters = { ...filterOf(value, 'fieldIdsFilter'), ...filterOf(value, 'issuePropertyKeysFilter') };
  return { webhook: { jqlFilter, events, ...filters } };
}

function filterOf(value: Readonly<Record<string, unknown>>, name: string) {
  const given = value[name];
  return given === undefined || given === null ? {} : { [name]: textsOf(given) };
}

function tooMany({ account }: WebhookOwner, count: number): string | undefined {
  const most = account === null ? MOST.addon : MOST.person;
  return count < most ? undefined : `An app can have at most ${most} webhooks.`;
}

/** @throws {ProductError} 400 */
function readIds(body: Readonly<Record<string, unknown>>): readonly number[] {
  const ids = body['webhookIds'];
  if (Array.isArray(ids)) {
    const numbers = ids.filter((id) => typeof id === 'number' && Number.isSafeInteger(id));
    if (numbers.length === ids.length) return numbers;
  }
  throw jiraError(400, ['webhookIds must be a list of numbers.']);
}

/** @throws {ProductError} 400 */
function readAfter(c: JiraContext): number {
  const text = c.req.query('after') ?? '0';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw jiraError(400, ['after must be a number.']);
}
