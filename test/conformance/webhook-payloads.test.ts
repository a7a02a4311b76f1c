import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';
import { bodiesOf, doEverything, startListening } from '../support/webhook-events.ts';

/** Recorded deliveries of the cloud, and for worklogs of a server; their fields are looked for in ours, and ours in theirs. */
const RECORDED = {
  jira: [
    ['luisfernandezbr__jira__internal_testdata_comment_created.json', 'comment_created'],
    [
      'mattermost__mattermost-plugin-jira__server_testdata_webhook-cloud-comment-updated.json',
      'comment_updated',
    ],
    ['luisfernandezbr__jira__internal_testdata_issuelink_deleted.json', 'issuelink_deleted'],
    ['luisfernandezbr__jira__internal_testdata_jira_issue_created.json', 'jira:issue_created'],
    ['hosseinzahed__jira-webhook-api-poc__data_sample_event.json', 'jira:issue_created'],
    ['luisfernandezbr__jira__internal_testdata_jira_issue_updated.json', 'jira:issue_updated'],
    ['luisfernandezbr__jira__internal_testdata_jira_issue_updated.tags.json', 'jira:issue_updated'],
    ['rjvandoesburg__laravel-jira-webhook__tests_data_worklog_created.json', 'worklog_created'],
    ['rjvandoesburg__laravel-jira-webhook__tests_data_worklog_deleted.json', 'worklog_deleted'],
    ['luisfernandezbr__jira__internal_testdata_project_deleted.json', 'project_deleted'],
    ['luisfernandezbr__jira__internal_testdata_sprint_deleted.json', 'sprint_deleted'],
    ['luisfernandezbr__jira__internal_testdata_user_updated.json', 'user_updated'],
    // That of `board_updated`, which is not fired here: all boards are told of alike.
    ['luisfernandezbr__jira__internal_testdata_board_updated.json', 'board_created'],
    ['luisfernandezbr__jira__internal_testdata_board_updated.json', 'board_deleted'],
    // These two are examples of Atlassian's guide.
    ['mia-platform__doc__3.json', 'project_created'],
    ['mia-platform__doc__4.json', 'jira:version_created'],
  ],
  confluence: [
    ['cadmiumkitty__taxonomies-for-confluence__src_test_resources_requests_PageCreated.json', 'page_created'],
    ['cadmiumkitty__taxonomies-for-confluence__src_test_resources_requests_PageUpdated.json', 'page_updated'],
    ['cadmiumkitty__taxonomies-for-confluence__src_test_resources_requests_BlogCreated.json', 'blog_created'],
    ['cadmiumkitty__taxonomies-for-confluence__src_test_resources_requests_BlogRemoved.json', 'blog_removed'],
  ],
} as const;

interface Difference {
  readonly path: RegExp;
  readonly why: string;
}

/** Fields that recorded deliveries have and ours have not. */
const MISSING: readonly Difference[] = [
  { path: /\.customfield_\d+/, why: 'the custom fields are those of the recorded site' },
  { path: /\.avatarId$/, why: 'icons are files here, not avatars with numbers' },
  { path: /\.projectCategory$/, why: 'the project of the test has no category' },
  { path: /\.issuerestriction$/, why: 'restrictions of issues are not emulated' },
  { path: /uthor\.(?:name|key|emailAddress)$/, why: 'recorded before people were account ids' },
];

/** Fields that ours have and recorded deliveries have not. */
const MORE: readonly Difference[] = [
  { path: /\.fields\.customfield_\d+$/, why: 'the custom fields are those of a site with Jira Software' },
  { path: /^sprint\.(?:self|createdDate|goal)$/, why: 'recorded in 2020; the REST API of today has them' },
  { path: /\.avatarUrls\.(?:24x24|32x32)$/, why: 'the example of the guide is shortened' },
  { path: /^(?:page|blog)\.(?:idAsString|spaceId)$/, why: 'in deliveries since 2024' },
  { path: /^suppressNotifications$/, why: 'in deliveries of 2026' },
  { path: /\.(?:hierarchyLevel|simplified)$/, why: 'came with team-managed projects' },
  { path: /\.fields\.statusCategory$/, why: 'in deliveries since 2024' },
  { path: /\.status\.description$/, why: 'left out of the recorded one' },
  { path: /\.(?:accountType|accountId)$/, why: 'recorded before people were account ids' },
  { path: /rogress\.percent$/, why: 'there is one where time was estimated or logged' },
];

/** Fields by their paths, those of lists of all items together; true for what is empty, of which nothing can be said. */
function fieldsOf(value: unknown, at: string, found: Map<string, boolean>): Map<string, boolean> {
  if (Array.isArray(value)) for (const one of value) fieldsOf(one, `${at}[]`, found);
  if (!isRecord(value)) return found;
  for (const [name, inner] of Object.entries(value)) {
    const path = at === '' ? name : `${at}.${name}`;
    const isEmpty = inner === null || (typeof inner === 'object' && Object.keys(inner).length === 0);
    found.set(path, isEmpty && found.get(path) !== false);
    fieldsOf(inner, path, found);
  }
  return found;
}

/** The outermost fields of one that the other has not, unless it has an empty one around them. */
function without(one: ReadonlyMap<string, boolean>, other: ReadonlyMap<string, boolean>): readonly string[] {
  return [...one.keys()].filter((path) => {
    const around = path.replace(/(?:\[\])*\.[^.]+$/, '');
    return !other.has(path) && (around === path || other.get(around) === false);
  });
}

describe.skipIf(!hasSharedFolder)('bodies of webhooks (needs ../shared, the reference material)', () => {
  test('have the fields of recorded deliveries, but for what is named here', async () => {
    const used = new Set<Difference>();
    const unexplained: string[] = [];
    const look = (event: string, what: string, paths: readonly string[], known: readonly Difference[]) => {
      for (const path of paths) {
        const difference = known.find((one) => one.path.test(path));
        if (difference === undefined) unexplained.push(`${event} ${what} ${path}`);
        else used.add(difference);
      }
    };
    for (const product of ['jira', 'confluence'] as const) {
      const listening = await startListening(product);
      await doEverything[product](listening);
      const bodies = await bodiesOf(listening);
      for (const [file, event] of RECORDED[product]) {
        const recorded: unknown = JSON.parse(readFileSync(sharedFile('corpus/webhooks', file), 'utf8'));
        const theirs = fieldsOf(recorded, '', new Map());
        const ours = new Map<string, boolean>();
        for (const one of bodies) if (one.event === event) fieldsOf(one.body, '', ours);
        expect(ours.size, event).toBeGreaterThan(0);
        look(event, 'lacks', without(theirs, ours), MISSING);
        look(event, 'has', without(ours, theirs), MORE);
      }
    }
    expect([...new Set(unexplained)]).toEqual([]);
    expect([...MISSING, ...MORE].filter((one) => !used.has(one)).map(({ why }) => why)).toEqual([]);
  });
});
