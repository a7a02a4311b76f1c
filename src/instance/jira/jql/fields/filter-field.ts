import { JqlError } from '../../../../jql/jql-error.ts';
import type { JqlContext } from '../context.ts';
import { EQUALITY, type JqlField } from '../field.ts';
import { join, not, type Sql } from '../sql.ts';
import { textIn } from './resolve.ts';

/** A saved query, as far as other queries look at it. */
export interface SavedQuery {
  readonly id: string;
  readonly jql: string;
}

export interface FilterFieldDeps {
  /** By id or name, where whoever asks may see it. */
  readonly find: (idOrName: string, context: JqlContext) => SavedQuery | undefined;
  /** The condition of a query, understood with the same context. @throws {JqlError} */
  readonly compile: (jql: string, context: JqlContext) => Sql;
}

/** What a saved filter finds, for whoever asks. */
export function filterField({ find, compile }: FilterFieldDeps): JqlField {
  // Filters that name each other would never come to an end.
  const underWay = new Set<string>();
  return {
    names: ['filter', 'request', 'savedfilter', 'searchrequest'],
    operators: EQUALITY.filter((operator) => !operator.startsWith('is')),
    functions: [],
    type: 'com.atlassian.jira.issue.search.SearchRequest',
    condition: ({ test, values, name }, context) => {
      const conditions = values.map((value) => {
        const text = textIn(value);
        const filter = find(text, context);
        if (filter === undefined) {
          throw new JqlError(`The value '${text}' does not exist for the field '${name}'.`);
        }
        return compileOnce(filter, name, context);
      });
      const any = join(conditions, 'OR');
      return test === 'none' ? not(any) : any;
    },
  };

  function compileOnce({ id, jql }: SavedQuery, name: string, context: JqlContext): Sql {
    if (underWay.has(id)) {
      throw new JqlError(`Field '${name}' with value '${id}' matches a filter that refers to itself.`);
    }
    underWay.add(id);
    try {
      return compile(jql, context);
    } finally {
      underWay.delete(id);
    }
  }
}
