import { REPRESENTATIONS, type Representation } from '../body/convert.ts';
import { type Content, OPERATIONS } from '../types.ts';
import { bodyAs, downloadPath, isoTime, type JsonContext, restId, webui } from './common.ts';
import { Expansion } from './expand.ts';
import { contentOperations } from './operations.ts';
import { labelsV1 } from './v1-labels.ts';
import { personV1 } from './v1-people.ts';
import { propertyV1 } from './v1-properties.ts';
import { restrictionV1 } from './v1-restrictions.ts';
import { spaceV1 } from './v1-space.ts';
import { versionV1 } from './v1-version.ts';

/** What is written out where a caller does not say. */
export const DEFAULT_EXPAND = Expansion.parse(['space,history,version']);

const EMBEDDED_LIMIT = 25;

/** Content as version 1 of the REST API writes it. @param number of a former version, whose title and body are meant */
export function contentV1(
  content: Content,
  expand: Expansion,
  context: JsonContext,
  number?: number,
): Readonly<Record<string, unknown>> {
  const { host } = context;
  const id = restId(content);
  const self = `/rest/api/content/${id}`;
  const parts = partsOf(content, expand, context, number);
  const open = Object.entries(expandable(content, self)).filter(([name]) => !(name in parts));
  const isFormer = number !== undefined && number !== content.version.number;
  const title = isFormer ? context.confluence.reader.version(content, number)?.title : content.title;
  return {
    id,
    type: content.type,
    status: isFormer ? 'historical' : content.status,
    title: title ?? content.title,
    ...parts,
    macroRenderedOutput: {},
    extensions: extensionsOf(content),
    _expandable: Object.fromEntries(open),
    _links: {
      self: `${host.baseUrl}${self}`,
      webui: webui(content, context),
      ...(content.type === 'page'
        ? { edituiv2: `/spaces/${content.spaceKey}/pages/edit-v2/${id}`, tinyui: `/x/${id}` }
        : {}),
      ...(content.type === 'attachment' ? { download: downloadPath(content) } : {}),
    },
  };
}

function partsOf(content: Content, expand: Expansion, context: JsonContext, number: number | undefined) {
  const { confluence, viewer } = context;
  const space = () => confluence.spaces.byId(viewer, content.spaceId);
  return {
    ...(expand.has('space') ? { space: spaceV1(space(), expand.at('space'), context) } : {}),
    ...(expand.has('container') ? { container: containerOf(content, expand.at('container'), context) } : {}),
    ...(expand.has('history') ? { history: historyV1(content, expand.at('history'), context) } : {}),
    ...(expand.has('version') ? { version: currentVersion(content, context, number) } : {}),
    ...(expand.has('ancestors')
      ? {
          ancestors: confluence.reader
            .ancestors(content)
            .map((one) => contentV1(one, expand.at('ancestors'), context)),
        }
      : {}),
    ...(expand.has('body') ? { body: bodiesOf(content, expand.at('body'), context, number) } : {}),
    ...(expand.has('metadata') ? { metadata: metadataOf(content, expand.at('metadata'), context) } : {}),
    ...(expand.has('children') ? { children: childrenV1(content, expand.at('children'), context) } : {}),
    ...(expand.has('descendants')
      ? { descendants: childrenV1(content, expand.at('descendants'), context, true) }
      : {}),
    ...(expand.has('restrictions')
      ? {
          restrictions: Object.fromEntries(
            OPERATIONS.map((one) => [one, restrictionV1(content, one, context)]),
          ),
        }
      : {}),
    ...(expand.has('operations') ? { operations: contentOperations(content, context) } : {}),
    ...(expand.has('childTypes') ? { childTypes: childTypesOf(content, context) } : {}),
  };
}

/** The parts that there are of `expand`, beside which others were asked for. */
export const EXPANDED_PARTS: ReadonlySet<string> = new Set([
  ...['space', 'container', 'history', 'version', 'ancestors', 'body', 'metadata', 'children', 'descendants'],
  ...['restrictions', 'operations', 'childTypes', 'extensions', 'macroRenderedOutput'],
]);

function expandable({ containerId, spaceKey }: Content, self: string): Readonly<Record<string, string>> {
  return {
    container: containerId === null ? `/rest/api/space/${spaceKey}` : `/rest/api/content/${containerId}`,
    metadata: '',
    restrictions: `${self}/restriction/byOperation`,
    history: `${self}/history`,
    ancestors: '',
    body: '',
    version: '',
    descendants: `${self}/descendant`,
    space: `/rest/api/space/${spaceKey}`,
    childTypes: '',
    schedulePublishDate: '',
    operations: '',
    children: `${self}/child`,
  };
}

function extensionsOf({ type, position, detail }: Content) {
  const { file, location, inline, resolution } = detail;
  if (file !== undefined) {
    return {
      mediaType: file.mediaType,
      fileSize: file.size,
      comment: file.comment,
      mediaTypeDescription: '',
      fileId: file.fileId,
    };
  }
  if (type !== 'comment') return { position };
  return {
    location: location ?? 'footer',
    ...(inline === undefined
      ? {}
      : {
          inlineProperties: { originalSelection: inline.selection, markerRef: inline.markerRef },
          resolution: { status: resolution?.isResolved === true ? 'resolved' : 'open' },
        }),
  };
}

function containerOf(content: Content, expand: Expansion, context: JsonContext) {
  const { spaces, reader } = context.confluence;
  const container =
    content.containerId === null ? undefined : reader.find(context.viewer, content.containerId);
  return container === undefined
    ? spaceV1(spaces.byId(context.viewer, content.spaceId), expand, context)
    : contentV1(container, expand, context);
}

