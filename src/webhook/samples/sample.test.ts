import { describe, expect, test } from 'vitest';
import { PRODUCTS } from '../../catalog/products.ts';
import { allEvents, findEvent, isAvailable, type WebhookEvent } from '../../catalog/webhook-events.ts';
import { CONFLUENCE_SAMPLES } from './confluence-samples.ts';
import { JIRA_SAMPLES } from './jira-samples.ts';
import { createSample, createWorld } from './sample.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 30);
const sampleOf = (event: WebhookEvent) =>
  createSample(event, createWorld({ product: event.product, now: NOW }));

function eventOf(name: string, product: 'jira' | 'confluence'): WebhookEvent {
  const event = findEvent(name, product);
  if (event === undefined) throw new Error(`the catalogue has no ${name}`);
  return event;
}

describe('every event that a product sends', () => {
  test.each(
    allEvents()
      .filter(isAvailable)
      .map((event) => [`${event.product} ${event.name}`, event] as const),
  )('%s has a sample with all that the catalogue says is always there', (_, event) => {
    const sample = sampleOf(event);
    expect(sample).toBeDefined();
    const optional = event.unsure.has('payload');
    const missing = event.payload.filter((field) => !(field in (sample ?? {})));
    expect(missing, optional ? 'unsure' : 'stated').toEqual([]);
  });

  test('and nothing else has one', () => {
    for (const product of PRODUCTS) {
      const names = Object.keys(product === 'jira' ? JIRA_SAMPLES : CONFLUENCE_SAMPLES);
      const known = allEvents().filter((event) => event.product === product && isAvailable(event));
      expect(names.toSorted()).toEqual(known.map(({ name }) => name).toSorted());
    }
  });

  test('which no product sends any more has none', () => {
    expect(sampleOf(eventOf('version_created', 'jira'))).toBeUndefined();
    expect(sampleOf(eventOf('server_upgraded', 'confluence'))).toBeUndefined();
  });
});

test("Jira's bodies name their event and its time first", () => {
  const sample = sampleOf(eventOf('comment_created', 'jira')) ?? {};
  expect(Object.entries(sample).slice(0, 2)).toEqual([
    ['timestamp', NOW],
    ['webhookEvent', 'comment_created'],
  ]);
});

test("Confluence's do not name it, and tell who did it", () => {
  expect(sampleOf(eventOf('page_created', 'confluence'))).toMatchObject({
    userAccountId: '5b10ac8d82e05b22cc7d4ef5',
    accountType: 'customer',
    timestamp: NOW,
    updateTrigger: 'edit_page',
    page: { title: 'A sample page', self: expect.stringMatching(/^https:.*\/wiki\/spaces\/DS\/pages/) },
  });
});

test('custom content comes as the REST API has it, without a frame', () => {
  const sample = sampleOf(eventOf('content_created', 'confluence'));
  expect(sample).toMatchObject({ type: 'ac:my-addon:sample', history: { latest: true } });
  expect(sample).not.toHaveProperty('userAccountId');
});

test('what is known of a real site takes the place of the sample, in all bodies that tell of it', () => {
  const issue = { id: '7', key: 'REAL-7', fields: { summary: 'Real', description: 'Not in brief ones' } };
  const world = createWorld({
    product: 'jira',
    baseUrl: 'http://localhost:2990',
    now: NOW,
    known: { issue },
  });
  expect(createSample(eventOf('jira:issue_created', 'jira'), world)).toMatchObject({ issue });
  expect(createSample(eventOf('comment_created', 'jira'), world)).toMatchObject({
    issue: { key: 'REAL-7', fields: { summary: 'Real' } },
    comment: { self: expect.stringContaining('http://localhost:2990/') },
  });
  const changed = createSample(eventOf('jira:issue_updated', 'jira'), world);
  expect(changed).toMatchObject({ changelog: { items: [{ fieldId: 'summary', toString: 'Real' }] } });
});

test('nothing in a sample points to a site that belongs to somebody', () => {
  const hosts = allEvents().flatMap((event) =>
    Array.from(JSON.stringify(sampleOf(event) ?? {}).matchAll(/https?:\/\/([^/"]+)/g), ([, host]) => host),
  );
  expect([...new Set(hosts)].toSorted()).toEqual(['secure.gravatar.com', 'your-site.atlassian.net']);
});
