import type { Payload } from '../../webhooks/message.ts';
import { type JsonContext, restId, webui } from '../json/common.ts';
import type { Content } from '../types.ts';

/** Content as webhooks carry it. */
export function contentEntity(content: Content, json: JsonContext) {
  const { type, title, spaceKey, spaceId, creator, created, version } = content;
  const id = restId(content);
  return {
    idAsString: id,
    creatorAccountId: creator,
    spaceKey,
    spaceId,
    modificationDate: version.created,
    lastModifierAccountId: version.author,
    self: `${json.host.baseUrl}${webui(content, json)}`,
    id,
    ...(type === 'comment' || title === '' ? {} : { title }),
    creationDate: created,
    contentType: type,
    version: version.number,
  };
}

export function permissionsPayload(content: Content, json: JsonContext): Payload {
  return { content: contentEntity(content, json) };
}
