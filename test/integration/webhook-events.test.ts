import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/catalog/products.ts';
import { findEvent, listEvents } from '../../src/catalog/webhook-events.ts';
import { isRecord } from '../../src/core/json.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { bodiesOf, doEverything, must, startListening } from '../support/webhook-events.ts';

/** What docs/instance-webhooks.md says of every event: `not fired here`, or what fires it. */
function documented(product: Product): ReadonlyMap<string, boolean> {
  const page = readFileSync(path.join(packageRoot(), 'docs/instance-webhooks.md'), 'utf8');
  const section = page.split(/^### /m).find((one) => one.toLowerCase().startsWith(`events of ${product}`));
  const rows = (section ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', cause = ''] = row.split('|');
      const isFired = !cause.includes('not fired here');
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, isFired] as const);
    }),
  );
}

/** Names that the switch over events has cases for, and that nothing in the dev instance announces. */
const UNANNOUNCED = ['blog_moved', 'page_unarchived'];

/** What a new kind of event has to be: written into the table, too. */
function namesInCode(product: Product): readonly string[] {
  const file = path.join(packageRoot(), `src/instance/${product}/webhook-messages.ts`);
  return [...readFileSync(file, 'utf8').matchAll(/case '([^']+)'/g)]
    .map(([, type = '']) => type)
    .filter((type) => type !== 'property_changed' && !UNANNOUNCED.includes(type))
    .map((type) => (listEvents(product).some(({ name }) => name === type) ? type : `jira:${type}`));
}

describe.each(['jira', 'confluence'] as const)('%s', (product) => {
  it('sends the events that its table says are fired here, and no other', async () => {
    const listening = await startListening(product);
    await doEverything[product](listening);
    const sent = new Set((await bodiesOf(listening)).map(({ event }) => event));
    const table = documented(product);
    expect([...table.keys()].sort()).toEqual(
      listEvents(product)
        .map(({ name }) => name)
        .sort(),
    );
    const fired = [...table].filter(([, isFired]) => isFired).map(([name]) => name);
    expect([...sent].sort()).toEqual(fired.sort());
    expect(namesInCode(product).filter((name) => table.get(name) !== true)).toEqual([]);
  });

  it('sends the fields that the catalogue names', async () => {
    const listening = await startListening(product);
    await doEverything[product](listening);
    const problems = (await bodiesOf(listening)).flatMap(({ event, body }) => {
      const { payload = [], mayCarry = [], unsure } = findEvent(event, product) ?? {};
      const fields = Object.keys(body);
      const missing = payload.filter((field) => !fields.includes(field));
      const more = fields.filter((field) => ![...payload, ...mayCarry].includes(field));
      if (unsure?.has('payload') === true) return missing.map((field) => `${event} lacks ${field}`);
      return [
        ...missing.map((field) => `${event} lacks ${field}`),
        ...more.map((field) => `${event} has ${field}`),
      ];
    });
    expect([...new Set(problems)].sort()).toEqual([...DIFFERENCES[product]]);
  });
});

/** Where our bodies and the catalogue differ, and why. */
const DIFFERENCES: Readonly<Record<Product, readonly string[]>> = {
  jira: [],
  confluence: [
    // Of the REST API's content, the catalogue names the parts that are of use.
    'content_created has extensions',
    'content_created has macroRenderedOutput',
    'content_removed has extensions',
    'content_removed has macroRenderedOutput',
    'content_restored has extensions',
    'content_restored has macroRenderedOutput',
    'content_trashed has extensions',
    'content_trashed has macroRenderedOutput',
    'content_updated has extensions',
    'content_updated has macroRenderedOutput',
    // A label is created and deleted by itself; it is added to and removed from something.
    'label_created lacks labeled',
    'label_deleted lacks labeled',
  ],
};

