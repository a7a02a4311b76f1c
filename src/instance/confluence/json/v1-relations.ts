import type { Entity, Relation } from '../relations.ts';
import { isoTime, type JsonContext } from './common.ts';
import { type Expansion, NOTHING } from './expand.ts';
import { contentV1 } from './v1-content.ts';
import { personV1 } from './v1-people.ts';
import { spaceV1 } from './v1-space.ts';

/** A relation as version 1 of the REST API writes one. */
export function relationV1(relation: Relation, expand: Expansion, context: JsonContext) {
  const { name, source, target, creator, created } = relation;
  const data = {
    createdBy: personV1(creator, context),
    createdDate: isoTime(created),
    friendlyCreatedDate: isoTime(created).slice(0, 10),
  };
  const parts = {
    ...(expand.has('relationData') ? { relationData: data } : {}),
    ...(expand.has('source') ? { source: entityV1(source, context) } : {}),
    ...(expand.has('target') ? { target: entityV1(target, context) } : {}),
  };
  const open = ['relationData', 'source', 'target'].filter((part) => !(part in parts));
  const path = `${name}/from/${source.type}/${source.key}/to/${target.type}/${target.key}`;
  return {
    name,
    ...parts,
    _expandable: Object.fromEntries(open.map((part) => [part, ''])),
    _links: { self: `${context.host.baseUrl}/rest/api/relation/${path}` },
  };
}

function entityV1({ type, key }: Entity, context: JsonContext) {
  const { spaces, reader } = context.confluence;
  switch (type) {
    case 'user':
      return personV1(key, context);
    case 'space':
      return spaceV1(spaces.byKey(context.viewer, key), NOTHING, context);
    case 'content':
      return contentV1(reader.get(context.viewer, Number(key)), NOTHING, context);
    default:
      return type satisfies never;
  }
}
