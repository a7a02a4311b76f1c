import type { Representation } from '../body/convert.ts';
import type { Content } from '../types.ts';
import { downloadPath, isoTime, type JsonContext, restId, webui } from './common.ts';
import { bodyV2, containerV2, linksV2, versionV2 } from './v2-common.ts';

/** How content of each kind is written in version 2 of the REST API. */
export type WriteV2 = (
  content: Content,
  form: Representation | undefined,
  context: JsonContext,
  number?: number,
) => Readonly<Record<string, unknown>>;

/** Title, version and status, as they were with a former version. */
function common(content: Content, context: JsonContext, number: number | undefined) {
  const isFormer = number !== undefined && number !== content.version.number;
  const former = isFormer ? context.confluence.reader.version(content, number) : undefined;
  return {
    id: restId(content),
    status: former === undefined ? content.status : 'historical',
    title: former?.title ?? content.title,
    version: versionV2(former ?? content.version),
  };
}

export const pageV2: WriteV2 = (content, form, context, number) => ({
  ...common(content, context, number),
  spaceId: String(content.spaceId),
  parentId: content.parentId === null ? null : String(content.parentId),
  parentType: parentType(content, context),
  position: content.position,
  authorId: content.creator,
  ownerId: content.creator,
  lastOwnerId: null,
  createdAt: isoTime(content.created),
  body: bodyV2(content, form, context, number),
  _links: {
    webui: webui(content, context),
    editui: `/pages/resumedraft.action?draftId=${content.id}`,
    edituiv2: `/spaces/${content.spaceKey}/pages/edit-v2/${content.id}`,
    tinyui: `/x/${content.id}`,
  },
});

/** Folders, whiteboards, databases and links in the tree. */
export const nodeV2: WriteV2 = (content, _form, context, number) => ({
  ...common(content, context, number),
  type: content.type,
  spaceId: String(content.spaceId),
  parentId: content.parentId === null ? null : String(content.parentId),
  parentType: parentType(content, context),
  position: content.position,
  authorId: content.creator,
  ownerId: content.creator,
  createdAt: isoTime(content.created),
  ...(content.detail.embedUrl === undefined ? {} : { embedUrl: content.detail.embedUrl }),
  _links: linksV2(content, context),
});

function parentType({ parentId }: Content, { confluence }: JsonContext): string | null {
  return parentId === null ? null : (confluence.reader.typeOf(parentId) ?? null);
}

export const blogPostV2: WriteV2 = (content, form, context, number) => ({
  ...common(content, context, number),
  spaceId: String(content.spaceId),
  authorId: content.creator,
  createdAt: isoTime(content.created),
  body: bodyV2(content, form, context, number),
  _links: {
    webui: webui(content, context),
    editui: `/pages/resumedraft.action?draftId=${content.id}`,
    tinyui: `/x/${content.id}`,
  },
});

export const footerCommentV2: WriteV2 = (content, form, context, number) => ({
  ...common(content, context, number),
  ...containerV2(content, context),
  ...(content.parentId === null ? {} : { parentCommentId: String(content.parentId) }),
  body: bodyV2(content, form, context, number),
  _links: linksV2(content, context),
});

export const inlineCommentV2: WriteV2 = (content, form, context, number) => {
  const { inline, resolution } = content.detail;
  return {
    ...footerCommentV2(content, form, context, number),
    resolutionStatus:
      resolution?.isResolved === true ? 'resolved' : resolution === undefined ? 'open' : 'reopened',
    ...(resolution === undefined
      ? {}
      : { resolutionLastModifierId: resolution.by, resolutionLastModifiedAt: isoTime(resolution.at) }),
    ...(inline === undefined
      ? {}
      : {
          properties: {
            inlineMarkerRef: inline.markerRef,
            inlineOriginalSelection: inline.selection,
            'inline-marker-ref': inline.markerRef,
            'inline-original-selection': inline.selection,
          },
        }),
  };
};

export const commentV2: WriteV2 = (content, ...rest) =>
  (content.detail.location === 'inline' ? inlineCommentV2 : footerCommentV2)(content, ...rest);

export const attachmentV2: WriteV2 = (content, _form, context, number) => {
  const { file } = content.detail;
  return {
    ...common(content, context, number),
    ...containerV2(content, context),
    createdAt: isoTime(content.created),
    mediaType: file?.mediaType ?? '',
    mediaTypeDescription: '',
    comment: file?.comment ?? '',
    fileId: file?.fileId ?? '',
    fileSize: file?.size ?? 0,
    webuiLink: webui(content, context),
    downloadLink: downloadPath(content),
    _links: { webui: webui(content, context), download: downloadPath(content) },
  };
};

export const customContentV2: WriteV2 = (content, form, context, number) => ({
  ...common(content, context, number),
  type: content.type,
  spaceId: String(content.spaceId),
  ...containerV2(content, context),
  authorId: content.creator,
  createdAt: isoTime(content.created),
  body: bodyV2(content, form, context, number),
  _links: linksV2(content, context),
});
