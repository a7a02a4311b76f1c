import type { Product } from '../../src/catalog/products.ts';
import { listEvents } from '../../src/catalog/webhook-events.ts';
import { isRecord } from '../../src/core/json.ts';
import { WEBHOOK_VIEWER } from '../../src/instance/confluence/webhook-messages.ts';
import { textToAdf } from '../../src/instance/jira/adf.ts';
import { verifySymmetric } from './fake-addon.ts';
import { startInstalled } from './installed-addon.ts';
import { type JiraAnswer, jiraClientOf } from './jira-client.ts';

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

type Listening = Pick<Awaited<ReturnType<typeof startListening>>, 'instance' | 'services' | 'actor'>;

/** Everything that can happen in Jira. */
async function doJira(listening: Listening): Promise<void> {
  doIssues(listening);
  doProjects(listening);
  doConfiguration(listening);
  doBoards(listening);
  doFilters(listening);
  await doPeople(listening);
}

function doIssues({ services: { jira }, actor }: Listening): void {
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

function doProjects({ services: { jira }, actor }: Listening): void {
  const { projectAdmin, versionAdmin } = jira;
  const fields = { key: 'NEW', name: 'New', leadAccountId: actor, description: '' };
  const made = projectAdmin.create(fields, 'open', actor);
  const project = projectAdmin.update(made, { ...fields, name: 'Newer' }, actor);

  const version = { projectId: project.id, description: 'x', released: false, archived: false };
  const days = { startDate: '2026-01-05', releaseDate: '2026-12-18' };
  const one = versionAdmin.create(project, { ...version, ...days, name: '1.0' }, actor);
  const other = versionAdmin.create(project, { ...version, ...days, name: '1.1' }, actor);
  const renamed = versionAdmin.update(one, { ...one, name: '1.0.0' }, actor);
  const released = versionAdmin.update(renamed, { ...renamed, released: true }, actor);
  const unreleased = versionAdmin.update(released, { ...released, released: false }, actor);
  versionAdmin.move(unreleased, [other.id, one.id], actor);
  versionAdmin.merge(unreleased, other, actor);
  versionAdmin.delete(other, {}, actor);

  projectAdmin.archive(project, actor);
  projectAdmin.trash(projectAdmin.restore(must(jira.project('NEW')), actor), actor);
  projectAdmin.delete(projectAdmin.restore(must(jira.project('NEW')), actor), actor);
}

function doConfiguration({ services: { jira }, actor }: Listening): void {
  const { configurationAdmin } = jira;
  const [known] = jira.configuration.issueTypes;
  const type = configurationAdmin.createIssueType({ ...must(known), name: 'New' }, actor);
  const renamed = configurationAdmin.updateIssueType({ ...type, name: 'Newer' }, actor);
  configurationAdmin.deleteIssueType(renamed, undefined, actor);
  configurationAdmin.chooseTimeTracking('fake-addon__time', actor);
}

function doBoards({ services: { jira }, actor }: Listening): void {
  const { agile } = jira;
  const projectId = must(jira.project('DEMO')).id;
  const board = agile.boards.create(
    { name: 'New', type: 'scrum', projectId, ownerAccountId: actor, filterId: null, jql: 'project = DEMO' },
    actor,
  );
  const [startDate, endDate] = [Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 19)];
  const fields = { boardId: board.id, name: 'New', goal: '', startDate: null, endDate: null };
  const sprint = agile.sprints.create(fields, actor);
  const renamed = agile.sprints.update(sprint, { name: 'Newer' }, actor);
  const started = agile.sprints.update(renamed, { state: 'active', startDate, endDate }, actor);
  agile.sprints.update(started, { state: 'closed' }, actor);
  agile.deleteSprint(agile.sprints.create(fields, actor), actor);
  agile.deleteBoard(agile.boards.toggle(board, 'estimation', false, actor), actor);
}

function doFilters({ services: { jira }, actor }: Listening): void {
  const fields = { name: 'New', description: 'x', jql: 'project = DEMO', ownerAccountId: actor };
  const filter = jira.filters.add({ ...fields, viewers: [], editors: [] }, actor);
  jira.filters.remove(jira.filters.update(filter, { name: 'Newer' }, actor), actor);
}

/** Over REST: people are not Jira's own, and it is the routes that tell of them. */
async function doPeople({ instance }: Listening): Promise<void> {
  const { admin } = jiraClientOf(instance);
  const made = await admin('POST', '/user', { emailAddress: 'zoe@example.com', products: [] });
  const accountId = String(made.body.accountId);
  const joined = await admin('POST', '/group/user?groupname=jira-software-users', { accountId });
  const removed = await admin('DELETE', `/user?accountId=${accountId}`);
  expectStatuses([made, joined, removed], [201, 201, 204]);
}

/** Everything that can happen in Confluence. */
async function doConfluence(listening: Listening): Promise<void> {
  doContent(listening);
  doRelations(listening);
  await doGroups(listening);
}

function doContent({ services: { confluence, people }, actor }: Listening): void {
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
  const subject = must(people.list().find(({ accountId }) => accountId !== actor)).accountId;
  confluence.spacePermissions.add(space, { kind: 'user', subject }, 'read/space', actor);
  spaces.remove(spaces.update(space, { name: 'Newer' }, actor), actor);
}

function doRelations({ services: { confluence }, actor }: Listening): void {
  const page = confluence.reader.get(WEBHOOK_VIEWER, 65_602);
  confluence.views.note(page, actor);
  const [person, target] = [
    { type: 'user', key: actor } as const,
    { type: 'content', key: '65602' } as const,
  ];
  confluence.relations.add('favourite', person, target, actor);
  confluence.relations.remove('favourite', person, target, actor);
}

/** Over the REST API of Jira: groups are those of the site. */
async function doGroups({ instance }: Listening): Promise<void> {
  const { admin } = jiraClientOf(instance);
  const made = await admin('POST', '/group', { name: 'designers' });
  const removed = await admin('DELETE', '/group?groupname=designers');
  expectStatuses([made, removed], [201, 200]);
}

function expectStatuses(answers: readonly JiraAnswer[], expected: readonly number[]): void {
  const statuses = answers.map(({ status }) => status).join();
  if (statuses !== expected.join()) throw new Error(`answered with ${statuses}`);
}

export const doEverything = { jira: doJira, confluence: doConfluence };
