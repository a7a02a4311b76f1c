import type { Json, JsonObject } from '../../core/json.ts';
import { at, isObject, pick, type SampleWorld } from './world.ts';

/** What a body has besides `timestamp` and `webhookEvent`. */
type JiraSample = (world: SampleWorld) => JsonObject;

const FIELDS_OF_BRIEF_ISSUES = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];

/** What webhooks about something of an issue tell of the issue. */
function briefIssue({ issue }: SampleWorld): JsonObject {
  const fields = at(issue, 'fields');
  return { ...issue, fields: isObject(fields) ? pick(fields, FIELDS_OF_BRIEF_ISSUES) : {} };
}

const issueEvent =
  (more: JsonObject): JiraSample =>
  ({ person, issue }) => ({ ...more, user: person, issue });
/** The first change of an issue is that from nothing. */
const issueCreated: JiraSample = ({ person, issue, changelogId }) => ({
  issue_event_type_name: 'issue_created',
  user: person,
  issue,
  changelog: {
    id: changelogId,
    items: [
      ...['assignee', 'reporter'].map((field) => personFromNothing(field, at(issue, 'fields', field))),
      fromNothing('summary', null, at(issue, 'fields', 'summary')),
      fromNothing(
        'status',
        at(issue, 'fields', 'status', 'id'),
        at(issue, 'fields', 'status', 'name'),
        'Status',
      ),
    ],
  },
});

function fromNothing(
  fieldId: string,
  to: Json | undefined,
  text: Json | undefined,
  field = fieldId,
): JsonObject {
  const [from, into] = [
    { from: null, fromString: null },
    { to: to ?? null, toString: text ?? null },
  ];
  return { field, fieldtype: 'jira', fieldId, ...from, ...into };
}

function personFromNothing(fieldId: string, person: Json | undefined): JsonObject {
  const accountId = at(person, 'accountId') ?? null;
  const ids = { tmpFromAccountId: null, tmpToAccountId: accountId };
  return { ...fromNothing(fieldId, accountId, at(person, 'displayName')), ...ids };
}

const issueChanged: JiraSample = ({ person, issue, changelogId }) => ({
  issue_event_type_name: 'issue_updated',
  user: person,
  issue,
  changelog: {
    id: changelogId,
    items: [
      {
        field: 'summary',
        fieldtype: 'jira',
        fieldId: 'summary',
        from: null,
        fromString: 'Another summary',
        to: null,
        toString: at(issue, 'fields', 'summary') ?? 'A sample issue',
      },
    ],
  },
});
const commentEvent: JiraSample = (world) => ({ comment: world.comment, issue: briefIssue(world) });
const worklogEvent: JiraSample = ({ worklog }) => ({ worklog });
const attachmentEvent: JiraSample = ({ attachment }) => ({ attachment });
const issueLinkEvent: JiraSample = ({ issueLink }) => ({ issueLink });
const issueTypeEvent: JiraSample = ({ issueType }) => ({ issueType });
const projectEvent: JiraSample = ({ project }) => ({ project });
const versionEvent =
  (more: JsonObject = {}): JiraSample =>
  ({ version }) => ({ version: { ...version, ...more } });
/** The version that the issues have gone to. */
function mergedTo({ version, baseUrl }: SampleWorld): JsonObject {
  const id = String(Number(version['id']) + 1);
  return { ...version, self: `${baseUrl}/rest/api/2/version/${id}`, id, name: '1.1' };
}
const filterEvent: JiraSample = ({ filter }) => ({ filter });
const userEvent: JiraSample = ({ person }) => ({ user: person });
/** Of somebody who was deleted nothing is told but who it was. */
const userDeleted: JiraSample = ({ person }) => ({ user: pick(person, ['self', 'accountId']) });
const optionEvent =
  (key: string, value: string): JiraSample =>
  () => ({ property: { key, value } });
const sprintEvent =
  (more: (now: number) => JsonObject = () => ({})): JiraSample =>
  ({ sprint, now }) => ({ sprint: { ...sprint, ...more(now) } });
const boardEvent: JiraSample = ({ board }) => ({ board });
const lifecycleEvent =
  (eventType: string): JiraSample =>
  ({ installation }) => ({ ...installation, eventType });
