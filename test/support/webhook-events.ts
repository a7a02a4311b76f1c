import type { Product } from '../../src/catalog/products.ts';
import { listEvents } from '../../src/catalog/webhook-events.ts';
import { isRecord } from '../../src/core/json.ts';
import { WEBHOOK_VIEWER } from '../../src/instance/confluence/webhook-messages.ts';
import { textToAdf } from '../../src/instance/jira/adf.ts';
import type { Services } from '../../src/instance/services.ts';
import { verifySymmetric } from './fake-addon.ts';
import { startInstalled } from './installed-addon.ts';

/** An add-on that listens to everything that the catalogue has. */
export async function startListening(product: Product) {
  const webhooks = listEvents(product).map(({ name: event }) => ({ event, url: `/hook?${event}` }));
  const installed = await startInstalled({ modules: { webhooks } }, { product });
  const { services } = installed.instance;
  const [person] = services.people.list();
  if (person === undefined) throw new Error('no seed');
  return { ...installed, services, actor: person.accountId };
}

/** What it was sent until now, after Atlassian's library has accepted each. */
export async function bodiesOf({ addon, secret, services }: Awaited<ReturnType<typeof startListening>>) {
  await services.settled();
  return addon.receivedAt('/hook').map((hook) => {
    verifySymmetric(hook, secret(), addon.baseUrl);
    const body: unknown = JSON.parse(hook.body);
    if (!isRecord(body)) throw new Error('no object');
    return { event: hook.url.replace('/hook?', ''), body };
  });
}

/** @throws Error where it is not there: the test is wrong then */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

/** Everything that can happen in Jira. */
function doJira({ jira }: Services, actor: string): void {
  const [one, two] = [must(jira.issue('DEMO-1')), must(jira.issue('DEMO-2'))];
  const bytes = new Uint8Array([1]);
  const created = jira.issues.create(
    must(jira.project('DEMO')),
    { summary: 'New', issueTypeId: '10003', assigneeAccountId: actor },
    actor,
  );
  jira.issues.update(created, { summary: 'Changed' }, actor);
  jira.issueProperties.set(one, 'k', 1, actor);
  jira.issueProperties.delete(one, 'k', actor);
  const comment = jira.comments.add(one, textToAdf('a'), actor);
  jira.comments.update(one, comment, { body: textToAdf('b') }, actor);
  jira.comments.delete(one, comment, actor);
  const input = { comment: textToAdf('a'), started: 0, timeSpentSeconds: 60, visibility: null };
  const worklog = jira.worklogs.add(one, input, actor, () => null);
  const updated = jira.worklogs.update(one, worklog, { timeSpentSeconds: 120 }, actor, () => null);
  jira.worklogs.delete(must(jira.issue('DEMO-1')), updated, actor, () => null);
  const [file] = jira.attachments.add(one, [{ name: 'a', mediaType: 'text/plain', content: bytes }], actor);
  jira.attachments.delete(one, must(file), actor);
  const link = jira.links.add(must(jira.configuration.linkTypes[0]), one, two, actor);
  jira.links.delete(link, one, two, actor);
  jira.issues.delete(must(jira.issue(created.key)), actor);
}

/** Everything that can happen in Confluence. */
function doConfluence({ confluence }: Services, actor: string): void {
  const { writer, reader, tree, attachments, labels, properties, restrictions, spaces } = confluence;
  const [home, page] = [reader.get(WEBHOOK_VIEWER, 65_601), reader.get(WEBHOOK_VIEWER, 65_602)];
  const spaceId = page.spaceId;
  const owner = { type: 'content', id: page.id } as const;
  for (const type of ['page', 'blogpost', 'ac:fake-addon:note']) {
    const made = writer.create({ type, title: `A ${type}`, spaceId, body: '<p>x</p>' }, actor);
    writer.update(made, { title: `Another ${type}` }, actor);
    const trashed = writer.trash(must(reader.find(WEBHOOK_VIEWER, made.id)), actor);
    writer.update(trashed, { status: 'current' }, actor);
    writer.remove(must(reader.find(WEBHOOK_VIEWER, made.id)), actor);
  }
  const moved = writer.create({ type: 'page', title: 'Moved', spaceId, body: '' }, actor);
  tree.move(tree.move(moved, 'append', page, actor), 'append', home, actor);
  tree.move(must(reader.find(WEBHOOK_VIEWER, moved.id)), 'before', page, actor);
  writer.archive(must(reader.find(WEBHOOK_VIEWER, moved.id)), actor);

  const place = { spaceId, containerId: page.id, body: '<p>x</p>' };
  const first = writer.create({ type: 'comment', title: '', ...place }, actor);
  const answer = writer.create({ type: 'comment', title: '', ...place, parentId: first.id }, actor);
  writer.update(answer, { body: '<p>y</p>' }, actor);
  writer.remove(answer, actor);

  const data = new Uint8Array([1]);
  const file = { name: 'a.txt', mediaType: 'text/plain', data, comment: 'first', isMinor: false };
  const attached = attachments.create(page, file, actor);
  const again = attachments.replace(attached, file, actor);
  writer.update(writer.trash(again, actor), { status: 'current' }, actor);
  writer.remove(must(reader.find(WEBHOOK_VIEWER, again.id)), actor);

  labels.add(page, [{ prefix: 'global', name: 'green' }], actor);
  labels.remove(page, 'green', actor);
  properties.create(owner, { key: 'k', value: 1 }, actor);
  properties.update(must(properties.find(owner, 'k')), { key: 'k', value: 2 }, actor);
  properties.remove(must(properties.find(owner, 'k')), actor);
  restrictions.add(page, [{ operation: 'update', kind: 'user', subject: actor }], actor);
  const space = spaces.create({ key: 'NEW', name: 'New' }, actor);
  spaces.remove(spaces.update(space, { name: 'Newer' }, actor), actor);
}

export const doEverything = { jira: doJira, confluence: doConfluence };
