import { isRepresentation, type Representation } from '../body/convert.ts';
import { Fault } from '../fault.ts';
import type { Content, ContentVersion, Label, Property } from '../types.ts';
import { bodyAs, isoTime, type JsonContext, restId, webui } from './common.ts';

export function versionV2({ number, author, created, message, isMinor }: ContentVersion) {
  return {
    number,
    message,
    minorEdit: isMinor,
    authorId: author,
    createdAt: isoTime(created),
    ncsStepVersion: null,
  };
}

export function labelV2({ id, name, prefix }: Label) {
  return { id: String(id), name, prefix };
}

export function propertyV2({ id, key, value, version, owner, created }: Property) {
  const { number, author, message, isMinor } = version;
  const createdAt = isoTime(version.created);
  return owner.type === 'space'
    ? {
        id: String(id),
        key,
        value,
        createdAt: isoTime(created),
        createdBy: author,
        version: { number, message, createdAt, createdBy: author },
      }
    : {
        id: String(id),
        key,
        value,
        version: { number, message, minorEdit: isMinor, authorId: author, createdAt },
      };
}

/** The form of a body that was asked for. @throws {Fault} for what is none of the ones that may be */
export function readBodyFormat(
  text: string | undefined,
  forms: readonly Representation[],
): Representation | undefined {
  if (text === undefined || text === '') return undefined;
  if (isRepresentation(text) && forms.includes(text)) return text;
  throw new Fault(
    'invalid',
    `Provided value {${text}} for 'body-format' is not the correct type. Expected one of ${forms.join(', ')}`,
  );
}

export const BULK_FORMATS = ['storage', 'atlas_doc_format'] as const;
export const SINGLE_FORMATS = [
  ...BULK_FORMATS,
  'view',
  'export_view',
  'anonymous_export_view',
  'styled_view',
  'editor',
] as const;

export function bodyV2(
  content: Content,
  form: Representation | undefined,
  context: JsonContext,
  number?: number,
) {
  if (form === undefined) return {};
  return { [form]: { representation: form, value: bodyAs(content, form, context, number) } };
}

/** What content is in, by the name that version 2 has for it. */
export function containerV2({ containerId }: Content, { confluence, viewer }: JsonContext) {
  const container = containerId === null ? undefined : confluence.reader.find(viewer, containerId);
  if (container === undefined) return {};
  switch (container.type) {
    case 'page':
      return { pageId: String(container.id) };
    case 'blogpost':
      return { blogPostId: String(container.id) };
    case 'attachment':
      return { attachmentId: restId(container) };
    default:
      return { customContentId: String(container.id) };
  }
}

export function linksV2(content: Content, context: JsonContext) {
  return { webui: webui(content, context) };
}

/** A list inside of something that was written. */
export function embedded<T>(results: readonly T[], self: string, { host }: JsonContext) {
  return { results, meta: { hasMore: false }, _links: { self: `${host.contextPath}${self}` } };
}
