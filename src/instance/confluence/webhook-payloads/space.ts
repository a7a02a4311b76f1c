import type { Payload } from '../../webhooks/message.ts';
import type { ConfluenceEventOf } from '../events.ts';
import { type JsonContext, spaceWebui } from '../json/common.ts';
import type { Space } from '../types.ts';

export function spacePayload(
  {
    space,
    actor,
    at,
    type,
  }: ConfluenceEventOf<'space_created' | 'space_updated' | 'space_removed' | 'space_permissions_updated'>,
  json: JsonContext,
): Payload {
  // Spaces keep no record of their changes: whoever changed it now was the last one.
  const isChange = type === 'space_updated';
  return {
    space: {
      ...spaceEntity(space, json),
      ...(isChange ? { lastModifierAccountId: actor, modificationDate: at } : {}),
    },
  };
}

/** A space as webhooks carry it. */
export function spaceEntity(space: Space, { host }: JsonContext) {
  const { id, key, name, description, type, homepageId, creator, created } = space;
  return {
    id,
    key,
    title: name,
    description,
    isPersonalSpace: type === 'personal',
    self: `${host.baseUrl}${spaceWebui(space)}`,
    ...(homepageId === null ? {} : { homePage: { id: String(homepageId) } }),
    creatorAccountId: creator,
    creationDate: created,
    lastModifierAccountId: creator,
    modificationDate: created,
  };
}
