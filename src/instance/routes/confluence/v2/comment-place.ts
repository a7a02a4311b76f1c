import { randomUUID } from 'node:crypto';
import { markSelection } from '../../../confluence/body/inline-marker.ts';
import type { Confluence } from '../../../confluence/confluence.ts';
import { contentNotFound, Fault, notEmulated } from '../../../confluence/fault.ts';
import type { Content, ContentDetail } from '../../../confluence/types.ts';
import { type JsonRecord, numberAt, recordAt } from '../body.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, viewer } from '../shared.ts';
import type { Kind } from './content.ts';
import { missing, optionalId, requiredText } from './input.ts';
import { ATTACHMENTS, BLOG_POSTS, CUSTOM_CONTENT, PAGES } from './kinds.ts';

/** What kind of comments, and on what. */
export interface CommentKind {
  readonly kind: Kind;
  readonly location: 'footer' | 'inline';
  readonly containers: readonly Kind[];
}

export interface CommentPlace {
  readonly container: Content;
  /** The comment that is answered. */
  readonly parent: Content | undefined;
}

/** What is commented on, or answered. @throws {Fault} where it is nothing that may be, or not there */
export function readCommentPlace(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  { kind, containers }: CommentKind,
  input: JsonRecord,
): CommentPlace {
  const { reader } = deps.confluence;
  const parentId = optionalId(input, 'parentCommentId');
  if (parentId !== undefined) {
    const parent = reader.get(viewer(c, deps), parentId);
    if (!kind.isOf(parent) || parent.containerId === null) {
      throw new Fault('invalid', 'The parent is no comment of this kind.');
    }
    return { container: reader.get(viewer(c, deps), parent.containerId), parent };
  }
  for (const [name, container] of NAMES) {
    const id = containers.includes(container) ? optionalId(input, name) : undefined;
    if (id === undefined) continue;
    const found = reader.get(viewer(c, deps), id);
    if (!container.isOf(found)) throw contentNotFound(id);
    return { container: found, parent: undefined };
  }
  throw missing('pageId');
}

const NAMES = [
  ['pageId', PAGES],
  ['blogPostId', BLOG_POSTS],
  ['attachmentId', ATTACHMENTS],
  ['customContentId', CUSTOM_CONTENT],
] as const;

/** Marks the text that is commented on. @throws {Fault} where it does not stand there as often as is said */
export function markText(
  { reader, writer }: Confluence,
  container: Content,
  input: JsonRecord,
  actor: string,
): ContentDetail {
  const properties = recordAt(input, 'inlineCommentProperties');
  if (properties === undefined) throw missing('inlineCommentProperties');
  const selection = requiredText(properties, 'textSelection');
  const count = numberAt(properties, 'textSelectionMatchCount');
  const index = numberAt(properties, 'textSelectionMatchIndex');
  if (selection === '' || count === undefined || index === undefined) {
    throw missing('inlineCommentProperties.textSelection, textSelectionMatchCount, textSelectionMatchIndex');
  }
  const markerRef = randomUUID();
  const marked = markSelection(reader.body(container), selection, index, markerRef);
  if (marked.count !== count || index >= count) {
    throw new Fault(
      'invalid',
      `The text selection stands in the content ${marked.count} times, not ${count} times.`,
    );
  }
  if (marked.body === undefined) {
    throw notEmulated('inline comments on text that goes over the border of an element');
  }
  writer.annotate(container, marked.body, actor);
  return { location: 'inline', inline: { selection, markerRef } };
}