it('knows of every Jira webhook the variables, filters and entities that the catalogue says', async () => {
  const listening = await startListening('jira');
  const { services } = listening;
  const found = new Map<string, unknown>();
  const announce = services.webhooks.announce.bind(services.webhooks);
  services.webhooks.announce = (product, message, properties) => {
    const { event, variables = {}, matches, propertiesOf } = message;
    found.set(event, [Object.keys(variables).sort(), matches !== undefined, propertiesOf !== undefined]);
    announce(product, message, properties);
  };
  await doEverything.jira(listening);
  expect(found.size).toBeGreaterThan(0);
  for (const [event, facts] of found) {
    const { urlVariables, takesFilter, takesPropertyKeys, unsure } = must(findEvent(event, 'jira'));
    // The catalogue names none of issue properties, and is not sure of it.
    const variables =
      event.startsWith('issue_property_') && unsure.has('urlVariables') ? ISSUE_VARIABLES : urlVariables;
    expect(facts, event).toEqual([[...variables].sort(), takesFilter, takesPropertyKeys]);
  }
});

const ISSUE_VARIABLES = ['issue.id', 'issue.key', 'project.id', 'project.key'];

it('says in Confluence who did what when, in the form of 2026, and not which event it is', async () => {
  const listening = await startListening('confluence');
  const { actor, instance } = listening;
  await doEverything.confluence(listening);
  const bodies = await bodiesOf(listening);
  const bodyOf = (event: string) => must(bodies.find((one) => one.event === event)).body;
  expect(bodies.filter(({ body }) => 'webhookEvent' in body || 'event' in body)).toEqual([]);
  expect(bodyOf('page_updated')).toEqual({
    ...{ userAccountId: actor, accountType: 'customer', timestamp: expect.any(Number) },
    ...{ updateTrigger: 'edit_page', suppressNotifications: false },
    page: {
      idAsString: expect.stringMatching(/^\d+$/),
      id: expect.stringMatching(/^\d+$/),
      ...{ creatorAccountId: actor, lastModifierAccountId: actor },
      ...{ spaceKey: 'DS', spaceId: 65_537, title: 'Another page', contentType: 'page', version: 2 },
      ...{ creationDate: expect.any(Number), modificationDate: expect.any(Number) },
      self: expect.stringContaining(`${instance.origin}/wiki/spaces/DS/pages/`),
    },
  });
  const answer = must(bodies.find(({ body }) => isRecord(body['comment']) && 'inReplyTo' in body['comment']));
  expect(answer.body).toMatchObject({
    comment: {
      contentType: 'comment',
      parent: { id: '65602', contentType: 'page' },
      inReplyTo: { id: expect.any(String) },
    },
  });
  expect(bodyOf('attachment_created')).toMatchObject({
    attachedTo: { id: '65602' },
    attachments: [
      { fileName: 'a.txt', fileSize: 1, comment: 'first', self: expect.stringContaining('/download/') },
    ],
  });
  expect(bodyOf('label_added')).toMatchObject({
    label: { name: 'green' },
    labeled: { id: '65602', labels: [{ name: 'green' }] },
  });
  expect(bodyOf('page_moved')).toMatchObject({ page: { title: 'Moved' }, newParent: { id: '65602' } });
  expect(bodyOf('space_updated')).toMatchObject({
    space: { key: 'NEW', title: 'Newer', isPersonalSpace: false },
  });
  const property = must(bodies.find(({ body }) => String(body['type']).endsWith(':content-property')));
  expect(property).toMatchObject({
    event: 'content_created',
    body: { title: 'k', version: { number: 1 }, _expandable: { container: '/rest/api/content/65602' } },
  });
});

it('tries Confluence webhooks once, without the headers of Jira, and leaves their URLs as they are', async () => {
  const webhooks = [{ event: 'page_created', url: `/hook?page=\${page.id}` }];
  const { addon, instance } = await startInstalled({ modules: { webhooks } }, { product: 'confluence' });
  const { confluence, people, settled, webhooks: sent } = instance.services;
  addon.answer('/hook', 503);
  const page = { type: 'page', title: 'New', spaceId: 65_537, body: '' };
  confluence.writer.create(page, must(people.list()[0]).accountId);
  await settled();
  const [hook, ...more] = addon.receivedAt('/hook');
  expect(more).toEqual([]);
  expect(hook?.url).toBe(`/hook?page=\${page.id}`);
  expect(Object.keys(hook?.headers ?? {}).filter((name) => name.startsWith('x-atlassian'))).toEqual([]);
  expect(sent.deliveries.list({ limit: 9 })).toMatchObject([{ state: 'failed' }]);
});
