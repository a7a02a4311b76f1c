import type { Payload } from '../../webhooks/message.ts';
import type { JsonContext } from '../json/common.ts';
import { Expansion } from '../json/expand.ts';
import { contentV1 } from '../json/v1-content.ts';
import type { Content } from '../types.ts';

/** What deliveries of the cloud have written out. */
const EXPANDED = Expansion.parse(['space,history,version,metadata.labels']);

/** No body of the common form: the content as version 1 of the REST API answers it. */
export function customContentPayload(content: Content, json: JsonContext): Payload {
  const { host } = json;
  const { _links, ...rest } = contentV1(content, EXPANDED, json);
  return {
    ...rest,
    _links: {
      context: host.contextPath,
      ...(typeof _links === 'object' ? _links : {}),
      collection: '/rest/api/content',
      base: host.baseUrl,
    },
  };
}
