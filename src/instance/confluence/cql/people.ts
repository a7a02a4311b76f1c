import type { CqlClause, CqlCondition } from '../../../cql/syntax-tree.ts';
import type { Person } from '../../people/people.ts';
import type { CqlScope } from './context.ts';
import { parseText, type TextQuery } from './text-query.ts';
import { textOf } from './values.ts';
import { folded } from './words.ts';

/** Whether a query means a person. The query has been compiled before: what is wrong with it has been said. */
export function isMeant(person: Person, condition: CqlCondition, scope: CqlScope): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => isMeant(person, part, scope));
    case 'or':
      return condition.parts.some((part) => isMeant(person, part, scope));
    case 'not':
      return !isMeant(person, condition.inner, scope);
    case 'clause':
      return isMeantBy(person, condition, scope);
    default:
      return condition satisfies never;
  }
}

function isMeantBy(person: Person, { field, operator, values }: CqlClause, scope: CqlScope): boolean {
  const isOne = values.some((value) => holds(person, field.name.toLowerCase(), textOf(value, scope)));
  return operator.startsWith('!') || operator === 'not in' ? !isOne : isOne;
}

function holds(person: Person, field: string, text: string): boolean {
  switch (field) {
    case 'type':
      return text.toLowerCase() === 'user';
    case 'user':
    case 'user.accountid':
      return person.accountId === text;
    case 'user.fullname':
    case 'title':
    case 'text':
    case 'sitesearch':
      return hasName(folded(person.displayName), parseText(text));
    default:
      return false;
  }
}

/** A name is found by how one of its words begins. */
function hasName(name: string, query: TextQuery): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => hasName(name, part));
    case 'or':
      return query.parts.some((part) => hasName(name, part));
    case 'not':
      return !hasName(name, query.inner);
    case 'term': {
      const wanted = folded(query.text);
      return name.startsWith(wanted) || name.includes(` ${wanted}`);
    }
    default:
      return query satisfies never;
  }
}
