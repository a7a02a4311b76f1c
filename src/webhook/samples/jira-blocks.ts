import type { JsonObject } from '../../core/json.ts';
import { at, isObject, type KnownWorld, PERSON_ID } from './world.ts';

/** What a sample is made of. */
export interface BlockOptions {
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Counted from 0: what is made up has ids of its own in each sample. */
  readonly serial: number;
  /** What is known of a real site: whatever is made up goes with it. */
  readonly known: KnownWorld;
}

/** What a Jira site of the bundled samples is made of, in the forms of today's Jira Cloud. */
export function createJiraBlocks({ baseUrl, now, serial, known }: BlockOptions) {
  const person = known.person ?? personBlock(baseUrl);
  const issueType = known.issueType ?? issueTypeBlock(baseUrl);
  const issue = known.issue ?? issueBlock(baseUrl, now, person, issueType, serial);
  const on: Place = { baseUrl, now, person, issue, id: (base) => String(base + serial * ID_STEP) };
  const project = known.project ?? projectBlock(on);
  const board = known.board ?? boardBlock(on, project);
  return {
    person,
    issueType,
    issue,
    project,
    board,
    configuration: configurationBlock(on, board, project),
    comment: commentBlock(on),
    worklog: worklogBlock(on),
    attachment: attachmentBlock(on),
    issueLink: issueLinkBlock(on),
    version: versionBlock(on, project),
    filter: filterBlock(on, project),
    sprint: sprintBlock(on, board, project),
    changelogId: on.id(10069),
  };
}

/** What things of an issue have in common. */
interface Place {
  readonly baseUrl: string;
  readonly now: number;
  readonly person: JsonObject;
  readonly issue: JsonObject;
  /** An id of its own for something that is made up. */
  readonly id: (base: number) => string;
}

/** Between the ids of one sample and those of the next. */
const ID_STEP = 100;

const ISSUE_ID = 10001;
const PROJECT_ID = 10000;
const HOUR = 3_600_000;

/** Jira's own form of a moment: `2026-11-21T09:30:00.000+0000`. */
function moment(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

function personBlock(baseUrl: string): JsonObject {
  const picture = 'https://secure.gravatar.com/avatar/0000?d=mm';
  return {
    self: `${baseUrl}/rest/api/2/user?accountId=${PERSON_ID}`,
    accountId: PERSON_ID,
    avatarUrls: avatars((size) => `${picture}&s=${size}`),
    displayName: 'Mia Krystof',
    active: true,
    timeZone: 'Europe/Stockholm',
    accountType: 'atlassian',
  };
}

function avatars(url: (size: number) => string): JsonObject {
  return { '48x48': url(48), '24x24': url(24), '16x16': url(16), '32x32': url(32) };
}

function issueTypeBlock(baseUrl: string): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/issuetype/10001`,
    id: '10001',
    description: 'A small, distinct piece of work.',
    iconUrl: `${baseUrl}/rest/api/2/universal_avatar/view/type/issuetype/avatar/10318?size=medium`,
    name: 'Task',
    subtask: false,
    avatarId: 10318,
    hierarchyLevel: 0,
  };
}

const projectAvatars = (baseUrl: string) =>
  avatars((size) => `${baseUrl}/rest/api/2/universal_avatar/view/type/project/avatar/10410?size=${size}`);

const textAt = (value: JsonObject, ...path: readonly string[]) => String(at(value, ...path) ?? '');

/** A project inside of an issue: its id is a text there. */
function briefProject(baseUrl: string): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/project/${PROJECT_ID}`,
    id: String(PROJECT_ID),
    key: 'DEMO',
    name: 'Demo',
    projectTypeKey: 'software',
    simplified: false,
    avatarUrls: projectAvatars(baseUrl),
  };
}

/** The project of the issue. */
function projectBlock({ baseUrl, person, issue }: Place): JsonObject {
  const found = at(issue, 'fields', 'project');
  const { self, id, key, name, avatarUrls } = isObject(found) ? found : briefProject(baseUrl);
  return {
    ...{ self, id: Number(id), key, name, avatarUrls },
    projectLead: person,
    assigneeType: 'admin.assignee.type.unassigned',
  };
}

function boardBlock({ baseUrl, id }: Place, project: JsonObject): JsonObject {
  const board = id(1);
  return {
    id: Number(board),
    self: `${baseUrl}/rest/agile/1.0/board/${board}`,
    name: `${textAt(project, 'key')} board`,
    type: 'scrum',
  };
}

function configurationBlock({ baseUrl }: Place, board: JsonObject, project: JsonObject): JsonObject {
  const { id, name, type } = board;
  const statusOf = (status: number) => ({
    id: String(status),
    self: `${baseUrl}/rest/api/2/status/${status}`,
  });
  return {
    ...{ id, name, type },
    self: `${textAt(board, 'self')}/configuration`,
    location: {
      ...{ type: 'project', key: project['key'], id: textAt(project, 'id') },
      ...{ self: project['self'], name: project['name'] },
    },
    columnConfig: {
      columns: [
        { name: 'To Do', statuses: [statusOf(10000)] },
        { name: 'Done', statuses: [statusOf(10001)] },
      ],
      constraintType: 'none',
    },
    ranking: { rankCustomFieldId: 10019 },
  };
}

