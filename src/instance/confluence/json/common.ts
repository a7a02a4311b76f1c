import type { People } from '../../people/people.ts';
import type { HostProduct } from '../../site.ts';
import { fromStorage, type Representation } from '../body/convert.ts';
import type { ViewContext } from '../body/view.ts';
import type { Confluence } from '../confluence.ts';
import type { Viewer } from '../permissions.ts';
import { type Content, type Space, TREE_TYPES } from '../types.ts';

/** What is needed to write something as JSON, for somebody. */
export interface JsonContext {
  readonly host: HostProduct;
  readonly confluence: Confluence;
  readonly people: People;
  readonly viewer: Viewer;
}

/** As the REST API names content: attachments by a number with `att` before it. */
export function restId({ id, type }: Pick<Content, 'id' | 'type'>): string {
  return type === 'attachment' ? `att${id}` : String(id);
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Address of content below the product's. */
export function webui(content: Content, context: JsonContext): string {
  const { id, type, spaceKey, title, containerId, created } = content;
  const words = encodeURIComponent(title).replaceAll('%20', '+');
  if (type === 'page') return `/spaces/${spaceKey}/pages/${id}/${words}`;
  if (type === 'blogpost') {
    const [day = ''] = isoTime(created).split('T');
    return `/spaces/${spaceKey}/blog/${day.replaceAll('-', '/')}/${id}/${words}`;
  }
  if (TREE_TYPES.some((one) => one === type)) return `/spaces/${spaceKey}/${type}/${id}`;
  const container =
    containerId === null ? undefined : context.confluence.reader.find(context.viewer, containerId);
  if (container === undefined) return `/spaces/${spaceKey}/overview`;
  if (type === 'comment') return `${webui(container, context)}?focusedCommentId=${id}`;
  if (type === 'attachment') {
    return `/pages/viewpageattachments.action?pageId=${container.id}&preview=%2F${container.id}%2F${id}%2F${encodeURIComponent(title)}`;
  }
  return webui(container, context);
}

export function spaceWebui({ key }: Space): string {
  return `/spaces/${key}`;
}

/** Address of a file's data below the product's. */
export function downloadPath({ title, containerId, version }: Content): string {
  return `/download/attachments/${containerId}/${encodeURIComponent(title)}?version=${version.number}&modificationDate=${version.created}&cacheVersion=1&api=v2`;
}

/**
 * The body of content in a form that was asked for.
 * @param number of the version; the current one when left out
 * @throws {Fault} naming what cannot be converted
 */
export function bodyAs(
  content: Content,
  representation: Representation,
  context: JsonContext,
  number?: number,
): string {
  const body = context.confluence.reader.body(content, number);
  if (content.detail.isRaw === true) return body;
  return fromStorage(body, representation, viewContext(content, context));
}

/** What links and images mean in a body that stands in this content. */
export function viewContext(
  place: Pick<Content, 'id' | 'containerId' | 'spaceKey'> | undefined,
  { confluence, people, viewer, host }: JsonContext,
): ViewContext {
  const { reader, attachments, spaces } = confluence;
  return {
    displayName: (accountId) => people.find(accountId)?.displayName,
    pageAddress: (title, spaceKey = place?.spaceKey) => {
      const [space] =
        spaceKey === undefined ? [] : spaces.list(viewer, { keys: [spaceKey] }, BY_ID, { limit: 1 });
      if (space === undefined) return undefined;
      const filter = { types: ['page'], statuses: ['current'] as const, spaceIds: [space.id], title };
      const [page] = reader.list(viewer, filter, BY_ID, { limit: 1 });
      return page === undefined ? undefined : `${host.contextPath}/spaces/${space.key}/pages/${page.id}`;
    },
    attachmentAddress: (name) => {
      const id = place?.containerId ?? place?.id;
      const container = id === undefined ? undefined : reader.find(viewer, id);
      const file = container === undefined ? undefined : attachments.named(container, name);
      return file === undefined ? undefined : `${host.contextPath}${downloadPath(file)}`;
    },
  };
}

const BY_ID = { column: 'id', isDescending: false } as const;
