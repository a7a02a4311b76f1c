import type { Payload } from '../../webhooks/message.ts';
import type { JsonContext } from '../json/common.ts';
import type { Content, Property } from '../types.ts';
import { customContentPayload } from './custom-content.ts';

/** Confluence keeps properties of content as content of this type, and tells of them as such. */
const TYPE = 'com.atlassian.confluence.plugins.confluence-content-property-storage:content-property';

/** A property as content: its title is the key, and what it belongs to contains it. */
export function contentPropertyPayload(
  { id, key, created, version }: Property,
  owner: Content,
  json: JsonContext,
): Payload {
  const content: Content = {
    id,
    type: TYPE,
    status: 'current',
    title: key,
    spaceId: owner.spaceId,
    spaceKey: owner.spaceKey,
    parentId: null,
    containerId: owner.id,
    position: 0,
    creator: version.author,
    created,
    version,
    detail: {},
  };
  const { extensions, _links, ...rest } = customContentPayload(content, json);
  return { ...rest, _links: { ...(typeof _links === 'object' ? _links : {}), webui: '' } };
}
