import type { Space } from '../types.ts';
import { isoTime, spaceWebui } from './common.ts';

/** A space as version 2 of the REST API writes one. @param form `plain` or `view`, where the description is wanted */
export function spaceV2(space: Space, form?: 'plain' | 'view') {
  const { id, key, name, type, status, creator, created, homepageId, description } = space;
  return {
    id: String(id),
    key,
    name,
    type,
    status,
    authorId: creator,
    createdAt: isoTime(created),
    homepageId: homepageId === null ? null : String(homepageId),
    description: form === undefined ? null : { [form]: { representation: form, value: description } },
    icon: null,
    currentActiveAlias: key,
    _links: { webui: spaceWebui(space) },
  };
}
