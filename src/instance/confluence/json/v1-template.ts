import type { Template } from '../templates.ts';
import type { Space } from '../types.ts';
import type { JsonContext } from './common.ts';
import { NOTHING } from './expand.ts';
import { spaceV1 } from './v1-space.ts';

/** A template as version 1 of the REST API writes one. @param space undefined for one of the site */
export function templateV1(
  { id, name, description, labels, body }: Template,
  space: Space | undefined,
  hasBody: boolean,
  context: JsonContext,
) {
  const { baseUrl, contextPath } = context.host;
  return {
    ...{ templateId: String(id), name, description, templateType: 'page', editorVersion: 'v2' },
    labels: labels.map((label) => ({ ...label, id: '', label: label.name })),
    ...(space === undefined ? {} : { space: spaceV1(space, NOTHING, context) }),
    ...(hasBody
      ? { body: { storage: { value: body, representation: 'storage', embeddedContent: [] } } }
      : { _expandable: { body: '' } }),
    _links: { self: `${baseUrl}/rest/api/template/${id}`, base: baseUrl, context: contextPath },
  };
}
