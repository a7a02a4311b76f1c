import { type Group, groupsOf, JIRA_USERS } from '../../people/groups.ts';
import type { Person } from '../../people/people.ts';
import { type JsonContext, personJson } from '../json.ts';

export interface UserJsonContext extends Pick<JsonContext, 'baseUrl' | 'apiVersion'> {
  /** Who asks: e-mail addresses are shown to those whose they are. */
  readonly accountId: string | null;
}

/** A person as the operations about people show one; without `key` and `name`, which the cloud has given up. */
export function userJson(person: Person, context: UserJsonContext) {
  const { baseUrl, apiVersion, accountId } = context;
  return {
    ...personJson(person, context),
    self: `${baseUrl}/rest/api/${apiVersion}/user?accountId=${encodeURIComponent(person.accountId)}`,
    ...(person.accountId === accountId ? { emailAddress: person.emailAddress } : {}),
    locale: person.locale,
  };
}

/** The same with what can be expanded: without it, the lists say only how long they are. */
export function expandedUserJson(person: Person, context: UserJsonContext, expand: ReadonlySet<string>) {
  const groups = groupsOf(person).map((group) => groupNameJson(group, context));
  const roles = groups.some(({ name }) => name === JIRA_USERS.name)
    ? [{ key: APPLICATION.key, name: APPLICATION.name }]
    : [];
  const list = <T>(name: string, items: readonly T[]) => ({
    size: items.length,
    items: expand.has(name) ? items : [],
  });
  return {
    ...userJson(person, context),
    groups: list('groups', groups),
    applicationRoles: list('applicationRoles', roles),
    expand: 'groups,applicationRoles',
  };
}

/** The only application of the site's Jira: its projects are those of software teams. */
export const APPLICATION = { key: 'jira-software', name: 'Jira' } as const;

export function groupNameJson(
  { id, name }: Group,
  { baseUrl, apiVersion }: Pick<JsonContext, 'baseUrl' | 'apiVersion'>,
) {
  return { name, groupId: id, self: `${baseUrl}/rest/api/${apiVersion}/group?groupId=${id}` };
}

/** `query` marked where it is found in a text, as HTML for pickers. */
export function highlighted(text: string, query: string, tag: 'b' | 'strong'): string {
  const at = query === '' ? -1 : text.toLowerCase().indexOf(query.toLowerCase());
  if (at < 0) return escaped(text);
  const end = at + query.length;
  return `${escaped(text.slice(0, at))}<${tag}>${escaped(text.slice(at, end))}</${tag}>${escaped(text.slice(end))}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