function currentVersion(content: Content, context: JsonContext, number: number | undefined) {
  const version = number === undefined ? undefined : context.confluence.reader.version(content, number);
  const shown = version ?? content.version;
  return versionV1(shown, `content/${restId(content)}/version/${shown.number}`, context);
}

/** When content was made and changed. */
export function historyV1(content: Content, expand: Expansion, context: JsonContext) {
  const { reader } = context.confluence;
  const id = restId(content);
  const number = content.version.number;
  const version = (wanted: number) => {
    const found = reader.version(content, wanted);
    return found === undefined ? undefined : versionV1(found, `content/${id}/version/${wanted}`, context);
  };
  const authors = () => [...new Set(reader.versions(content).map(({ author }) => author))];
  const parts = {
    ...(expand.has('lastUpdated') ? { lastUpdated: version(number) } : {}),
    ...(expand.has('previousVersion') && number > 1 ? { previousVersion: version(number - 1) } : {}),
    ...(expand.has('contributors')
      ? {
          contributors: {
            publishers: {
              users: authors().map((author) => personV1(author, context)),
              userKeys: authors(),
              _expandable: {},
              _links: {},
            },
          },
        }
      : {}),
  };
  const open = ['lastUpdated', 'previousVersion', 'contributors', 'nextVersion'].filter(
    (name) => !(name in parts),
  );
  return {
    latest: true,
    createdBy: personV1(content.creator, context),
    createdDate: isoTime(content.created),
    ...parts,
    _expandable: Object.fromEntries(open.map((name) => [name, ''])),
    _links: { self: `${context.host.baseUrl}/rest/api/content/${id}/history` },
  };
}

function bodiesOf(content: Content, expand: Expansion, context: JsonContext, number: number | undefined) {
  const wanted = REPRESENTATIONS.filter((one) => expand.has(one));
  const written = wanted.map(
    (representation) => [representation, bodyV1(content, representation, context, number)] as const,
  );
  const open = REPRESENTATIONS.filter((one) => one !== 'raw' && one !== 'wiki' && !wanted.includes(one));
  return { ...Object.fromEntries(written), _expandable: Object.fromEntries(open.map((name) => [name, ''])) };
}

function bodyV1(
  content: Content,
  representation: Representation,
  context: JsonContext,
  number: number | undefined,
) {
  return {
    value: bodyAs(content, representation, context, number),
    representation,
    embeddedContent: [],
    _expandable: { content: `/rest/api/content/${restId(content)}` },
  };
}

function metadataOf(content: Content, expand: Expansion, context: JsonContext) {
  const owner = { type: 'content', id: content.id } as const;
  const properties = expand.at('properties');
  const wanted = context.confluence.properties
    .of(owner)
    .filter(({ key }) => properties.names().length === 0 || properties.has(key));
  return {
    ...(expand.has('labels') ? { labels: labelsV1(owner, context) } : {}),
    ...(expand.has('properties')
      ? {
          properties: {
            ...Object.fromEntries(
              wanted.map((one) => [one.key, propertyV1(one, `content/${restId(content)}`, context)]),
            ),
            _links: { self: `${context.host.baseUrl}/rest/api/content/${restId(content)}/property` },
          },
        }
      : {}),
    ...(content.detail.file === undefined
      ? {}
      : { mediaType: content.detail.file.mediaType, comment: content.detail.file.comment }),
    _expandable: Object.fromEntries(
      ['labels', 'properties'].filter((name) => !expand.has(name)).map((name) => [name, '']),
    ),
  };
}

const CHILD_TYPES = ['attachment', 'comment', 'page'] as const;

/** What belongs to content, by type. @param isDeep also what is further down */
export function childrenV1(content: Content, expand: Expansion, context: JsonContext, isDeep = false) {
  const path = `/rest/api/content/${restId(content)}/${isDeep ? 'descendant' : 'child'}`;
  const lists = CHILD_TYPES.filter((type) => expand.has(type)).map((type) => {
    const found = context.confluence.reader.list(
      context.viewer,
      { types: [type], statuses: ['current'], ...childFilter(content, type, isDeep) },
      { column: 'position', isDescending: false },
      { limit: EMBEDDED_LIMIT },
    );
    const results = found.slice(0, EMBEDDED_LIMIT).map((one) => contentV1(one, expand.at(type), context));
    return [
      type,
      {
        results,
        start: 0,
        limit: EMBEDDED_LIMIT,
        size: results.length,
        _links: { self: `${context.host.baseUrl}${path}/${type}` },
      },
    ] as const;
  });
  const open = CHILD_TYPES.filter((type) => !expand.has(type)).map(
    (type) => [type, `${path}/${type}`] as const,
  );
  return {
    ...Object.fromEntries(lists),
    _expandable: Object.fromEntries(open),
    _links: { self: `${context.host.baseUrl}${path}` },
  };
}

/** What is a child of a type: pages stand below pages, answers below comments, the rest is attached. */
export function childFilter(content: Content, type: string, isDeep = false) {
  if (type === 'page')
    return isDeep ? { below: { id: content.id, depth: undefined } } : { parentId: content.id };
  if (type === 'comment' && content.type === 'comment') {
    return isDeep ? { below: { id: content.id, depth: undefined } } : { parentId: content.id };
  }
  if (type === 'comment')
    return isDeep ? { containerId: content.id } : { containerId: content.id, parentId: null };
  return { containerId: content.id };
}

function childTypesOf(content: Content, { confluence, viewer }: JsonContext) {
  const has = (type: string) =>
    confluence.reader.list(
      viewer,
      { types: [type], statuses: ['current'], ...childFilter(content, type) },
      { column: 'id', isDescending: false },
      { limit: 1 },
    ).length > 0;
  return Object.fromEntries(CHILD_TYPES.map((type) => [type, { value: has(type), _links: {} }]));
}
