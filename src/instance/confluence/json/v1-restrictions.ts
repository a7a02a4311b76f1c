import type { Content, RestrictedOperation } from '../types.ts';
import type { JsonContext } from './common.ts';
import { groupV1, personV1 } from './v1-people.ts';

/** Who alone may do an operation, as version 1 of the REST API writes it. */
export function restrictionV1(content: Content, operation: RestrictedOperation, context: JsonContext) {
  const { confluence, host, people } = context;
  const restrictions = confluence.restrictions.of(content, operation);
  const users = restrictions
    .filter(({ kind }) => kind === 'user')
    .map(({ subject }) => personV1(subject, context));
  const groups = restrictions
    .filter(({ kind }) => kind === 'group')
    .flatMap(({ subject }) => people.groups.find(subject) ?? [])
    .map((group) => groupV1(group, host));
  const list = <T>(results: readonly T[]) => ({ results, start: 0, limit: 100, size: results.length });
  return {
    operation,
    restrictions: { user: list(users), group: list(groups), _expandable: {} },
    _expandable: { content: `/rest/api/content/${content.id}` },
    _links: { self: `${host.baseUrl}/rest/api/content/${content.id}/restriction/byOperation/${operation}` },
  };
}
