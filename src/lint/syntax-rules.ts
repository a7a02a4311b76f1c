import type { RuleInfo } from '../core/diagnostics.ts';

/** What the syntax step may find. The reading of a source finds these itself: they are no rules that are run. */
export const SYNTAX_RULES = [
  {
    id: 'syntax/json',
    severity: 'error',
    summary: 'The text is JSON, as RFC 8259 writes it.',
  },
  {
    id: 'syntax/comment',
    severity: 'error',
    summary: 'There are no comments.',
  },
  {
    id: 'syntax/trailing-comma',
    severity: 'error',
    summary: 'No comma follows the last entry of an object or list.',
  },
  {
    id: 'syntax/missing-comma',
    severity: 'error',
    summary: 'There is a comma between two entries of an object or list.',
  },
  {
    id: 'syntax/quotes',
    severity: 'error',
    summary: 'Texts stand in double quotes.',
  },
  {
    id: 'syntax/unquoted-key',
    severity: 'error',
    summary: 'Names of properties stand in double quotes.',
  },
  {
    id: 'syntax/duplicate-key',
    severity: 'error',
    summary: 'A name stands in its object once.',
  },
  {
    id: 'syntax/byte-order-mark',
    severity: 'error',
    summary: 'The text does not begin with a byte order mark.',
  },
  {
    id: 'syntax/placeholder',
    severity: 'error',
    summary: 'With its placeholders filled in, the text is JSON.',
  },
  {
    id: 'syntax/depth',
    severity: 'error',
    summary: 'Objects and lists are nested no more than 200 levels deep.',
  },
  {
    id: 'syntax/size',
    severity: 'error',
    summary: 'There are no more than 250,000 values.',
  },
  {
    id: 'syntax/yaml',
    severity: 'error',
    summary: 'A descriptor in YAML is one document that JSON can say too.',
  },
  {
    id: 'syntax/yaml-served',
    severity: 'error',
    summary: 'What an add-on serves is JSON, not YAML.',
  },
  {
    id: 'syntax/forge-manifest',
    severity: 'error',
    summary: 'What is checked is a descriptor of Connect, not a manifest of Forge.',
  },
  {
    id: 'syntax/more-findings',
    severity: 'info',
    summary: 'Of very many findings of one kind, the first hundred are listed.',
  },
] as const satisfies readonly RuleInfo[];

export type SyntaxRuleId = (typeof SYNTAX_RULES)[number]['id'];
