import type { JsonObject } from '../../core/json.ts';
import { PERSON_ID } from './world.ts';

/** What a Jira site of the bundled samples is made of, in the forms of today's Jira Cloud. */
export function createJiraBlocks(baseUrl: string, now: number) {
  const person = personBlock(baseUrl);
  const issueType = issueTypeBlock(baseUrl);
  const issue = issueBlock(baseUrl, now, person, issueType);
  return {
    person,
    issueType,
    issue,
    comment: commentBlock(baseUrl, now, person),
    worklog: worklogBlock(baseUrl, now, person),
    attachment: attachmentBlock(baseUrl, now, person),
    issueLink: ISSUE_LINK,
    project: projectBlock(baseUrl, person),
    version: versionBlock(baseUrl),
    filter: filterBlock(baseUrl, person),
    sprint: sprintBlock(baseUrl, now),
    board: { id: 1, self: `${baseUrl}/rest/agile/1.0/board/1`, name: 'DEMO board', type: 'scrum' },
  };
}

const ISSUE_ID = '10001';
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

function projectBlock(baseUrl: string, lead: JsonObject): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/project/${PROJECT_ID}`,
    id: PROJECT_ID,
    key: 'DEMO',
    name: 'Demo',
    avatarUrls: projectAvatars(baseUrl),
    projectLead: lead,
    assigneeType: 'admin.assignee.type.unassigned',
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

function issueBlock(baseUrl: string, now: number, person: JsonObject, issueType: JsonObject): JsonObject {
  return {
    id: ISSUE_ID,
    self: `${baseUrl}/rest/api/2/issue/${ISSUE_ID}`,
    key: 'DEMO-1',
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
        self: `${baseUrl}/rest/api/2/issue/DEMO-1/watchers`,
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
      status: statusBlock(baseUrl),
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
      votes: { self: `${baseUrl}/rest/api/2/issue/DEMO-1/votes`, votes: 0, hasVoted: false },
    },
  };
}

function commentBlock(baseUrl: string, now: number, person: JsonObject): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/issue/${ISSUE_ID}/comment/10010`,
    id: '10010',
    author: person,
    body: 'A sample comment.',
    updateAuthor: person,
    created: moment(now),
    updated: moment(now),
    jsdPublic: true,
  };
}

function worklogBlock(baseUrl: string, now: number, person: JsonObject): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/issue/${ISSUE_ID}/worklog/10020`,
    author: person,
    updateAuthor: person,
    comment: 'A sample of work.',
    created: moment(now),
    updated: moment(now),
    started: moment(now - HOUR),
    timeSpent: '1h',
    timeSpentSeconds: 3600,
    id: '10020',
    issueId: ISSUE_ID,
  };
}

function attachmentBlock(baseUrl: string, now: number, person: JsonObject): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/attachment/10030`,
    id: '10030',
    filename: 'sample.txt',
    author: person,
    created: moment(now),
    size: 12,
    mimeType: 'text/plain',
    content: `${baseUrl}/rest/api/2/attachment/content/10030`,
  };
}

/** Numbers, where REST has texts: so deliveries of the cloud have it. */
const ISSUE_LINK: JsonObject = {
  id: 10040,
  sourceIssueId: 10001,
  destinationIssueId: 10002,
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

function versionBlock(baseUrl: string): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/version/10050`,
    id: '10050',
    description: 'The first one.',
    name: '1.0',
    archived: false,
    released: false,
    startDate: '2026-01-05',
    releaseDate: '2026-12-18',
    overdue: false,
    userStartDate: '05/Jan/26',
    userReleaseDate: '18/Dec/26',
    projectId: PROJECT_ID,
  };
}

function filterBlock(baseUrl: string, owner: JsonObject): JsonObject {
  return {
    self: `${baseUrl}/rest/api/2/filter/10060`,
    id: '10060',
    name: 'Open work',
    description: '',
    owner,
    jql: 'project = DEMO AND resolution = EMPTY ORDER BY updated DESC',
    viewUrl: `${baseUrl}/issues/?filter=10060`,
    searchUrl: `${baseUrl}/rest/api/2/search?jql=project+%3D+DEMO+AND+resolution+%3D+EMPTY+ORDER+BY+updated+DESC`,
    favourite: false,
    favouritedCount: 0,
    sharePermissions: [],
  };
}

function sprintBlock(baseUrl: string, now: number): JsonObject {
  return {
    id: 1,
    self: `${baseUrl}/rest/agile/1.0/sprint/1`,
    state: 'future',
    name: 'DEMO Sprint 1',
    createdDate: new Date(now).toISOString(),
    originBoardId: 1,
    goal: '',
  };
}
