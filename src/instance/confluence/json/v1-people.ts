import type { Group } from '../../people/groups.ts';
import type { Person } from '../../people/people.ts';
import type { HostProduct } from '../../site.ts';
import type { JsonContext } from './common.ts';

/** A person as version 1 of the REST API writes one. E-mail addresses are for those with a scope of their own. */
export function personV1(accountId: string, { people, host }: Pick<JsonContext, 'people' | 'host'>) {
  const person = people.find(accountId);
  if (person === undefined)
    return { type: 'unknown', accountId, displayName: 'Former user', publicName: 'Former user' };
  return {
    type: 'known',
    accountId,
    accountType: person.accountType,
    email: '',
    publicName: person.displayName,
    profilePicture: profilePicture(person),
    displayName: person.displayName,
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${host.baseUrl}/rest/api/user?accountId=${encodeURIComponent(accountId)}` },
  };
}

export function profilePicture({ accountId }: Person) {
  return { path: `/_connect-kit/avatars/${accountId}.svg`, width: 48, height: 48, isDefault: false };
}

export function groupV1({ id, name }: Group, { baseUrl }: HostProduct) {
  return {
    type: 'group',
    name,
    id,
    _links: { self: `${baseUrl}/rest/api/group/by-id?id=${id}` },
  };
}
