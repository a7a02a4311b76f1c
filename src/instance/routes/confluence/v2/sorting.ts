import type { ContentSort } from '../../../confluence/content-reader.ts';
import { Fault } from '../../../confluence/fault.ts';
import type { Content } from '../../../confluence/types.ts';
import type { Query } from '../query.ts';
import type { Mark } from './paging.ts';

const COLUMNS = {
  id: 'id',
  'created-date': 'created',
  'modified-date': 'modified',
  title: 'title',
  'child-position': 'position',
} as const;
export type SortName = keyof typeof COLUMNS;

const NAMES: readonly SortName[] = ['id', 'created-date', 'modified-date', 'title', 'child-position'];

/** The order that is asked for, `-` before its name turning it around. @throws {Fault} for what the list is not ordered by */
export function readSort(query: Query, names: readonly SortName[], otherwise: SortName = 'id'): ContentSort {
  const given = query.text('sort') ?? otherwise;
  const isDescending = given.startsWith('-');
  const name = NAMES.find((one) => one === given.replace(/^-/, ''));
  if (name !== undefined && (names.includes(name) || name === otherwise))
    return { column: COLUMNS[name], isDescending };
  throw new Fault(
    'invalid',
    `Provided value {${given}} for 'sort' is not the correct type. Expected one of ${names.join(', ')}`,
  );
}

/** Where a list in this order goes on. */
export function markOf({ column }: ContentSort): (content: Content) => Mark {
  return (content) => ({
    value: column === 'modified' ? content.version.created : content[column],
    id: content.id,
  });
}
