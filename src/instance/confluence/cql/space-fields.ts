import type { CqlField } from '../../../cql/syntax-tree.ts';
import { FAVOURITE } from '../relations.ts';
import { all, any, type Fragment, fragment, not } from '../sql.ts';
import type { CqlScope } from './context.ts';
import { containing, dated, equal, meaningOf, spaceCategory, spaceTypeCondition } from './fields.ts';
import { CONTAINING, EQUALITY, type FieldMeaning } from './meaning.ts';
import { parseText, type TextQuery } from './text-query.ts';
import { textOf } from './values.ts';

/** The fields that spaces have when they are what is searched, over `s`. */
const FIELDS: Readonly<Record<string, FieldMeaning>> = {
  space: equal((text) => fragment('s.key = ?', text)),
  'space.key': equal((text) => fragment('s.key = ?', text)),
  'space.type': equal(spaceTypeCondition),
  'space.category': equal((text) => spaceCategory('s.id', text)),
  'space.title': containing((text) => hasText('s.name', parseText(text))),
  title: {
    operators: [...EQUALITY, ...CONTAINING],
    condition: (operator, value, scope) =>
      operator === '~'
        ? hasText('s.name', parseText(textOf(value, scope)))
        : fragment('s.name = ?', textOf(value, scope)),
  },
  text: containing((text) => hasText("s.name || ' ' || s.description", parseText(text))),
  sitesearch: containing((text) => hasText("s.name || ' ' || s.description", parseText(text))),
  label: equal((text) => spaceCategory('s.id', text)),
  creator: equal((text) => fragment('s.creator = ?', text)),
  contributor: equal((text) => fragment('s.creator = ?', text)),
  created: dated('s.created'),
  lastmodified: dated('s.created'),
  favourite: equal(favouriteSpace),
  favorite: equal(favouriteSpace),
  watcher: equal((text) =>
    fragment("s.key IN (SELECT target FROM confluence_watch WHERE kind = 'space' AND account = ?)", text),
  ),
};

/** @throws {CqlError} where there is no such field */
export function spaceMeaningOf(field: CqlField, scope: CqlScope): FieldMeaning {
  const known = field.name.toLowerCase();
  if (field.property === undefined && known === 'type') return TYPE;
  const own = field.property === undefined && Object.hasOwn(FIELDS, known) ? FIELDS[known] : undefined;
  if (own !== undefined) return own;
  // What only content has: looked at for mistakes, and true of no space.
  const { operators, condition } = meaningOf(field, scope);
  return {
    operators,
    condition: (operator, value, within) => {
      condition(operator, value, within);
      return fragment('FALSE');
    },
  };
}

const TYPE = equal((text, scope) => {
  if (text.toLowerCase() === 'space') return fragment('TRUE');
  meaningOf({ name: 'type', property: undefined, offset: 0 }, scope).condition(
    '=',
    { kind: 'text', text, offset: 0 },
    scope,
  );
  return fragment('FALSE');
});

function favouriteSpace(account: string, { accountId }: CqlScope): Fragment {
  if (account !== accountId) return fragment('FALSE');
  return fragment(
    `s.key IN (SELECT target FROM confluence_relation WHERE name = '${FAVOURITE}' AND source_type = 'user' AND source = ?
      AND target_type = 'space')`,
    account,
  );
}

/** Spaces are few, and their words in no index: a word is found wherever it stands. */
function hasText(expression: string, query: TextQuery): Fragment {
  switch (query.kind) {
    case 'and':
      return all(query.parts.map((part) => hasText(expression, part)));
    case 'or':
      return any(query.parts.map((part) => hasText(expression, part)));
    case 'not':
      return not(hasText(expression, query.inner));
    case 'term':
      return query.form === 'pattern'
        ? fragment(`lower(${expression}) GLOB ?`, `*${query.text.toLowerCase()}*`)
        : fragment(`instr(lower(${expression}), lower(?)) > 0`, query.text);
    default:
      return query satisfies never;
  }
}