const nothingMore: JiraSample = () => ({});

const FORTNIGHT = 14 * 24 * 3_600_000;
const started = (now: number): JsonObject => ({
  state: 'active',
  startDate: new Date(now).toISOString(),
  endDate: new Date(now + FORTNIGHT).toISOString(),
});
const closed = (now: number): JsonObject => ({
  state: 'closed',
  startDate: new Date(now - FORTNIGHT).toISOString(),
  endDate: new Date(now).toISOString(),
  completeDate: new Date(now).toISOString(),
});

/**
 * A body for each of Jira's events. Where Atlassian documents none (the catalogue marks its payload as unsure), it has
 * what the event's name is about, or nothing.
 * @see https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
export const JIRA_SAMPLES: Readonly<Record<string, JiraSample>> = {
  'jira:issue_created': issueCreated,
  'jira:issue_updated': issueChanged,
  'jira:issue_deleted': issueEvent({}),
  issue_property_set: (world) => ({
    property: { key: 'sample', value: { colour: 'blue' } },
    issue: briefIssue(world),
  }),
  issue_property_deleted: (world) => ({ property: { key: 'sample' }, issue: briefIssue(world) }),
  worklog_created: worklogEvent,
  worklog_updated: worklogEvent,
  worklog_deleted: worklogEvent,
  'jira:worklog_updated': issueEvent({ issue_event_type_name: 'issue_work_logged' }),
  comment_created: commentEvent,
  comment_updated: commentEvent,
  comment_deleted: commentEvent,
  attachment_created: attachmentEvent,
  attachment_deleted: attachmentEvent,
  issuelink_created: issueLinkEvent,
  issuelink_deleted: issueLinkEvent,
  issuetype_created: issueTypeEvent,
  issuetype_updated: issueTypeEvent,
  issuetype_deleted: issueTypeEvent,
  project_created: projectEvent,
  project_updated: projectEvent,
  project_deleted: projectEvent,
  project_soft_deleted: projectEvent,
  project_restored_deleted: projectEvent,
  project_archived: projectEvent,
  project_restored_archived: projectEvent,
  project_app_enabled: projectEvent,
  project_app_disabled: projectEvent,
  'jira:version_created': versionEvent(),
  'jira:version_updated': versionEvent(),
  'jira:version_released': versionEvent({ released: true }),
  'jira:version_unreleased': versionEvent(),
  'jira:version_moved': versionEvent(),
  'jira:version_deleted': versionEvent(),
  'jira:version_merged': (world) => ({ ...versionEvent()(world), mergedTo: mergedTo(world) }),
  filter_created: filterEvent,
  filter_updated: filterEvent,
  filter_deleted: filterEvent,
  user_created: userEvent,
  user_updated: userEvent,
  user_deleted: userDeleted,
  option_voting_changed: optionEvent('jira.option.voting', 'true'),
  option_watching_changed: optionEvent('jira.option.watching', 'true'),
  option_unassigned_issues_changed: optionEvent('jira.option.allowunassigned', 'true'),
  option_subtasks_changed: optionEvent('jira.option.allowsubtasks', 'true'),
  option_attachments_changed: optionEvent('jira.option.allowattachments', 'true'),
  option_issuelinks_changed: optionEvent('jira.option.issuelinking', 'true'),
  option_timetracking_changed: optionEvent('jira.option.timetracking', 'true'),
  option_timetracking_provider_changed: optionEvent('jira.timetracking.provider', 'my-addon__time-tracking'),
  app_access_to_objects_blocked: nothingMore,
  app_access_to_objects_in_container_blocked: nothingMore,
  app_policy_changed: nothingMore,
  jira_expression_evaluation_failed: nothingMore,
  sprint_created: sprintEvent(),
  sprint_updated: sprintEvent(),
  sprint_deleted: sprintEvent(),
  sprint_started: sprintEvent(started),
  sprint_closed: sprintEvent(closed),
  board_created: boardEvent,
  board_updated: boardEvent,
  board_deleted: boardEvent,
  board_configuration_changed: ({ board, configuration }) => ({ board, configuration }),
  connect_addon_enabled: lifecycleEvent('enabled'),
  connect_addon_disabled: lifecycleEvent('disabled'),
};
