import { JqlError } from '../../../jql/jql-error.ts';
import type { HistoryWord, JqlClause, JqlHistory } from '../../../jql/syntax-tree.ts';
import type { JqlContext } from './context.ts';
import { parseMoment } from './dates.ts';
import type { JqlField, JqlFieldHistory } from './field.ts';
import { dayOf } from './fields/date-fields.ts';
import { personByName } from './fields/resolve.ts';
import { DATE_FORMATS } from './messages.ts';
import { listOfValues, singleValue, valuesOf } from './operands.ts';
import { join, listOf, raw, type Sql, sql } from './sql.ts';

/** `was` and `changed`: what the changelog and the present say about the values that a field has had. */

/** `field WAS value`: it has the value, or had it, at the time and by the person that the predicates say. */
export function wasCondition(
  clause: JqlClause,
  field: JqlField,
  history: JqlFieldHistory,
  context: JqlContext,
): Sql {
  const { operator, operand, field: written } = clause;
  if (operand === undefined) throw new JqlError(`The ${operator.toUpperCase()} operator needs a value.`);
  const place = { name: written.text, operator, functions: field.functions };
  const values = (operator.endsWith('in') ? listOfValues : singleValue)(operand, place, context);
  const wanted = resolve(values, written.text, history, context);
  refuseOthers(clause, ['after', 'before', 'by', 'during', 'on']);
  const past = join(
    [
      sql`h.field = ${history.fieldId}`,
      isOneOf(raw('h.from_value'), wanted),
      ...periodConditions(clause.history, raw('h.since'), raw('h.created'), raw('h.since_author'), context),
    ],
    'AND',
  );
  const last = (column: string) =>
    sql`(SELECT ${raw(`l.${column}`)} FROM jira_change_item l WHERE l.issue = i.id AND l.field = ${history.fieldId}
      ORDER BY l.created DESC, l.change DESC LIMIT 1)`;
  const isChanged = sql`EXISTS (SELECT 1 FROM jira_change_item l WHERE l.issue = i.id AND l.field = ${history.fieldId})`;
  const present = join(
    [
      isOneOf(history.column, wanted),
      ...periodConditions(
        clause.history,
        sql`coalesce(${last('created')}, i.created)`,
        undefined,
        sql`CASE WHEN ${isChanged} THEN ${last('author')} ELSE i.creator END`,
        context,
      ),
    ],
    'AND',
  );
  return sql`(${present} OR i.id IN (SELECT h.issue FROM jira_change_item h WHERE ${past}))`;
}

/** `field CHANGED`: a change from and to the values, at the time and by the person that the predicates say. */
export function changedCondition(
  clause: JqlClause,
  field: JqlField,
  history: JqlFieldHistory,
  context: JqlContext,
): Sql {
  const place = { name: clause.field.text, operator: 'changed', functions: field.functions };
  const valuesIn = (word: HistoryWord, column: string): readonly Sql[] =>
    clause.history
      .filter((one) => one.word === word)
      .map(({ operand }) =>
        isOneOf(raw(column), resolve(valuesOf(operand, place, context), clause.field.text, history, context)),
      );
  const conditions = [
    sql`h.field = ${history.fieldId}`,
    ...valuesIn('from', 'h.from_value'),
    ...valuesIn('to', 'h.to_value'),
    ...periodConditions(clause.history, raw('h.created'), raw('h.created'), raw('h.author'), context),
  ];
  return sql`i.id IN (SELECT h.issue FROM jira_change_item h WHERE ${join(conditions, 'AND')})`;
}

/**
 * The predicates about a period. @param until undefined where it has not ended
 */
function periodConditions(
  history: readonly JqlHistory[],
  since: Sql,
  until: Sql | undefined,
  author: Sql,
  context: JqlContext,
): readonly Sql[] {
  return history.flatMap(({ word, operand }): readonly Sql[] => {
    switch (word) {
      case 'from':
      case 'to':
        return [];
      case 'by': {
        const place = { name: 'by', operator: 'by', functions: ['user'] } as const;
        const people = valuesOf(operand, place, context).flatMap((value) =>
          value.kind === 'empty' ? [null] : personByName(value, 'by', context),
        );
        return [
          isOneOf(
            author,
            people.map((id) => (id === null ? null : String(id))),
          ),
        ];
      }
      case 'after':
        return until === undefined ? [] : [sql`${until} > ${momentAfter(word, operand, context)}`];
      case 'before':
        return [sql`${since} < ${momentAfter(word, operand, context)}`];
      case 'on': {
        const [from, to] = dayOf(momentAfter(word, operand, context), context);
        return [sql`${since} < ${to}`, ...(until === undefined ? [] : [sql`${until} >= ${from}`])];
      }
      case 'during': {
        const [from, to] = momentsIn(word, operand, context, 2);
        return [sql`${since} <= ${to ?? 0}`, ...(until === undefined ? [] : [sql`${until} >= ${from ?? 0}`])];
      }
      default:
        return word satisfies never;
    }
  });
}

function momentAfter(word: HistoryWord, operand: JqlHistory['operand'], context: JqlContext): number {
  return momentsIn(word, operand, context, 1)[0] ?? 0;
}

function momentsIn(
  word: HistoryWord,
  operand: JqlHistory['operand'],
  context: JqlContext,
  count: 1 | 2,
): readonly number[] {
  const items = operand.kind === 'list' ? operand.items : [operand];
  if (items.length !== count) {
    const limit = count === 1 ? 'only 1 date value' : 'exactly 2 date values';
    throw new JqlError(`The ${word.toUpperCase()} predicate must be supplied with ${limit}.`);
  }
  return items.map((item) => {
    if (item.kind === 'function') {
      const place = { name: word, operator: word, functions: ['date', 'user'] } as const;
      const [value] = valuesOf(item, place, context);
      if (value?.kind === 'result' && typeof value.value === 'number') return value.value;
      throw new JqlError(
        `A date for the predicate '${word}' provided by the function '${item.name}' is not valid.`,
      );
    }
    const text = item.kind === 'value' ? item.text : '';
    const moment = parseMoment(text, context);
    if (moment !== undefined) return moment;
    throw new JqlError(`Date value '${text}' for predicate '${word}' is invalid. ${DATE_FORMATS}`);
  });
}

function resolve(
  values: Parameters<JqlFieldHistory['resolve']>[0][] | ReturnType<typeof valuesOf>,
  name: string,
  history: JqlFieldHistory,
  context: JqlContext,
): readonly (string | null)[] {
  return values.flatMap((value) => history.resolve(value, name, context));
}

function isOneOf(column: Sql, values: readonly (string | null)[]): Sql {
  const named = values.filter((value) => value !== null);
  const parts = [
    ...(named.length === 0 ? [] : [sql`(${column} IS NOT NULL AND ${column} IN ${listOf(named)})`]),
    ...(values.includes(null) ? [sql`${column} IS NULL`] : []),
  ];
  return join(parts, 'OR');
}

function refuseOthers({ operator, history }: JqlClause, known: readonly HistoryWord[]): void {
  const other = history.find(({ word }) => !known.includes(word));
  if (other === undefined) return;
  throw new JqlError(
    `The ${operator.toUpperCase()} operator does not support the use of the ${other.word} predicate.`,
  );
}
