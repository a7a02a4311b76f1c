import { CqlError } from '../../../cql/cql-error.ts';
import type { CqlClause, CqlField, CqlValue } from '../../../cql/syntax-tree.ts';
import { isBelow } from '../content-reader.ts';
import { notEmulated } from '../fault.ts';
import { FAVOURITE } from '../relations.ts';
import { any, type Fragment, fragment, isIn } from '../sql.ts';
import { TREE_TYPES } from '../types.ts';
import type { CqlScope } from './context.ts';
import { isListFunction, listFunction } from './functions.ts';
import { CONTAINING, EQUALITY, type FieldMeaning, ORDERED } from './meaning.ts';
import { propertyCondition } from './property-field.ts';
import { periodOf, textOf } from './values.ts';
import { matchExpression } from './words.ts';

/** Fields that Confluence has and the dev instance has not. */
const OTHERS = new Set(['creator.fullname', 'contributor.fullname', 'relevance', 'status']);

/** Over content as `c` and its space as `s`. */
const FIELDS: Readonly<Record<string, FieldMeaning>> = {
  id: equal((text) => fragment('c.id = ?', numberOf(text))),
  type: equal(typeCondition),
  space: equal((text) => fragment('s.key = ?', text)),
  'space.key': equal((text) => fragment('s.key = ?', text)),
  'space.type': equal(spaceTypeCondition),
  'space.category': equal((text) => spaceCategory('s.id', text)),
  'space.title': containing((text) =>
    fragment('s.id IN (SELECT id FROM confluence_space WHERE instr(lower(name), lower(?)) > 0)', text),
  ),
  title: {
    operators: [...EQUALITY, ...CONTAINING],
    condition: (operator, value, context) =>
      operator === '~'
        ? matches(textOf(value, context), context, 'title')
        : fragment('c.title = ?', textOf(value, context)),
  },
  text: containing(matches),
  sitesearch: containing(matches),
  label: equal(labelCondition),
  creator: equal((text) => fragment('c.creator = ?', text)),
  contributor: equal((text) =>
    fragment('c.id IN (SELECT content FROM confluence_version WHERE author = ?)', text),
  ),
  created: dated('c.created'),
  lastmodified: dated('c.modified'),
  content: equal((text) => fragment('c.id = ?', numberOf(text))),
  favourite: equal(favouriteCondition),
  favorite: equal(favouriteCondition),
  watcher: equal((text) =>
    fragment(
      `(c.id IN (SELECT CAST(target AS INTEGER) FROM confluence_watch WHERE kind = 'content' AND account = ?)
        OR s.key IN (SELECT target FROM confluence_watch WHERE kind = 'space' AND account = ?))`,
      text,
      text,
    ),
  ),
  macro: equal((text) => marked('macro', text.toLowerCase())),
  mention: equal((text) => marked('mention', text)),
  // Of people, who are found elsewhere: no content is one.
  user: equal(() => fragment('FALSE')),
  'user.accountid': equal(() => fragment('FALSE')),
  'user.fullname': containing(() => fragment('FALSE')),
  parent: equal((text) => fragment("(c.type != 'comment' AND c.parent IS ?)", numberOf(text))),
  ancestor: equal((text) => isBelow(numberOf(text))),
  container: equal((text) => fragment('c.container IS ?', numberOf(text))),
};

/** @throws {CqlError} where there is no such field */
export function meaningOf({ name, property }: CqlField, context: CqlScope): FieldMeaning {
  const known = name.toLowerCase();
  if (property !== undefined || context.indexes.some(({ alias }) => alias?.toLowerCase() === known)) {
    return propertyCondition(known, property, context.indexes);
  }
  const meaning = Object.hasOwn(FIELDS, known) ? FIELDS[known] : undefined;
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

export function equal(condition: (text: string, scope: CqlScope) => Fragment): FieldMeaning {
  return {
    operators: EQUALITY,
    condition: (_operator, value, scope) => condition(textOf(value, scope), scope),
  };
}

export function containing(condition: (text: string, scope: CqlScope) => Fragment): FieldMeaning {
  return {
    operators: CONTAINING,
    condition: (_operator, value, scope) => condition(textOf(value, scope), scope),
  };
}

export function dated(column: string): FieldMeaning {
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

function matches(text: string, { lookUps }: CqlScope, column?: string): Fragment {
  const expression = matchExpression(text, lookUps, column);
  if (expression === undefined) return fragment('FALSE');
  return fragment('c.id IN (SELECT rowid FROM confluence_text WHERE confluence_text MATCH ?)', expression);
}

function marked(kind: 'macro' | 'mention', value: string): Fragment {
  return fragment('c.id IN (SELECT content FROM confluence_mark WHERE kind = ? AND value = ?)', kind, value);
}

/** Everybody sees their own favourites alone. */
function favouriteCondition(account: string, { accountId }: CqlScope): Fragment {
  if (account !== accountId) return fragment('FALSE');
  return fragment(
    `c.id IN (SELECT CAST(target AS INTEGER) FROM confluence_relation WHERE name = '${FAVOURITE}' AND source_type = 'user'
      AND source = ? AND target_type = 'content')`,
    account,
  );
}

/** `personal`, `global` and the like, or the spaces that one has saved. */
export function spaceTypeCondition(text: string, { accountId, lookUps }: CqlScope): Fragment {
  const type = text.toLowerCase();
  if (type !== 'favourite' && type !== 'favorite') return fragment('s.type = ?', type);
  const keys = lookUps.favouriteSpaces(accountId);
  return keys.length === 0 ? fragment('FALSE') : isIn('s.key', keys);
}

/** Categories are labels of spaces. @param id an expression for a space's id */
export function spaceCategory(id: string, text: string): Fragment {
  return fragment(
    `${id} IN (SELECT g.owner FROM confluence_labelling g JOIN confluence_label l ON l.id = g.label
      WHERE g.owner_type = 'space' AND l.name = ?)`,
    text.toLowerCase(),
  );
}

const TYPES: readonly string[] = [...TREE_TYPES, 'blogpost', 'comment', 'attachment'];
export const TYPES_ELSEWHERE: readonly string[] = ['space', 'user'];

function typeCondition(text: string): Fragment {
  const type = text.toLowerCase();
  if (TYPES.includes(type)) return fragment('c.type = ?', type);
  // `ac:{add-on}:{module}`
  if (/^ac:/.test(text)) return fragment('c.type = ?', text);
  if (TYPES_ELSEWHERE.includes(type)) return fragment('FALSE');
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
export function anyOf(meaning: FieldMeaning, values: readonly CqlValue[], context: CqlScope): Fragment {
  const single = values.flatMap((value): readonly CqlValue[] => {
    if (value.kind === 'text' || !isListFunction(value.name)) return [value];
    return listFunction(value, context).map((text) => ({ kind: 'text', text, offset: value.offset }));
  });
  return any(single.map((value) => meaning.condition('=', value, context)));
}
