import type { JsonContext } from '../../confluence/json/common.ts';
import type { Content, Space } from '../../confluence/types.ts';
import { WEBHOOK_VIEWER } from '../../confluence/webhook-messages.ts';
import { attachmentEntity } from '../../confluence/webhook-payloads/attachment.ts';
import { contentEntity } from '../../confluence/webhook-payloads/content.ts';
import { spaceEntity } from '../../confluence/webhook-payloads/space.ts';
import type { Services } from '../../services.ts';
import { WishError, type WorldWishes } from './wishes.ts';

const ONE = { limit: 1 };
const BY_ID = { column: 'id', isDescending: false } as const;

/**
 * What made-up webhooks of Confluence can tell of: a space, a page, a blog post, and what is on the page.
 * @throws {WishError} when what is wanted is not there
 */
export function confluenceWorld(
  { site, people, confluence }: Pick<Services, 'site' | 'people' | 'confluence'>,
  { content: wantedContent, space: wantedSpace }: WorldWishes,
): Readonly<Record<string, unknown>> {
  const json: JsonContext = { host: site.products.confluence, confluence, people, viewer: WEBHOOK_VIEWER };
  const { reader, spaces } = confluence;
  const viewer = WEBHOOK_VIEWER;
  const wanted = wantedContent === undefined ? undefined : findContent(json, wantedContent);
  const space = findSpace(json, wantedSpace ?? wanted?.spaceKey);
  if (wanted !== undefined && wanted.spaceKey !== space?.key) {
    throw new WishError(
      `The content ${wanted.id} is in the space ${wanted.spaceKey}, not in ${wantedSpace}.`,
    );
  }
  const first = (types: readonly string[], more: object = {}): Content | undefined =>
    space && reader.list(viewer, { types, spaceIds: [space.id], ...more }, BY_ID, ONE)[0];
  const page = wanted?.type === 'page' ? wanted : first(['page']);
  const blog = wanted?.type === 'blogpost' ? wanted : first(['blogpost']);
  const on = page === undefined ? {} : { containerId: page.id };
  const comment = page && first(['comment'], on);
  const attachment = page && first(['attachment'], on);
  return {
    page: page && contentEntity(page, json),
    blog: blog && contentEntity(blog, json),
    contentComment: comment && page && { ...contentEntity(comment, json), parent: contentEntity(page, json) },
    contentAttachment: attachment && attachmentEntity(attachment, json),
    space: space && spaceEntity(space, json),
  };

  /** The one that is wanted; else the first with a page in it. */
  function findSpace({ confluence: store }: JsonContext, key: string | undefined): Space | undefined {
    const wantedKey = key ?? store.reader.list(viewer, { types: ['page'] }, BY_ID, ONE)[0]?.spaceKey;
    const [found] = wantedKey === undefined ? [] : spaces.list(viewer, { keys: [wantedKey] }, BY_ID, ONE);
    if (found === undefined && key !== undefined) throw new WishError(`There is no space ${key}.`);
    return found;
  }
}

function findContent({ confluence }: JsonContext, id: string): Content {
  const content = /^\d{1,15}$/.test(id) ? confluence.reader.find(WEBHOOK_VIEWER, Number(id)) : undefined;
  if (content === undefined) throw new WishError(`There is no content with the id ${id}.`);
  return content;
}
