import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../src/catalog/products.ts';
import { findEvent } from '../../src/catalog/webhook-events.ts';
import { createSample, createWorld } from '../../src/webhook/samples/sample.ts';
import { compareShapes } from '../support/json-shape.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** Where a sample differs from a recorded delivery, and why it is right to. */
interface KnownDifference {
  readonly paths: RegExp;
  readonly why: string;
}

const SITE_OF_ITS_OWN: readonly KnownDifference[] = [
  { paths: /\.customfield_\*$/, why: 'every site has custom fields of its own; a sample has none' },
  { paths: /\.projectCategory$/, why: 'projects may be in a category; that of the sample is in none' },
  {
    paths: /\.assignee(?:\.|$)/,
    why: 'the issue of the sample has an assignee; many of the recorded ones have none',
  },
  {
    paths: /\.(?:labels|components|fixVersions|issuelinks|subtasks|attachment)\[\]$/,
    why: 'lists that are empty on one side',
  },
  {
    paths: /\.timetracking\.|\.(?:aggregate)?progress\.percent$/,
    why: 'work is logged on the recorded issue',
  },
  { paths: /^issue\.fields\.priority$/, why: 'a project whose issues have no priority' },
];

const OLDER_THAN_TODAY: readonly KnownDifference[] = [
  {
    paths: /(?:user|author|updateAuthor|creator|reporter|assignee)\.(?:name|key|emailAddress)$/,
    why: 'personal data went with the GDPR migration of 2019',
  },
  {
    paths: /(?:user|author|updateAuthor|creator|reporter|assignee|projectLead)\.(?:accountId|accountType)$/,
    why: 'account ids came with it',
  },
  { paths: /\.hierarchyLevel$/, why: 'came with levels of issue types in 2021' },
  {
    paths: /\.(?:simplified|projectTypeKey|statuscategorychangedate|security|duedate|avatarId)$/,
    why: 'came with projects that teams manage, or is not sent by a server',
  },
  { paths: /\.issuerestriction$/, why: 'came in 2020' },
  { paths: /^issue\.fields\.statusCategory$/, why: 'a field of its own since about 2024' },
  {
    paths: /^issue\.fields\.(?:comment|worklog)$/,
    why: 'an issue in a delivery carried them before they had events of their own',
  },
  { paths: /^changelog$/, why: 'new issues come with a changelog since about 2018' },
  { paths: /\.tmp(?:From|To)AccountId$/, why: 'changes of people carry account ids for the time being' },
  { paths: /\.status\.description$/, why: 'an answer of today has it, empty or not' },
  { paths: /\.(?:idAsString|spaceId)$/, why: 'came later: deliveries of 2026 have them' },
  { paths: /^(?:page|blog)\.id$/, why: 'a number then, and a text in deliveries of 2026' },
  { paths: /^suppressNotifications$/, why: 'came later: deliveries of 2026 have it' },
];

const ODDITIES: Readonly<Record<string, readonly KnownDifference[]>> = {
  'luisfernandezbr__jira__internal_testdata_sprint_deleted.json': [
    {
      paths: /^sprint\.(?:self|createdDate|goal)$/,
      why: 'a sprint that is gone is told of in short; other deliveries are not recorded, and carry the sprint of REST',
    },
  ],
  'mobitel-ltd__jira-to-matrix__test_fixtures_webhooks_comment_deleted.json': [
    { paths: /^(?:label|level|message|timestamp)$/, why: 'a logger has put its own fields over the body' },
  ],
  'mobitel-ltd__jira-to-matrix__test_fixtures_webhooks_project_created.json': [
    { paths: /^(?:label|level|message|timestamp)$/, why: 'a logger has put its own fields over the body' },
    { paths: /\.projectLead\./, why: 'cut by hand' },
  ],
  'mia-platform__doc__3.json': [{ paths: /\.avatarUrls\./, why: 'an example in a document, cut by hand' }],
};

/** Data Center speaks an older dialect: bodies that tell less, or more. */
const SERVER: readonly KnownDifference[] = [
  { paths: /^(?:issue|user|changelog)$/, why: 'of comments, Data Center tells the person and not the issue' },
  { paths: /^comment\.jsdPublic$/, why: 'Jira Service Management of the cloud' },
  { paths: /\.fieldId$/, why: 'the cloud has it' },
];

const rows = hasSharedFolder
  ? readFileSync(sharedFile('corpus', 'webhooks.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => {
        const [file = '', event = '', , , , flavour = ''] = row.split('\t');
        return { file, event, flavour };
      })
  : [];
const webhooks = rows.filter(({ event }) => !event.startsWith('lifecycle:'));

function difference({ file, event, flavour }: (typeof rows)[number]) {
  const product: Product = event.startsWith('confluence:') ? 'confluence' : 'jira';
  const known = findEvent(event.replace('confluence:', ''), product);
  if (known === undefined) throw new Error(`the catalogue has no ${event}`);
  const real: unknown = JSON.parse(readFileSync(sharedFile('corpus', 'webhooks', file), 'utf8'));
  const sample = createSample(known, createWorld({ product, now: 0 }));
  const { missing, added, otherKind } = compareShapes(real, sample);
  const reasons = [
    ...SITE_OF_ITS_OWN,
    ...OLDER_THAN_TODAY,
    ...(ODDITIES[file] ?? []),
    ...(flavour.startsWith('jira-server') ? SERVER : []),
  ];
  return { paths: [...missing, ...added, ...otherKind], reasons };
}

describe.skipIf(!hasSharedFolder)(
  'samples have the fields of recorded deliveries (needs the shared folder)',
  () => {
    const used = new Set<KnownDifference>();

    test.each(webhooks)('$event as in $file', (row) => {
      const { paths, reasons } = difference(row);
      const unexplained = paths.filter((path) => {
        const reason = reasons.find((one) => one.paths.test(path));
        if (reason !== undefined) used.add(reason);
        return reason === undefined;
      });
      expect(unexplained).toEqual([]);
    });

    test('and no reason for a difference is there in vain', () => {
      const all = [...SITE_OF_ITS_OWN, ...OLDER_THAN_TODAY, ...SERVER, ...Object.values(ODDITIES).flat()];
      expect(all.filter((reason) => !used.has(reason)).map(({ why }) => why)).toEqual([]);
    });
  },
);
