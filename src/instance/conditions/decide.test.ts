import { describe, expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import type { Product } from '../../catalog/products.ts';
import { AppProperties } from '../addons/app-properties.ts';
import { openConfluence } from '../confluence/confluence.ts';
import { viewerOf } from '../confluence/permissions.ts';
import { type Person, SEED_PEOPLE } from '../people/people.ts';
import { decide } from './decide.ts';

const ADDON = 'com.example.addon';
const alex = SEED_PEOPLE.find(({ isAdmin }) => isAdmin);
const [mia, sam] = SEED_PEOPLE.filter(({ isAdmin }) => !isAdmin);

/** A site where DEMO-1 is Mia's, watched by her and voted for by Alex, and where add-ons keep things everywhere. */
function site() {
  if (alex === undefined || mia === undefined || sam === undefined) throw new Error('nobody is there');
  const { store: jira, database } = createTestJira();
  const properties = new AppProperties(database);
  const confluence = openConfluence({ database, people: SEED_PEOPLE, now: () => 0 });
  const [issue, project] = [jira.issue('DEMO-1'), jira.project('DEMO')];
  if (issue === undefined || project === undefined) throw new Error('nothing is there');
  jira.issues.update(
    issue,
    { assigneeAccountId: mia.accountId, reporterAccountId: alex.accountId, resolutionId: null },
    alex.accountId,
  );
  jira.watchers.add(issue.id, mia.accountId);
  jira.voters.add(issue.id, alex.accountId);
  properties.set('jira', ADDON, 'state', { on: true, deep: { tags: ['a', 'b'] } });
  jira.properties.set({ type: 'issue', id: issue.id }, 'state', 'done');
  jira.properties.set({ type: 'project', id: project.id }, 'state', { n: 1 });
  jira.properties.set({ type: 'issuetype', id: issue.issueTypeId }, 'state', null);
  jira.properties.set({ type: 'user', id: mia.accountId }, 'state', 7);
  const page = confluence.reader.get(viewerOf(alex), 65_602);
  confluence.properties.create(
    { type: 'content', id: page.id },
    { key: 'state', value: [1, 2] },
    alex.accountId,
  );
  confluence.properties.create({ type: 'space', id: 65_537 }, { key: 'state', value: 'x' }, alex.accountId);
  confluence.userProperties.set(mia.accountId, 'state', { a: 1 });
  confluence.watches.add(mia.accountId, 'content', String(page.id));
  confluence.watches.add(mia.accountId, 'space', 'DS');
  confluence.restrictions.add(
    confluence.reader.get(viewerOf(alex), 65_603),
    [{ operation: 'update', kind: 'user', subject: alex.accountId }],
    alex.accountId,
  );
  return { jira, confluence, properties };
}

type Who = 'alex' | 'mia' | 'sam' | 'nobody';
type Case = readonly [name: string, params: object, context: object, who: Who, expected: boolean | undefined];

const PEOPLE: Readonly<Record<Who, Person | undefined>> = { alex, mia, sam, nobody: undefined };
const ISSUE = { issue: { key: 'DEMO-1' } };
const OTHER = { issue: { key: 'DEMO-2' } };
/** Nobody but its members sees it. */
const HIDDEN = { project: { key: 'PRIV' } };
const PROJECT = { project: { key: 'DEMO' } };
const PAGE = { content: { id: '65602' } };
const RESTRICTED = { content: { id: 65_603 } };
const SPACE = { space: { key: 'DS' } };
const PRIVATE = { space: { key: 'PRIV' } };
const permission = (key: string) => ({ permission: key });
const property = (entity: string, value: string, objectName?: string) => ({
  ...{ entity, propertyKey: 'state', value },
  ...(objectName === undefined ? {} : { objectName }),
});

const BOTH: readonly Case[] = [
  ['user_is_logged_in', {}, {}, 'mia', true],
  ['user_is_logged_in', {}, {}, 'nobody', false],
  ['user_is_admin', {}, {}, 'alex', true],
  ['user_is_admin', {}, {}, 'mia', false],
  ['user_is_sysadmin', {}, {}, 'alex', true],
  ['user_is_sysadmin', {}, {}, 'mia', false],
  ['addon_is_licensed', {}, {}, 'mia', false],
  ['feature_flag', { featureKey: 'x' }, {}, 'mia', undefined],
  ['__proto__', {}, {}, 'mia', undefined],
  ['constructor', {}, {}, 'mia', undefined],
];

const JIRA: readonly Case[] = [
  ['has_issue_permission', permission('EDIT_ISSUES'), ISSUE, 'mia', true],
  ['has_issue_permission', permission('DELETE_ALL_COMMENTS'), ISSUE, 'mia', false],
  ['has_issue_permission', permission('DELETE_ALL_COMMENTS'), ISSUE, 'alex', true],
  ['has_issue_permission', permission('EDIT_ISSUES'), {}, 'alex', false],
  ['has_issue_permission', permission('EDIT_ISSUES'), { issue: { key: 'DEMO-999' } }, 'alex', false],
  ['has_project_permission', permission('CREATE_ISSUES'), PROJECT, 'mia', true],
  ['has_project_permission', permission('CREATE_ISSUES'), ISSUE, 'mia', true],
  ['has_project_permission', permission('ADMINISTER_PROJECTS'), PROJECT, 'mia', false],
  ['has_project_permission', permission('CREATE_ISSUES'), {}, 'mia', false],
  ['has_project_permission', permission('CREATE_ISSUES'), PROJECT, 'nobody', false],
  ['has_global_permission', permission('ADMINISTER'), {}, 'alex', true],
  ['has_global_permission', permission('ADMINISTER'), {}, 'mia', false],
  ['has_global_permission', permission('USER_PICKER'), {}, 'mia', true],
  ['has_global_permission', permission('USER_PICKER'), {}, 'nobody', false],
  ['has_selected_project', {}, HIDDEN, 'alex', true],
  ['has_selected_project', {}, HIDDEN, 'sam', false],
  ['has_selected_project', {}, HIDDEN, 'nobody', false],
  ['user_is_project_admin', {}, PROJECT, 'alex', true],
  ['user_is_project_admin', {}, PROJECT, 'mia', false],
  ['has_selected_project', {}, PROJECT, 'nobody', true],
  ['has_selected_project', {}, {}, 'alex', false],
  ['can_attach_file_to_issue', {}, ISSUE, 'mia', true],
  ['can_attach_file_to_issue', {}, ISSUE, 'nobody', false],
  ['is_issue_editable', {}, ISSUE, 'mia', true],
  ['is_issue_editable', {}, ISSUE, 'nobody', false],
  ['is_issue_assigned_to_current_user', {}, ISSUE, 'mia', true],
  ['is_issue_assigned_to_current_user', {}, ISSUE, 'alex', false],
  ['is_issue_assigned_to_current_user', {}, ISSUE, 'nobody', false],
  ['is_issue_reported_by_current_user', {}, ISSUE, 'alex', true],
  ['is_issue_reported_by_current_user', {}, ISSUE, 'mia', false],
  ['is_issue_unassigned', {}, ISSUE, 'mia', false],
  ['is_issue_unresolved', {}, ISSUE, 'mia', true],
  ['is_issue_unresolved', {}, {}, 'mia', false],
  ['is_sub_task', {}, ISSUE, 'mia', false],
  ['is_watching_issue', {}, ISSUE, 'mia', true],
  ['is_watching_issue', {}, OTHER, 'mia', false],
  ['has_voted_for_issue', {}, ISSUE, 'alex', true],
  ['has_voted_for_issue', {}, ISSUE, 'nobody', false],
  ...['linking', 'sub_tasks', 'time_tracking', 'voting', 'watching'].map(
    (what): Case => [`${what}_enabled`, {}, {}, 'nobody', true],
  ),
  ['entity_property_equal_to', property('addon', 'true', 'on'), {}, 'nobody', true],
  ['entity_property_equal_to', property('addon', '"true"', 'on'), {}, 'nobody', false],
  ['entity_property_equal_to', property('addon', 'true', 'off.on'), {}, 'nobody', false],
  ['entity_property_equal_to', property('addon', '{"tags":["a","b"]}', 'deep'), {}, 'nobody', true],
  ['entity_property_equal_to', property('issue', '"done"'), ISSUE, 'mia', true],
  ['entity_property_equal_to', property('issue', '"done"'), OTHER, 'mia', false],
  ['entity_property_equal_to', property('issue', '"done"'), {}, 'mia', false],
  ['entity_property_equal_to', property('project', '1', 'n'), PROJECT, 'mia', true],
  ['entity_property_equal_to', property('project', '2', 'n'), PROJECT, 'mia', false],
  ['entity_property_equal_to', property('issuetype', 'null'), ISSUE, 'mia', true],
  ['entity_property_equal_to', property('user', '7'), {}, 'mia', true],
  ['entity_property_equal_to', property('user', '7'), {}, 'alex', false],
  ['entity_property_equal_to', property('dashboarditem', '7'), {}, 'alex', undefined],
  ['entity_property_exists', property('issue', ''), ISSUE, 'mia', true],
  ['entity_property_exists', property('issue', ''), OTHER, 'mia', false],
  ['entity_property_contains_any', property('addon', '["b","c"]', 'deep.tags'), {}, 'mia', true],
  ['entity_property_contains_any', property('addon', '["c"]', 'deep.tags'), {}, 'mia', false],
  ['entity_property_contains_all', property('addon', '["a","b"]', 'deep.tags'), {}, 'mia', true],
  ['entity_property_contains_all', property('addon', '["a","c"]', 'deep.tags'), {}, 'mia', false],
  ['has_page', {}, {}, 'mia', undefined],
];

const CONFLUENCE: readonly Case[] = [
  ['user_can_use_confluence', {}, {}, 'mia', true],
  ['user_can_use_confluence', {}, {}, 'nobody', false],
  ['user_is_confluence_administrator', {}, {}, 'alex', true],
  ['user_is_confluence_administrator', {}, {}, 'mia', false],
  ['has_space', {}, SPACE, 'mia', true],
  ['has_space', {}, PAGE, 'mia', true],
  ['has_space', {}, { space: { key: 'NONE' } }, 'mia', false],
  ['has_space', {}, PRIVATE, 'nobody', false],
  ['not_personal_space', {}, SPACE, 'mia', true],
  ['not_personal_space', {}, {}, 'mia', false],
  ['space_function_permission', permission('VIEWSPACE'), SPACE, 'mia', true],
  ['space_function_permission', permission('SETSPACEPERMISSIONS'), SPACE, 'mia', false],
  ['space_function_permission', permission('SETSPACEPERMISSIONS'), SPACE, 'alex', true],
  ['space_function_permission', permission('REMOVEMAIL'), SPACE, 'alex', undefined],
  ['user_watching_space', {}, SPACE, 'mia', true],
  ['user_watching_space', {}, SPACE, 'alex', false],
  ['user_watching_page', {}, PAGE, 'mia', true],
  ['user_watching_page', {}, RESTRICTED, 'mia', false],
  ['has_page', {}, PAGE, 'mia', true],
  ['has_page', {}, SPACE, 'mia', false],
  ['has_blog_post', {}, PAGE, 'mia', false],
  ['content_has_any_permissions_set', {}, RESTRICTED, 'mia', true],
  ['content_has_any_permissions_set', {}, PAGE, 'mia', false],
  ['entity_property_contains_any', property('content', '2'), PAGE, 'mia', true],
  ['entity_property_contains_any', property('content', '3'), PAGE, 'mia', false],
  ['entity_property_equal_to', property('space', '"x"'), SPACE, 'mia', true],
  ['entity_property_equal_to', property('space', '"y"'), SPACE, 'mia', false],
  ['entity_property_equal_to', property('user', '1', 'a'), {}, 'mia', true],
  ['entity_property_equal_to', property('user', '1', 'a'), {}, 'alex', false],
  ['entity_property_equal_to', property('addon', 'true', 'on'), {}, 'mia', false],
  ['is_issue_editable', {}, {}, 'mia', undefined],
];

const TABLES: readonly (readonly [Product, readonly Case[]])[] = [
  ['jira', [...BOTH, ...JIRA]],
  ['confluence', [...BOTH, ...CONFLUENCE]],
];

describe.each(TABLES)('conditions of %s', (product, cases) => {
  it('say what the data says', () => {
    const deps = site();
    const answers = cases.map(([name, params, context, who]) => {
      const about = { person: PEOPLE[who], product, addonKey: ADDON, isLicensed: false };
      return decide(name, { ...about, context: { [product]: context }, params: { ...params } }, deps);
    });
    const told = (expected: readonly unknown[]) =>
      cases.map(([name, params, context, who], at) => [name, params, context, who, expected[at]]);
    expect(told(answers)).toEqual(cases);
  });
});

const JIRA_PRODUCT: Product = 'jira';

it('knows what is paid for, an unassigned issue and a sub-task', () => {
  const deps = site();
  const about = { person: mia, product: JIRA_PRODUCT, addonKey: ADDON, params: {}, context: { jira: ISSUE } };
  const ask = (name: string, isLicensed = true) => decide(name, { ...about, isLicensed }, deps);
  expect(ask('addon_is_licensed')).toBe(true);
  const issue = deps.jira.issue('DEMO-1');
  if (issue === undefined) throw new Error('nothing is there');
  const subtask = deps.jira.configuration.issueTypes.find((type) => type.subtask);
  deps.jira.issues.update(
    issue,
    { assigneeAccountId: null, resolutionId: '10000', issueTypeId: subtask?.id ?? '' },
    null,
  );
  expect(['is_issue_unassigned', 'is_issue_unresolved', 'is_sub_task'].map((name) => ask(name))).toEqual([
    true,
    false,
    true,
  ]);
});
