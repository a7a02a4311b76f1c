import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../src/catalog/products.ts';
import { allEvents, findEvent, isAvailable, type WebhookEvent } from '../../src/catalog/webhook-events.ts';
import { isRecord } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

interface Fact {
  readonly product: Product;
  readonly family: string;
  readonly group: string;
  readonly event: string;
  readonly scope: unknown;
  readonly payload: readonly string[];
  readonly urlVariables: readonly string[];
  readonly filter: unknown;
  readonly excludeBody: unknown;
  readonly propertyKeys: string;
  readonly confidence: string;
}

const facts: readonly Fact[] = hasSharedFolder ? readFacts() : [];

describe.skipIf(!hasSharedFolder)('webhook events (needs ../shared, the reference material)', () => {
  test('are complete', () => {
    expect(facts).toHaveLength(116);
    expect(
      facts.filter(({ event, product }) => {
        const found = findEvent(event, product);
        return found === undefined || !isAvailable(found);
      }),
    ).toEqual([]);
  });

  test('are not invented: what the facts do not have is gone, or known from a tool of Atlassian', () => {
    const stated = new Set(facts.map(({ event, product }) => `${product} ${event}`));
    for (const { name, product, confidence, state } of allEvents()) {
      if (stated.has(`${product} ${name}`)) continue;
      expect([confidence, state], name).toEqual(
        confidence === 'tool'
          ? ['tool', 'current']
          : ['former-list', expect.stringMatching(/renamed|removed/)],
      );
    }
  });

  test('are all that have a counterpart in Forge', () => {
    const missing = readForgeNames().filter(([product, name]) => findEvent(name, product) === undefined);
    expect(missing).toEqual([]);
  });

  test.each(facts)('$event of $family is as stated', (fact) => {
    const event = known(fact);
    expect(event).toMatchObject({ family: fact.family, group: fact.group, requiredScope: fact.scope });
    expect(event.takesExcludeBody).toBe(fact.excludeBody);
    expect(event.urlVariables).toEqual(expect.arrayContaining([...fact.urlVariables]));
    if (!event.unsure.has('urlVariables')) {
      expect(event.urlVariables.toSorted()).toEqual(fact.urlVariables.toSorted());
    }
    if (!event.unsure.has('filter')) expect(event.takesFilter).toBe(fact.filter);
    if (!event.unsure.has('propertyKeys')) {
      const isDeleted = event.name.endsWith('_deleted');
      const isNone = /^none|^not supported/.test(fact.propertyKeys);
      expect(event.takesPropertyKeys).toBe(!isNone && !isDeleted);
    }
    expect(event.confidence).toBe(
      { 'old list only': 'former-list', 'seen in a capture, not in the official list': 'captured' }[
        fact.confidence
      ] ?? 'listed',
    );
  });

  test('have the fields that are stated of their group, and no others', () => {
    for (const [group, members] of groupBy(facts, ({ family, group }) => `${family} ${group}`)) {
      const stated = new Set(members.flatMap(({ payload }) => payload.flatMap(fieldsOf)));
      const ours = new Set(
        members.map(known).flatMap(({ payload, mayCarry }) => [...payload, ...mayCarry.filter(isFromFacts)]),
      );
      if (members.some((fact) => known(fact).unsure.has('payload'))) {
        expect(
          [...stated].filter((field) => !ours.has(field)),
          group,
        ).toEqual([]);
      } else {
        expect([...ours].toSorted(), group).toEqual([...stated].toSorted());
      }
    }
  });

  test.each(hasSharedFolder ? readDeliveries() : [])('$file has fields that are known', ({ event, body }) => {
    // The last three were added by the tool that recorded some of the deliveries, not by Jira.
    const fields = new Set([...event.payload, ...event.mayCarry, 'level', 'message', 'label']);
    expect(Object.keys(body).filter((field) => !fields.has(field))).toEqual([]);
    expect(event.payload.filter((field) => !Object.hasOwn(body, field))).toEqual([]);
  });
});

function known({ event, product }: Fact): WebhookEvent {
  const found = findEvent(event, product);
  if (found === undefined) throw new Error(`${event} is not in the catalogue`);
  return found;
}

/** The names in a line of the facts, which are prose in part: `changelog (updates)`, `query, results (count)`. */
function fieldsOf(line: string): readonly string[] {
  const listed = /^(?:NOT the common shape.*?\(|same fields as .*?: )([\w, ]+)/.exec(line)?.[1];
  const plain = listed ?? (/^\(|undocumented|lifecycle payload/.test(line) ? '' : line);
  return plain
    .replace(/\((\w+) on \w+\)/, ', $1')
    .replace(/\(.*?\)/g, '')
    .split(/,|\+|\//)
    .map((name) => name.replace('[]', '').trim())
    .filter((name) => name !== '');
}

/** What a merge adds to `jira:version_deleted` is from Jira's guide, which is newer than the facts. */
function isFromFacts(field: string): boolean {
  return field !== 'mergedTo';
}

function readFacts(): readonly Fact[] {
  const data: unknown = JSON.parse(readFileSync(sharedFile('protocol/webhooks.json'), 'utf8'));
  const events = isRecord(data) && Array.isArray(data['events']) ? data['events'] : [];
  return events.filter(isRecord).map((entry) => ({
    product: entry['product'] === 'confluence' ? 'confluence' : 'jira',
    family: String(entry['product']),
    group: String(entry['group']),
    event: String(entry['event']),
    scope: entry['required_scope'],
    payload: strings(entry['payload_top_level']),
    urlVariables: strings(entry['url_variables']).map((text) => /\$\{(.*)\}/.exec(text)?.[1] ?? text),
    filter: entry['filter_jql'],
    excludeBody: entry['excludeBody'],
    propertyKeys: String(entry['propertyKeys']),
    confidence: String(entry['confidence']),
  }));
}

function readForgeNames(): readonly (readonly [Product, string])[] {
  const data: unknown = JSON.parse(readFileSync(sharedFile('forge/webhooks.json'), 'utf8'));
  const events = isRecord(data) && Array.isArray(data['events']) ? data['events'] : [];
  expect(events.length).toBeGreaterThan(100);
  return events
    .filter(isRecord)
    .map((entry) => [entry['product'] === 'confluence' ? 'confluence' : 'jira', String(entry['connect'])]);
}

interface Delivery {
  readonly file: string;
  readonly event: WebhookEvent;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The recorded deliveries of cloud products whose event is in the catalogue. */
function readDeliveries(): readonly Delivery[] {
  const [, ...lines] = readFileSync(sharedFile('corpus/webhooks.tsv'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [file = '', name = '', , , , flavour = ''] = line.split('\t');
    const product = flavour.startsWith('confluence') ? 'confluence' : 'jira';
    const event = findEvent(name.replace(/^confluence:/, ''), product);
    const body: unknown = JSON.parse(readFileSync(sharedFile('corpus/webhooks', file), 'utf8'));
    const isCloud = flavour === 'jira-cloud' || flavour === 'confluence-cloud';
    return isCloud && event !== undefined && isRecord(body) ? [{ file, event, body }] : [];
  });
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
