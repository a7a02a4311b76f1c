import { isRecord } from '../../../../core/json.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { EntityProperties } from '../../../properties/entity-properties.ts';

/**
 * Who has a property with a value.
 * @param query `propertyKey.path.to.value=value`
 * @throws {ProductError} 400
 */
export function propertyQuery(
  properties: EntityProperties,
  query: string,
): (person: Pick<Person, 'accountId'>) => boolean {
  const [, path, wanted] = /^([^=]+)=(.*)$/.exec(query) ?? [];
  if (path === undefined || wanted === undefined) {
    throw jiraError(400, ["The query parameter 'property' must have the form key.path=value."]);
  }
  const [key = '', ...rest] = path.trim().split('.');
  const value = wanted.trim().replace(/^"(.*)"$/, '$1');
  return ({ accountId }) => isValueAt(properties, accountId, [key, ...rest], value);
}

export function isValueAt(
  properties: EntityProperties,
  accountId: string,
  [key = '', ...path]: readonly string[],
  wanted: string,
): boolean {
  const property = properties.find({ type: 'user', id: accountId }, key);
  let value: unknown = property?.value;
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isText && String(value) === wanted;
}
