import type { Property } from '../types.ts';
import { isoTime, type JsonContext } from './common.ts';

/** A property as version 1 of the REST API writes one. @param owner path of what it belongs to, below `/rest/api` */
export function propertyV1(
  { id, key, value, version }: Property,
  owner: string,
  { host }: Pick<JsonContext, 'host'>,
) {
  return {
    id: String(id),
    key,
    value,
    version: {
      when: isoTime(version.created),
      message: version.message,
      number: version.number,
      minorEdit: version.isMinor,
      contentTypeModified: false,
    },
    _links: { self: `${host.baseUrl}/rest/api/${owner}/property/${encodeURIComponent(key)}` },
  };
}
