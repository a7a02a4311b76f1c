import { CONTEXT_PATHS, type Product } from '../../catalog/products.ts';
import type { WebhookEvent } from '../../catalog/webhook-events.ts';
import type { JsonObject } from '../../core/json.ts';
import { createConfluenceBlocks } from './confluence-blocks.ts';
import { CONFLUENCE_SAMPLES, OF_ANOTHER_FORM } from './confluence-samples.ts';
import { createJiraBlocks } from './jira-blocks.ts';
import { JIRA_SAMPLES } from './jira-samples.ts';
import { at, type KnownWorld, SAMPLE_SITE, type SampleWorld } from './world.ts';

export interface WorldOptions {
  readonly product: Product;
  /** The product's base URL, without a slash at its end; that of a made-up site when left out. */
  readonly baseUrl?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Counted from 0, where there are several: each tells of another thing that is made up. */
  readonly serial?: number;
  /** What is known of a real site; the bundled samples stand in for the rest. */
  readonly known?: KnownWorld;
}

/** A site to tell of: the bundled one, with what is known of a real one in its place. */
export function createWorld({ product, now, serial = 0, known = {}, ...options }: WorldOptions): SampleWorld {
  const baseUrl = options.baseUrl ?? `${SAMPLE_SITE}${CONTEXT_PATHS[product]}`;
  const blocks = createJiraBlocks({ baseUrl, now, serial, known });
  return {
    baseUrl,
    now,
    ...blocks,
    ...createConfluenceBlocks({ baseUrl, now, serial, known }, blocks.person),
    installation: {
      key: 'my-addon',
      clientKey: '00000000-0000-4000-8000-000000000000',
      baseUrl,
      displayUrl: baseUrl,
      productType: product,
      description: `Atlassian ${product === 'jira' ? 'Jira' : 'Confluence'} at ${baseUrl}`,
    },
    ...known,
  };
}

/**
 * A realistic body of an event.
 * @returns undefined for events that no product sends any more
 */
export function createSample({ name, product }: WebhookEvent, world: SampleWorld): JsonObject | undefined {
  const samples = product === 'jira' ? JIRA_SAMPLES : CONFLUENCE_SAMPLES;
  const more = Object.hasOwn(samples, name) ? samples[name]?.(world) : undefined;
  if (more === undefined) return undefined;
  if (product === 'jira') return { timestamp: world.now, webhookEvent: name, ...more };
  if (OF_ANOTHER_FORM.has(name)) return more;
  const accountId = at(world.person, 'accountId') ?? null;
  return { userAccountId: accountId, accountType: 'customer', ...more, timestamp: world.now };
}
