import type { ContentVersion } from '../types.ts';
import { isoTime, type JsonContext } from './common.ts';
import { personV1 } from './v1-people.ts';

/** A version as version 1 of the REST API writes one. @param self path of the version below `/rest/api`, where it has one */
export function versionV1(version: ContentVersion, self: string | undefined, context: JsonContext) {
  return {
    by: personV1(version.author, context),
    when: isoTime(version.created),
    friendlyWhen: isoTime(version.created).slice(0, 10),
    message: version.message,
    number: version.number,
    minorEdit: version.isMinor,
    ncsStepVersion: null,
    ncsStepVersionSource: null,
    confRev: null,
    contentTypeModified: false,
    _expandable: { collaborators: '', content: self === undefined ? '' : `/rest/api/${self}` },
    _links: self === undefined ? {} : { self: `${context.host.baseUrl}/rest/api/${self}` },
  };
}
