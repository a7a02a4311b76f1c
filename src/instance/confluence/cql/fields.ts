import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlClause, CqlField, CqlValue } from '../../../cql/syntax-tree.ts';
import { isBelow } from '../content-reader.ts';
import { notEmulated } from '../fault.ts';
import { any, type Fragment, fragment } from '../sql.ts';
import { TREE_TYPES } from '../types.ts';
import type { CqlContext } from './context.ts';
import { CONTAINING, EQUALITY, type FieldMeaning, ORDERED } from './meaning.ts';
import { propertyCondition } from './property-field.ts';
import { periodOf, textOf } from './values.ts';
import { matchExpression, searchedWords } from './words.ts';

/** Fields that Confluence has and the dev instance has not. */
const OTHERS = new Set([
  ...[
    'creator.fullname',
    'contributor.fullname',
    'favourite',
    'favorite',
    'macro',
    'mention',
    'watcher',
    'user',
  ],
  ...['user.fullname', 'user.accountid', 'space.category', 'relevance', 'content', 'contentid', 'status'],
]);

const FIELDS: Readonly<Record<string, FieldMeaning>> = {
  id: equal((text) => fragment('c.id = ?', numberOf(text))),
  type: equal(typeCondition),
  space: equal((text) => fragment('s.key = ?', text)),
  'space.key': equal((text) => fragment('s.key = ?', text)),
  'space.type': equal((text) => fragment('s.type = ?', text.toLowerCase())),
  'space.title': containing((text) =>
    fragment('s.id IN (SELECT id FROM confluence_space WHERE instr(lower(name), lower(?)) > 0)', text),
  ),
  title: {
    operators: [...EQUALITY, ...CONTAINING],
    condition: (operator, value, context) =>
      operator === '~'
        ? matches(textOf(value, context), 'title')
        : fragment('c.title = ?', textOf(value, context)),
  },
  text: containing((text) => matches(text)),
  sitesearch: containing((text) => matches(text)),
  label: equal(labelCondition),
  creator: equal((text) => fragment('c.creator = ?', text)),
  contributor: equal((text) =>
    fragment('c.id IN (SELECT content FROM confluence_version WHERE author = ?)', text),
  ),
  created: dated('c.created'),
  lastmodified: dated('c.modified'),
  parent: equal((text) => fragment("(c.type != 'comment' AND c.parent IS ?)", numberOf(text))),
  ancestor: equal((text) => isBelow(numberOf(text))),
  container: equal((text) => fragment('c.container IS ?', numberOf(text))),
};

/** @throws {CqlError} where there is no such field */
export function meaningOf({ name, property }: CqlField, context: CqlContext): FieldMeaning {
  const known = name.toLowerCase();
  if (property !== undefined || context.indexes.some(({ alias }) => alias?.toLowerCase() === known)) {
    return propertyCondition(known, property, context.indexes);
  }
  const meaning = FIELDS[known];
  if (meaning !== undefined) return meaning;
  if (OTHERS.has(known)) throw notEmulated(`the CQL field ${name}`);
  throw new CqlError(`there is no field ${name}`);
}

/** @throws {CqlError} where the field does not take the operator */
export function checkOperator({ field, operator }: CqlClause, { operators }: FieldMeaning): void {
  if (!operators.includes(operator)) {
    throw new CqlError(`the field ${field.name} does not take the operator ${operator.toUpperCase()}`);
  }
}

function equal(condition: (text: string) => Fragment): FieldMeaning {
  return { operators: EQUALITY, condition: (_operator, value, context) => condition(textOf(value, context)) };
}

function containing(condition: (text: string) => Fragment): FieldMeaning {
  return {
    operators: CONTAINING,
    condition: (_operator, value, context) => condition(textOf(value, context)),
  };
}

function dated(column: string): FieldMeaning {
  return {
    operators: ORDERED,
    condition: (operator, value, context) => {
      const { start, end } = periodOf(value, context);
      // A day or a minute is equal to every moment in it; before and after it count from its first moment.
      if (operator === '=') return fragment(`(${column} >= ? AND ${column} < ?)`, start, end);
      return fragment(`${column} ${operator} ?`, start);
    },
  };
}

function matches(text: string, column?: string): Fragment {
  return fragment(
    'c.id IN (SELECT rowid FROM confluence_text WHERE confluence_text MATCH ?)',
    matchExpression(searchedWords(text), column),
  );
}

const TYPES: readonly string[] = [...TREE_TYPES, 'blogpost', 'comment', 'attachment'];
const TYPES_ELSEWHERE = ['space', 'user'];

function typeCondition(text: string): Fragment {
  const type = text.toLowerCase();
  if (TYPES.includes(type)) return fragment('c.type = ?', type);
  // `ac:{add-on}:{module}`
  if (/^ac:/.test(text)) return fragment('c.type = ?', text);
  if (TYPES_ELSEWHERE.includes(type)) throw notEmulated(`the type ${text} in CQL`);
  throw new CqlError(`there is no type ${text}`);
}

/** `name`, or `my:name`. */
function labelCondition(text: string): Fragment {
  const [, prefix, name] = /^(?:(my|team|global|system):)?(.*)$/s.exec(text.toLowerCase()) ?? [];
  return fragment(
    `c.id IN (SELECT g.owner FROM confluence_labelling g JOIN confluence_label l ON l.id = g.label
      WHERE g.owner_type = 'content' AND l.name = ? AND l.prefix = ?)`,
    name ?? '',
    prefix ?? 'global',
  );
}

function numberOf(text: string): number {
  const digits = /^(?:att)?(\d{1,15})$/.exec(text)?.[1];
  if (digits === undefined) throw new CqlError(`'${text}' is no id`);
  return Number(digits);
}

/** One of several values. */
export function anyOf(meaning: FieldMeaning, values: readonly CqlValue[], context: CqlContext): Fragment {
  return any(values.map((value) => meaning.condition('=', value, context)));
}
