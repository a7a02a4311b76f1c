import type { JsonObject } from '../../core/json.ts';
import { PERSON_ID } from './world.ts';

const HOUR = 3_600_000;
const SPACE_ID = 65538;

/** What a Confluence site of the bundled samples is made of, in the forms of today's deliveries of the cloud. */
export function createConfluenceBlocks(baseUrl: string, now: number) {
  const entity = (id: number, contentType: string, title: string | undefined, path: string): JsonObject => ({
    idAsString: String(id),
    creatorAccountId: PERSON_ID,
    spaceKey: 'DS',
    spaceId: SPACE_ID,
    modificationDate: now,
    lastModifierAccountId: PERSON_ID,
    self: `${baseUrl}${path}`,
    id,
    ...(title === undefined ? {} : { title }),
    creationDate: now - HOUR,
    contentType,
    version: 1,
  });
  const page = entity(98305, 'page', 'A sample page', '/spaces/DS/pages/98305/A+sample+page');
  return {
    page,
    blog: entity(98310, 'blogpost', 'A sample post', '/spaces/DS/blog/2026/11/21/98310/A+sample+post'),
    contentComment: {
      ...entity(98320, 'comment', undefined, '/spaces/DS/pages/98305/A+sample+page?focusedCommentId=98320'),
      parent: page,
    },
    contentAttachment: attachmentBlock(baseUrl, entity),
    space: spaceBlock(baseUrl, now),
    customContent: customContentBlock(baseUrl, now),
    label: { name: 'sample', prefix: 'global', title: 'sample', self: `${baseUrl}/label/sample` },
  };
}

function attachmentBlock(
  baseUrl: string,
  entity: (id: number, contentType: string, title: string | undefined, path: string) => JsonObject,
): JsonObject {
  return {
    ...entity(98330, 'attachment', undefined, '/download/attachments/98305/sample.txt'),
    self: `${baseUrl}/download/attachments/98305/sample.txt?version=1&api=v2`,
    fileName: 'sample.txt',
    comment: '',
    fileSize: 12,
  };
}

function spaceBlock(baseUrl: string, now: number): JsonObject {
  return {
    id: SPACE_ID,
    key: 'DS',
    title: 'Demonstration space',
    description: '',
    isPersonalSpace: false,
    self: `${baseUrl}/spaces/DS`,
    homePage: { id: '98304' },
    creatorAccountId: PERSON_ID,
    creationDate: now - HOUR,
    lastModifierAccountId: PERSON_ID,
    modificationDate: now - HOUR,
  };
}

function customContentBlock(baseUrl: string, now: number): JsonObject {
  const person: JsonObject = {
    type: 'known',
    accountId: PERSON_ID,
    accountType: 'atlassian',
    email: '',
    publicName: 'Mia Krystof',
    displayName: 'Mia Krystof',
  };
  const when = new Date(now).toISOString();
  return {
    id: '98340',
    type: 'ac:my-addon:sample',
    status: 'current',
    title: 'A sample of custom content',
    space: {
      id: SPACE_ID,
      key: 'DS',
      name: 'Demonstration space',
      type: 'global',
      status: 'current',
      _links: { webui: '/spaces/DS', self: `${baseUrl}/rest/api/space/DS` },
    },
    history: { latest: true, createdBy: person, createdDate: when },
    version: {
      by: person,
      when,
      friendlyWhen: 'just a moment ago',
      message: '',
      number: 1,
      minorEdit: false,
    },
    metadata: { labels: { results: [], start: 0, limit: 200, size: 0 } },
    _expandable: {
      container: '/rest/api/content/98305',
      body: '',
      children: '/rest/api/content/98340/child',
    },
    _links: {
      context: '/wiki',
      webui: '/display/DS/ac%3Amy-addon%3Asample/A+sample+of+custom+content',
      self: `${baseUrl}/rest/api/content/98340`,
      collection: '/rest/api/content',
      base: baseUrl,
    },
  };
}
