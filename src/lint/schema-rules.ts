import type { RuleInfo } from '../core/diagnostics.ts';
import type { Description } from './finding.ts';

/** What the schema step may find. The JSON Schemas decide it: these are no rules that are run one by one. */
export const SCHEMA_RULES = [
  {
    id: 'schema/not-a-descriptor',
    severity: 'error',
    summary: 'The file is the descriptor of a Connect add-on.',
  },
  {
    id: 'schema/required',
    severity: 'error',
    summary: 'Every property that the product needs is there.',
  },
  {
    id: 'schema/type',
    severity: 'error',
    summary: 'Every value has the type that its property asks for.',
  },
  {
    id: 'schema/enum',
    severity: 'error',
    summary: 'A property that has a fixed set of values has one of them.',
  },
  {
    id: 'schema/pattern',
    severity: 'error',
    summary: 'A text has the form that its property asks for.',
  },
  {
    id: 'schema/format',
    severity: 'error',
    summary: 'A URL holds no blanks, no quotes and no brace that is not closed.',
  },
  {
    id: 'schema/max-length',
    severity: 'error',
    summary: 'A text is no longer than the product takes.',
  },
  {
    id: 'schema/unknown-property',
    severity: 'warning',
    summary: 'Every property is one that the product knows.',
  },
  {
    id: 'schema/single-module',
    severity: 'warning',
    summary: 'Modules stand in a list, also where there is only one.',
  },
  {
    id: 'modules/unknown',
    severity: 'error',
    summary: 'Every name below modules is a module type of the product.',
  },
  {
    id: 'modules/retired',
    severity: 'warning',
    summary: 'No module is of a type that only the products of 2016 are known to have.',
  },
  {
    id: 'scopes/unknown',
    severity: 'error',
    summary: 'Every scope is one of Connect.',
  },
] as const satisfies readonly RuleInfo[];

export type SchemaRuleId = (typeof SCHEMA_RULES)[number]['id'];

/** What the schema step says of an error, apart from its place. */
export interface SchemaDescription extends Description {
  readonly ruleId: SchemaRuleId;
}
