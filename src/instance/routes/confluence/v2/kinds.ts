import {
  attachmentV2,
  blogPostV2,
  commentV2,
  customContentV2,
  footerCommentV2,
  inlineCommentV2,
  nodeV2,
  pageV2,
} from '../../../confluence/json/v2-content.ts';
import { type Kind, PRIMARY_FORMATS } from './content.ts';

export const PAGES: Kind = {
  path: 'pages',
  isOf: ({ type }) => type === 'page',
  write: pageV2,
  ...PRIMARY_FORMATS,
};

export const BLOG_POSTS: Kind = {
  path: 'blogposts',
  isOf: ({ type }) => type === 'blogpost',
  write: blogPostV2,
  ...PRIMARY_FORMATS,
};

export const FOOTER_COMMENTS: Kind = {
  path: 'footer-comments',
  isOf: ({ type, detail }) => type === 'comment' && detail.location !== 'inline',
  write: footerCommentV2,
  ...PRIMARY_FORMATS,
};

export const INLINE_COMMENTS: Kind = {
  path: 'inline-comments',
  isOf: ({ type, detail }) => type === 'comment' && detail.location === 'inline',
  write: inlineCommentV2,
  ...PRIMARY_FORMATS,
};

/** Both kinds, which share the operations on their properties. */
export const COMMENTS: Kind = {
  path: 'comments',
  isOf: ({ type }) => type === 'comment',
  write: commentV2,
  ...PRIMARY_FORMATS,
};

export const ATTACHMENTS: Kind = {
  path: 'attachments',
  isOf: ({ type }) => type === 'attachment',
  write: attachmentV2,
  bulkFormats: [],
  singleFormats: [],
};

const CUSTOM_FORMATS = ['raw', 'storage', 'atlas_doc_format'] as const;

export const CUSTOM_CONTENT: Kind = {
  path: 'custom-content',
  isOf: ({ type }) => type.startsWith('ac:'),
  write: customContentV2,
  bulkFormats: CUSTOM_FORMATS,
  singleFormats: [...CUSTOM_FORMATS, 'view', 'export_view', 'anonymous_export_view'],
};

/** What stands in the tree beside pages, by the type of the content. */
export const NODES: readonly (readonly [Kind, 'folder' | 'whiteboard' | 'database' | 'embed'])[] = (
  [
    ['folders', 'folder'],
    ['whiteboards', 'whiteboard'],
    ['databases', 'database'],
    ['embeds', 'embed'],
  ] as const
).map(([path, name]) => [
  { path, isOf: ({ type }) => type === name, write: nodeV2, bulkFormats: [], singleFormats: [] },
  name,
]);