function statusBlock(baseUrl: string): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/status/10000`,
    description: '',
    iconUrl: `${baseUrl}/`,
    name: 'To Do',
    id: '10000',
    statusCategory: {
      self: `${baseUrl}/rest/api/2/statuscategory/2`,
      id: 2,
      key: 'new',
      colorName: 'blue-gray',
      name: 'To Do',
    },
  };
}

function issueBlock(
  baseUrl: string,
  now: number,
  person: JsonObject,
  issueType: JsonObject,
  serial: number,
): JsonObject {
  const id = String(ISSUE_ID + serial * ID_STEP);
  const key = `DEMO-${serial + 1}`;
  const status = statusBlock(baseUrl);
  return {
    id,
    self: `${baseUrl}/rest/api/2/issue/${id}`,
    key,
    fields: {
      statuscategorychangedate: moment(now - HOUR),
      issuetype: issueType,
      timespent: null,
      project: briefProject(baseUrl),
      fixVersions: [],
      aggregatetimespent: null,
      resolution: null,
      resolutiondate: null,
      workratio: -1,
      issuerestriction: { issuerestrictions: {}, shouldDisplay: true },
      watches: {
        self: `${baseUrl}/rest/api/2/issue/${key}/watchers`,
        watchCount: 1,
        isWatching: true,
      },
      lastViewed: null,
      created: moment(now - HOUR),
      priority: {
        self: `${baseUrl}/rest/api/2/priority/3`,
        iconUrl: `${baseUrl}/images/icons/priorities/medium_new.svg`,
        name: 'Medium',
        id: '3',
      },
      labels: ['sample'],
      timeestimate: null,
      aggregatetimeoriginalestimate: null,
      versions: [],
      issuelinks: [],
      assignee: person,
      updated: moment(now),
      status,
      statusCategory: status['statusCategory'],
      components: [],
      timeoriginalestimate: null,
      description: 'What this is about.',
      timetracking: {},
      security: null,
      attachment: [],
      aggregatetimeestimate: null,
      summary: 'A sample issue',
      creator: person,
      subtasks: [],
      reporter: person,
      aggregateprogress: { progress: 0, total: 0 },
      environment: null,
      duedate: null,
      progress: { progress: 0, total: 0 },
      votes: { self: `${baseUrl}/rest/api/2/issue/${key}/votes`, votes: 0, hasVoted: false },
    },
  };
}

const issueIdOf = ({ issue }: Place) => textAt(issue, 'id');

function commentBlock(on: Place): JsonObject {
  const { baseUrl, now, person } = on;
  const id = on.id(10010);
  return {
    self: `${baseUrl}/rest/api/2/issue/${issueIdOf(on)}/comment/${id}`,
    id,
    author: person,
    body: 'A sample comment.',
    updateAuthor: person,
    created: moment(now),
    updated: moment(now),
    jsdPublic: true,
  };
}

function worklogBlock(on: Place): JsonObject {
  const { baseUrl, now, person } = on;
  const id = on.id(10020);
  return {
    self: `${baseUrl}/rest/api/2/issue/${issueIdOf(on)}/worklog/${id}`,
    author: person,
    updateAuthor: person,
    comment: 'A sample of work.',
    created: moment(now),
    updated: moment(now),
    started: moment(now - HOUR),
    timeSpent: '1h',
    timeSpentSeconds: 3600,
    id,
    issueId: issueIdOf(on),
  };
}

function attachmentBlock(on: Place): JsonObject {
  const { baseUrl, now, person } = on;
  const id = on.id(10030);
  return {
    self: `${baseUrl}/rest/api/2/attachment/${id}`,
    id,
    filename: 'sample.txt',
    author: person,
    created: moment(now),
    size: 12,
    mimeType: 'text/plain',
    content: `${baseUrl}/rest/api/2/attachment/content/${id}`,
  };
}

/** Numbers, where REST has texts: so deliveries of the cloud have it. */
function issueLinkBlock(on: Place): JsonObject {
  const source = Number(issueIdOf(on));
  return {
    id: Number(on.id(10040)),
    sourceIssueId: source,
    destinationIssueId: source + 1,
    issueLinkType: {
      id: 10000,
      name: 'Blocks',
      outwardName: 'blocks',
      inwardName: 'is blocked by',
      isSubTaskLinkType: false,
      isSystemLinkType: false,
    },
    systemLink: false,
  };
}

function versionBlock(on: Place, project: JsonObject): JsonObject {
  const id = on.id(10050);
  return {
    self: `${on.baseUrl}/rest/api/2/version/${id}`,
    id,
    description: 'The first one.',
    name: '1.0',
    archived: false,
    released: false,
    startDate: '2026-01-05',
    releaseDate: '2026-12-18',
    overdue: false,
    userStartDate: '05/Jan/26',
    userReleaseDate: '18/Dec/26',
    projectId: Number(textAt(project, 'id')),
  };
}

function filterBlock({ baseUrl, person, id: idFrom }: Place, project: JsonObject): JsonObject {
  const id = idFrom(10060);
  const jql = `project = ${textAt(project, 'key')} AND resolution = EMPTY ORDER BY updated DESC`;
  return {
    self: `${baseUrl}/rest/api/2/filter/${id}`,
    id,
    name: 'Open work',
    description: '',
    owner: person,
    jql,
    viewUrl: `${baseUrl}/issues/?filter=${id}`,
    searchUrl: `${baseUrl}/rest/api/2/search?jql=${encodeURIComponent(jql)}`,
  };
}

function sprintBlock(
  { baseUrl, now, id: idFrom }: Place,
  board: JsonObject,
  project: JsonObject,
): JsonObject {
  const id = idFrom(1);
  return {
    id: Number(id),
    self: `${baseUrl}/rest/agile/1.0/sprint/${id}`,
    state: 'future',
    name: `${textAt(project, 'key')} Sprint 1`,
    createdDate: new Date(now).toISOString(),
    originBoardId: Number(textAt(board, 'id')),
    goal: '',
  };
}
