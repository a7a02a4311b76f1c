import type { JqlCondition, JqlName, JqlOperand, JqlTree } from '../../../jql/syntax-tree.ts';

/** A query as `POST /jql/parse` describes it. */
export function jqlStructure({ where, orderBy }: JqlTree) {
  return {
    ...(where === undefined ? {} : { where: condition(where) }),
    ...(orderBy === undefined
      ? {}
      : {
          orderBy: {
            fields: orderBy.sorts.map(({ field: name, isDescending }) => ({
              field: field(name),
              direction: isDescending ? 'desc' : 'asc',
            })),
          },
        }),
  };
}

type Structure = Readonly<Record<string, unknown>>;

function condition(node: JqlCondition): Structure {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { clauses: node.parts.map(condition), operator: node.kind };
    case 'not':
      return { clauses: [condition(node.inner)], operator: 'not' };
    case 'clause':
      return {
        field: field(node.field),
        operator: node.operator,
        ...(node.operand === undefined ? {} : { operand: operand(node.operand) }),
        ...(node.operator === 'changed' || node.operator.startsWith('was')
          ? {
              predicates: node.history.map(({ word, operand: value }) => ({
                operator: word,
                operand: operand(value),
              })),
            }
          : {}),
      };
    default:
      return node satisfies never;
  }
}

/** A field, and the part of an entity property that it names. */
function field({ text }: JqlName): Structure {
  const match = /^([^[\]]+)\[([^[\]]+)\](?:\.(.+))?$/.exec(text);
  if (match === null || /^cf$/i.test(match[1] ?? '')) return { name: text, encodedName: text };
  const [entity = '', property] = (match[1] ?? '').split('.');
  return {
    name: text,
    encodedName: text,
    property: [{ entity: property === undefined ? '' : entity, key: match[2], path: match[3] ?? '' }],
  };
}

function operand(node: JqlOperand): Structure {
  switch (node.kind) {
    case 'empty':
      return { keyword: 'empty', encodedOperand: 'EMPTY' };
    case 'value':
      return {
        value: node.text,
        encodedValue: /^[\w.-]+$/.test(node.text) ? node.text : JSON.stringify(node.text),
      };
    case 'function': {
      const args = node.args.map(({ text }) => text);
      return { function: node.name, arguments: args, encodedOperand: `${node.name}(${args.join(', ')})` };
    }
    case 'list':
      return { values: node.items.map(operand) };
    default:
      return node satisfies never;
  }
}
