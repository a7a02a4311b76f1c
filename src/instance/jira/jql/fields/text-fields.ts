import { JqlError } from '../../../../jql/jql-error.ts';
import { levelCondition } from '../../levels.ts';
import type { JqlContext } from '../context.ts';
import { type FieldClause, type JqlField, TEXT } from '../field.ts';
import { type Sql, sql } from '../sql.ts';
import { toMatch } from '../text-query.ts';

/** A column of the words of issues. */
export function textField(column: 'summary' | 'description' | 'environment', sort?: Sql): JqlField {
  const isEmpty =
    column === 'summary' ? sql`i.summary = ''` : sql`json_extract(i.body, ${`$.${column}`}) IS NULL`;
  return {
    names: [column],
    type: 'java.lang.String',
    operators: TEXT,
    functions: [],
    ...(sort === undefined ? {} : { sort: () => sort }),
    condition: (clause) => {
      if (clause.values.some(({ kind }) => kind === 'empty')) {
        return clause.test === 'none' ? sql`NOT (${isEmpty})` : isEmpty;
      }
      const contains = wordsIn(column, textOf(clause), clause.name);
      return clause.test === '~' ? contains : sql`(NOT (${isEmpty}) AND NOT (${contains}))`;
    },
  };
}

/** What is said about an issue, as far as the one who asks may see it. */
export const COMMENT: JqlField = {
  names: ['comment'],
  type: 'java.lang.String',
  operators: ['~', '!~'],
  functions: [],
  condition: (clause, context) => {
    const contains = inComments(textOf(clause), clause.name, context);
    if (clause.test === '~') return contains;
    return sql`(EXISTS (SELECT 1 FROM jira_comment c WHERE c.issue = i.id AND ${visible(context)}) AND NOT (${contains}))`;
  },
};

/** Everything written in an issue. */
export const ANY_TEXT: JqlField = {
  names: ['text'],
  type: 'java.lang.String',
  operators: ['~'],
  functions: [],
  condition: (clause, context) => {
    const text = textOf(clause);
    const words = wordsIn('{summary description environment}', text, clause.name);
    return sql`(${words} OR ${inComments(text, clause.name, context)})`;
  },
};

function wordsIn(columns: string, text: string, field: string): Sql {
  const match = toMatch(text, field);
  if (match === undefined) return sql`0`;
  const query = columns.startsWith('{') ? match : `{${columns}} : (${match})`;
  return sql`i.id IN (SELECT rowid FROM jira_issue_text WHERE jira_issue_text MATCH ${query})`;
}

function inComments(text: string, field: string, context: JqlContext): Sql {
  const match = toMatch(text, field);
  if (match === undefined) return sql`0`;
  return sql`i.id IN (SELECT c.issue FROM jira_comment c WHERE ${visible(context)}
    AND c.id IN (SELECT rowid FROM jira_comment_text WHERE jira_comment_text MATCH ${match}))`;
}

function visible({ viewer }: JqlContext): Sql {
  const [text, values] = levelCondition(viewer, 'c.level');
  return { text, values };
}

export function textOf({ values, name }: FieldClause): string {
  const [value] = values;
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'result') return String(value.value);
  throw new JqlError(`The field '${name}' cannot be searched for EMPTY with '~'.`);
}

/** The words of a custom field, which has no index of words: each must be in it somewhere. */
export function customTextCondition(fieldId: string, clause: FieldClause): Sql {
  const rows = sql`EXISTS (SELECT 1 FROM jira_custom_value v WHERE v.field = ${Number(fieldId)} AND v.issue = i.id`;
  if (clause.values.some(({ kind }) => kind === 'empty')) {
    return clause.test === 'none' ? sql`${rows})` : sql`NOT ${rows})`;
  }
  const words = textOf(clause).replaceAll(/["*?]/g, '').split(/\s+/).filter(Boolean);
  const contains = words.reduce(
    (condition, word) => sql`${condition} AND instr(lower(v.text), ${word.toLowerCase()}) > 0`,
    rows,
  );
  return clause.test === '~' ? sql`${contains})` : sql`(${rows}) AND NOT ${contains}))`;
}
