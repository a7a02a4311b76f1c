import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlField, CqlOperator, CqlValue } from '../../../cql/syntax-tree.ts';
import type { IndexType, PropertyIndex } from '../property-indexes.ts';
import { all, type Fragment, fragment } from '../sql.ts';
import type { CqlScope } from './context.ts';
import { CONTAINING, EQUALITY, type FieldMeaning, ORDERED } from './meaning.ts';
import { periodOf, textOf } from './values.ts';
import { searchedWords } from './words.ts';

const OPERATORS: Readonly<Record<IndexType, readonly CqlOperator[]>> = {
  string: EQUALITY,
  text: CONTAINING,
  number: [...ORDERED, 'in', 'not in'],
  date: ORDERED,
};

/**
 * A value inside of a property of content that an add-on has made searchable: `content.property[key].path`, or its alias.
 * @throws {CqlError} where no add-on has
 */
export function propertyCondition(
  name: string,
  property: CqlField['property'],
  indexes: readonly PropertyIndex[],
): FieldMeaning {
  if (property !== undefined && name !== 'content.property') {
    throw new CqlError(`only content.property has properties, ${name} has none`);
  }
  const index = indexes.find(({ key, path, alias }) =>
    property === undefined ? alias?.toLowerCase() === name : key === property.key && path === property.path,
  );
  if (index === undefined) {
    const what = property === undefined ? name : `${property.key}.${property.path}`;
    throw new CqlError(
      `no installed add-on makes the property ${what} searchable (confluenceContentProperties)`,
    );
  }
  return {
    operators: OPERATORS[index.type],
    condition: (operator, value, context) =>
      hasValue(index, comparison(index.type, operator, value, context)),
  };
}

/** Lists are searched item by item. */
function hasValue({ key, path }: PropertyIndex, condition: Fragment): Fragment {
  const place = `$${path
    .split('.')
    .map((step) => `."${step.replaceAll('"', '')}"`)
    .join('')}`;
  return {
    sql: `c.id IN (SELECT p.owner FROM confluence_property p, json_each(p.value, ?) e
      WHERE p.owner_type = 'content' AND p.key = ? AND ${condition.sql})`,
    values: [place, key, ...condition.values],
  };
}

function comparison(type: IndexType, operator: CqlOperator, value: CqlValue, context: CqlScope): Fragment {
  switch (type) {
    case 'string':
      return fragment("e.type = 'text' AND e.atom = ?", textOf(value, context));
    case 'text':
      return all(
        searchedWords(textOf(value, context)).map(({ text }) =>
          fragment('instr(lower(e.atom), lower(?)) > 0', text),
        ),
      );
    case 'number': {
      const number = Number(textOf(value, context));
      if (Number.isNaN(number)) throw new CqlError(`'${textOf(value, context)}' is no number`);
      return fragment(`e.type IN ('integer', 'real') AND e.atom ${operator} ?`, number);
    }
    case 'date':
      return dateComparison(operator, value, context);
    default:
      return type satisfies never;
  }
}

/** Dates in properties are ISO 8601, or milliseconds since the epoch. */
const MOMENT = "CASE e.type WHEN 'text' THEN unixepoch(e.atom, 'subsec') * 1000 ELSE e.atom END";

function dateComparison(operator: CqlOperator, value: CqlValue, context: CqlScope): Fragment {
  const { start, end } = periodOf(value, context);
  if (operator === '=') return fragment(`${MOMENT} >= ? AND ${MOMENT} < ?`, start, end);
  return fragment(`${MOMENT} ${operator} ?`, start);
}
