import type { Representation } from '../../../confluence/body/convert.ts';
import type { ContentFilter, ContentSort } from '../../../confluence/content-reader.ts';
import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import { contentOperations } from '../../../confluence/json/operations.ts';
import {
  BULK_FORMATS,
  embedded,
  labelV2,
  propertyV2,
  readBodyFormat,
  SINGLE_FORMATS,
  versionV2,
} from '../../../confluence/json/v2-common.ts';
import type { WriteV2 } from '../../../confluence/json/v2-content.ts';
import { CONTENT_STATUSES, type Content, type ContentStatus } from '../../../confluence/types.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  contentOf,
  jsonContext,
  viewer,
} from '../shared.ts';
import { listV2, readPart } from './paging.ts';
import { markOf } from './sorting.ts';

/** A kind of content in version 2 of the REST API, with a path of its own. */
export interface Kind {
  /** `pages` */
  readonly path: string;
  readonly isOf: (content: Content) => boolean;
  readonly write: WriteV2;
  readonly bulkFormats: readonly Representation[];
  readonly singleFormats: readonly Representation[];
}

export const PRIMARY_FORMATS = { bulkFormats: BULK_FORMATS, singleFormats: SINGLE_FORMATS } as const;

/** The content that a path names, where it is of the kind. @throws {Fault} where there is none that the caller sees */
export function kindOf(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  { isOf }: Pick<Kind, 'isOf'>,
): Content {
  const content = contentOf(c, deps);
  if (!isOf(content)) throw contentNotFound(content.id);
  return content;
}

/** Answers with a list of content. */
export function answerList(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  kind: Kind,
  query: Query,
  filter: ContentFilter,
  sort: ContentSort,
): Response {
  const form = readBodyFormat(query.text('body-format'), kind.bulkFormats);
  const part = readPart(query);
  const found = deps.confluence.reader.list(viewer(c, deps), filter, sort, part);
  const context = jsonContext(c, deps);
  return listV2(c, deps.host, part, found, (one) => kind.write(one, form, context), markOf(sort));
}

/** Answers with one thing, and what of it was asked to be included. */
export function answerOne(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  kind: Kind,
  content: Content,
): Response {
  const query = new Query(c);
  const form = readBodyFormat(query.text('body-format'), kind.singleFormats);
  const version = query.count('version', 0);
  const { reader } = deps.confluence;
  const statuses = query.list('status') ?? ['current', 'archived', 'trashed', 'deleted'];
  const isDraft = content.status === 'draft' && (query.flag('get-draft') || statuses.includes('draft'));
  if (!isDraft && !statuses.includes(content.status) && version === 0) throw contentNotFound(content.id);
  if (version > 0 && reader.version(content, version) === undefined) throw contentNotFound(content.id);
  return c.json(written(c, deps, kind, content, form, version === 0 ? undefined : version));
}

/** One thing as it is answered, also after it was changed. */
export function written(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  kind: Kind,
  content: Content,
  form: Representation | undefined,
  version?: number,
): Readonly<Record<string, unknown>> {
  const context = jsonContext(c, deps);
  const json = kind.write(content, form, context, version);
  const { _links: links, ...rest } = json;
  return {
    ...rest,
    ...included(c, deps, kind, content),
    _links: { ...(typeof links === 'object' ? links : {}), base: deps.host.baseUrl },
  };
}

function included(c: ConfluenceRequest, deps: ConfluenceRestDeps, { path }: Kind, content: Content) {
  const query = new Query(c);
  const context = jsonContext(c, deps);
  const { labels, properties, reader } = deps.confluence;
  const owner = { type: 'content', id: content.id } as const;
  const at = (name: string) => `/api/v2/${path}/${content.id}/${name}`;
  return {
    ...(query.flag('include-labels')
      ? { labels: embedded(labels.of(owner).map(labelV2), at('labels'), context) }
      : {}),
    ...(query.flag('include-properties')
      ? { properties: embedded(properties.of(owner).map(propertyV2), at('properties'), context) }
      : {}),
    ...(query.flag('include-operations')
      ? { operations: embedded(contentOperations(content, context), at('operations'), context) }
      : {}),
    ...(query.flag('include-versions')
      ? { versions: embedded(reader.versions(content).map(versionV2), at('versions'), context) }
      : {}),
    ...(query.text('include-version') === 'false' ? { version: undefined } : {}),
  };
}

/** @param allowed the ones that may be asked for, of which `deleted` is a word for what is not there any more */
export function readStatuses(query: Query, otherwise: readonly ContentStatus[]): readonly ContentStatus[] {
  const given = query.list('status');
  if (given === undefined) return otherwise;
  return given.flatMap((text) => {
    const status = CONTENT_STATUSES.find((one) => one === text);
    if (status !== undefined) return [status];
    if (text === 'any') return CONTENT_STATUSES;
    // What was deleted for good is not here, and what was historical is a version.
    if (text === 'deleted' || text === 'historical') return [];
    throw new Fault(
      'invalid',
      `Provided value {${text}} for 'status' is not the correct type. Expected type is ContentStatus`,
    );
  });
}
