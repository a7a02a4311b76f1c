import type { Space } from '../types.ts';
import { isoTime, type JsonContext, spaceWebui } from './common.ts';
import type { Expansion } from './expand.ts';
import { spaceOperations } from './operations.ts';
import { labelsV1 } from './v1-labels.ts';
import { personV1 } from './v1-people.ts';
import { permissionsV1 } from './v1-permissions.ts';

const EXPANDABLE = [
  'settings',
  'metadata',
  'operations',
  'lookAndFeel',
  'permissions',
  'icon',
  'description',
  'theme',
  'history',
];

/** A space as version 1 of the REST API writes one, without its home page, which is content. */
export function spaceV1(space: Space, expand: Expansion, context: JsonContext) {
  const { id, key, name, type, status, description, created, creator } = space;
  const { host } = context;
  const parts = {
    ...(expand.has('description')
      ? { description: descriptions(description, expand.at('description')) }
      : {}),
    ...(expand.has('history')
      ? { history: { createdDate: isoTime(created), createdBy: personV1(creator, context) } }
      : {}),
    ...(expand.at('metadata').has('labels')
      ? { metadata: { labels: labelsV1({ type: 'space', id }, context), _expandable: {} } }
      : {}),
    ...(expand.has('operations') ? { operations: spaceOperations(space, context) } : {}),
    ...(expand.has('permissions') ? { permissions: permissionsV1(space, context) } : {}),
  };
  const open = EXPANDABLE.filter((part) => !(part in parts)).map(
    (part) => [part, part === 'settings' ? `/rest/api/space/${key}/settings` : ''] as const,
  );
  return {
    id,
    key,
    name,
    type,
    status,
    ...parts,
    _expandable: {
      ...Object.fromEntries(open),
      homepage: space.homepageId === null ? '' : `/rest/api/content/${space.homepageId}`,
    },
    _links: { webui: spaceWebui(space), self: `${host.baseUrl}/rest/api/space/${key}` },
  };
}

function descriptions(text: string, expand: Expansion) {
  const wanted = ['plain', 'view'].filter((form) => expand.has(form));
  const forms = wanted.length === 0 ? ['plain'] : wanted;
  return Object.fromEntries(
    forms.map((form) => [form, { value: text, representation: form, embeddedContent: [] }]),
  );
}
