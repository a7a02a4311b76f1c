import type { JsonObject } from '../../core/json.ts';
import type { BlockOptions } from './jira-blocks.ts';
import { at } from './world.ts';

const HOUR = 3_600_000;
const SPACE_ID = 65538;
/** Between the ids of one sample and those of the next. */
const ID_STEP = 100;

/** @property id an id of its own for something that is made up */
interface Place {
  readonly baseUrl: string;
  readonly now: number;
  readonly person: JsonObject;
  readonly space: JsonObject;
  readonly id: (base: number) => string;
}

type Entity = (id: string, contentType: string, title: string | undefined, path: string) => JsonObject;

/**
 * What a Confluence site of the bundled samples is made of, in the forms of today's deliveries of the cloud.
 * @param person who does it all, as Jira has people
 */
export function createConfluenceBlocks({ baseUrl, now, serial, known }: BlockOptions, person: JsonObject) {
  const accountId = at(person, 'accountId') ?? null;
  const space = known.space ?? spaceBlock(baseUrl, now, person, known.page);
  const key = textAt(space, 'key');
  const entity: Entity = (id, contentType, title, path) => ({
    idAsString: id,
    creatorAccountId: accountId,
    spaceKey: key,
    spaceId: at(space, 'id') ?? SPACE_ID,
    modificationDate: now,
    lastModifierAccountId: accountId,
    self: `${baseUrl}${path}`,
    id,
    ...(title === undefined ? {} : { title }),
    creationDate: now - HOUR,
    contentType,
    version: 1,
  });
  const on: Place = { baseUrl, now, person, space, id: (base) => String(base + serial * ID_STEP) };
  const [pageId, blogId, commentId] = [on.id(98305), on.id(98310), on.id(98320)];
  const pagePath = `/spaces/${key}/pages/${pageId}/A+sample+page`;
  const page = known.page ?? entity(pageId, 'page', 'A sample page', pagePath);
  const pageSelf = textAt(page, 'self').slice(baseUrl.length);
  return {
    page,
    space,
    blog: entity(
      blogId,
      'blogpost',
      'A sample post',
      `/spaces/${key}/blog/2026/11/21/${blogId}/A+sample+post`,
    ),
    contentComment: {
      ...entity(commentId, 'comment', undefined, `${pageSelf}?focusedCommentId=${commentId}`),
      parent: page,
    },
    contentAttachment: attachmentBlock(on, entity, page),
    customContent: customContentBlock(on, page),
    label: { name: 'sample', prefix: 'global', title: 'sample', self: `${baseUrl}/label/sample` },
  };
}

const textAt = (value: JsonObject, name: string) => String(at(value, name) ?? '');

function attachmentBlock({ baseUrl, id }: Place, entity: Entity, page: JsonObject): JsonObject {
  const path = `/download/attachments/${textAt(page, 'id')}/sample.txt?version=1&api=v2`;
  return {
    ...entity(`att${id(98330)}`, 'attachment', undefined, path),
    self: `${baseUrl}${path}`,
    fileName: 'sample.txt',
    comment: '',
    fileSize: 12,
  };
}

/** @param page one that is known to be in it */
function spaceBlock(
  baseUrl: string,
  now: number,
  person: JsonObject,
  page: JsonObject | undefined,
): JsonObject {
  const accountId = at(person, 'accountId') ?? null;
  const key = page === undefined ? 'DS' : textAt(page, 'spaceKey');
  return {
    id: at(page, 'spaceId') ?? SPACE_ID,
    key,
    title: 'Demonstration space',
    description: '',
    isPersonalSpace: false,
    self: `${baseUrl}/spaces/${key}`,
    homePage: { id: '98304' },
    creatorAccountId: accountId,
    creationDate: now - HOUR,
    lastModifierAccountId: accountId,
    modificationDate: now - HOUR,
  };
}

/** As version 1 of the REST API answers content, with what it leaves out named in `_expandable`. */
function customContentBlock(on: Place, page: JsonObject): JsonObject {
  const { baseUrl } = on;
  const id = on.id(98340);
  const path = `/rest/api/content/${id}`;
  const key = textAt(on.space, 'key');
  return {
    id,
    type: 'ac:my-addon:sample',
    status: 'current',
    title: 'A sample of custom content',
    space: spaceOfContent(on),
    history: {
      latest: true,
      createdBy: knownPerson(on),
      createdDate: new Date(on.now).toISOString(),
      _expandable: { lastUpdated: '', previousVersion: '', contributors: '', nextVersion: '' },
      _links: { self: `${baseUrl}${path}/history` },
    },
    version: versionOfContent(on, path),
    macroRenderedOutput: {},
    extensions: { position: 1 },
    metadata: {
      labels: { results: [], start: 0, limit: 200, size: 0, _links: { self: `${baseUrl}${path}/label` } },
      _expandable: { properties: '' },
    },
    _expandable: {
      container: `/rest/api/content/${textAt(page, 'id')}`,
      restrictions: `${path}/restriction/byOperation`,
      ancestors: '',
      body: '',
      descendants: `${path}/descendant`,
      childTypes: '',
      schedulePublishDate: '',
      operations: '',
      children: `${path}/child`,
    },
    _links: {
      context: '/wiki',
      webui: `/display/${key}/ac%3Amy-addon%3Asample/A+sample+of+custom+content`,
      self: `${baseUrl}${path}`,
      collection: '/rest/api/content',
      base: baseUrl,
    },
  };
}

function spaceOfContent({ baseUrl, space }: Place): JsonObject {
  const key = textAt(space, 'key');
  const home = at(space, 'homePage', 'id') ?? '98304';
  const left = ['settings', 'metadata', 'operations', 'lookAndFeel', 'permissions', 'icon', 'description'];
  return {
    id: at(space, 'id') ?? SPACE_ID,
    key,
    name: at(space, 'title') ?? null,
    type: 'global',
    status: 'current',
    _expandable: {
      ...Object.fromEntries([...left, 'theme', 'history'].map((name) => [name, ''])),
      settings: `/rest/api/space/${key}/settings`,
      homepage: `/rest/api/content/${String(home)}`,
    },
    _links: { webui: `/spaces/${key}`, self: `${baseUrl}/rest/api/space/${key}` },
  };
}

function versionOfContent(on: Place, path: string): JsonObject {
  return {
    by: knownPerson(on),
    when: new Date(on.now).toISOString(),
    friendlyWhen: 'just a moment ago',
    message: '',
    number: 1,
    minorEdit: false,
    ncsStepVersion: null,
    ncsStepVersionSource: null,
    confRev: null,
    contentTypeModified: false,
    _expandable: { collaborators: '', content: `${path}/version/1` },
    _links: { self: `${on.baseUrl}${path}/version/1` },
  };
}

/** A person as Confluence's REST API has one. */
function knownPerson({ baseUrl, person }: Place): JsonObject {
  const name = at(person, 'displayName') ?? null;
  const accountId = String(at(person, 'accountId') ?? '');
  return {
    type: 'known',
    accountId,
    accountType: 'atlassian',
    email: '',
    publicName: name,
    profilePicture: { path: '/wiki/aa-avatar/sample', width: 48, height: 48, isDefault: false },
    displayName: name,
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${baseUrl}/rest/api/user?${new URLSearchParams({ accountId })}` },
  };
}
