import { PRODUCT_NAMES, type Product } from '../catalog/products.ts';
import { listRestOperations, type RestOperation } from '../catalog/rest-operations.ts';
import {
  impliedScopes,
  isScope,
  SCOPE_KINDS,
  SCOPES,
  SCOPES_OF_MODULES,
  type Scope,
  type ScopeKind,
} from '../catalog/scopes.ts';
import { joinWords } from '../core/join-words.ts';
import type { TopicSource } from './topic.ts';

/** More operations than this are counted, not listed. */
const MAX_LISTED = 20;

/** The scopes that a descriptor can request. */
export const SCOPE_TOPICS: TopicSource = {
  list: () => SCOPES.map((name) => ({ kind: 'scope', name, summary: summaryOf(name) })),
  page: async (name) => (isScope(name) ? pageOf(name) : ''),
};

function summaryOf(scope: Scope): string {
  const { products, grants }: ScopeKind = SCOPE_KINDS[scope];
  return `lets the add-on ${grants}${products.length > 1 ? '' : ` (${namesOf(products)} only)`}`;
}

function pageOf(scope: Scope): string {
  const { products, grants, isGivenToAll, needsApproval, needsSecret }: ScopeKind = SCOPE_KINDS[scope];
  const lines = [`# ${scope}`, '', `A scope of ${namesOf(products)}. It lets the add-on ${grants}.`, ''];
  if (isGivenToAll === true) lines.push('- Every add-on has it: there is no need to request it.');
  if (needsApproval === true)
    lines.push('- It has an effect only after Atlassian has approved of the add-on.');
  if (needsSecret === true) lines.push('- It takes a shared secret: `authentication` must be `jwt`.');
  for (const product of products) {
    const implied = impliedScopes(scope, product);
    if (implied.length > 0)
      lines.push(`- In ${PRODUCT_NAMES[product]} it implies ${joinWords(implied, 'and')}.`);
  }
  const types = Object.entries(SCOPES_OF_MODULES).flatMap(([type, needed]) =>
    needed === scope ? [`\`${type}\``] : [],
  );
  if (types.length > 0) lines.push(`- Modules that need it: ${joinWords(types, 'and')}.`);
  for (const product of products) lines.push(...operationLines(scope, product));
  return `${lines.join('\n')}\n`;
}

function namesOf(products: readonly Product[]): string {
  return joinWords(
    products.map((product) => PRODUCT_NAMES[product]),
    'and',
  );
}

function operationLines(scope: Scope, product: Product): readonly string[] {
  const operations = operationsOf(scope).filter((operation) => operation.product === product);
  if (operations.length === 0) return [];
  const shown = operations.slice(0, MAX_LISTED).map(({ method, path }) => `- \`${method} ${path}\``);
  const rest = operations.length - shown.length;
  return [
    '',
    `## ${operations.length} ${operations.length === 1 ? 'operation' : 'operations'} of ${PRODUCT_NAMES[product]}`,
    '',
    ...shown,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ];
}

function operationsOf(scope: Scope): readonly RestOperation[] {
  return listRestOperations().filter((operation) => operation.scope === scope);
}
