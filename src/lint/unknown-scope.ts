import { BITBUCKET_SCOPES } from '../catalog/bitbucket.ts';
import type { OauthScope } from '../catalog/oauth-scopes.ts';
import { type DescriptorProduct, PRODUCT_NAMES } from '../catalog/products.ts';
import { isScope, SCOPES } from '../catalog/scopes.ts';
import { closest } from '../core/suggest.ts';
import { planReplace } from './schema-fixes.ts';
import type { SchemaDescription } from './schema-rules.ts';
import { didYouMean, quote } from './wording.ts';

/** Finds scopes of OAuth 2.0 and Forge; see `catalog/oauth-scopes.ts`. */
export type FindOauthScope = (name: string) => OauthScope | undefined;

/**
 * An entry of `scopes` that Connect does not know.
 * @param pointer to the entry
 * @param product undefined where it may be Jira or Confluence
 */
export function describeUnknownScope(
  text: string,
  pointer: string,
  product: DescriptorProduct | undefined,
  findOauthScope: FindOauthScope,
): SchemaDescription {
  const unknown = { ruleId: 'scopes/unknown', severity: 'error' } as const;
  if (product === 'bitbucket') return { ...unknown, ...describeForBitbucket(text, pointer) };
  const upper = text.toUpperCase();
  if (isScope(upper)) {
    return {
      ...unknown,
      message: `There is no scope ${quote(text)}: scopes are all upper case or all lower case.`,
      ...didYouMean(upper),
      fix: planReplace(pointer, upper),
    };
  }
  const oauthScope = findOauthScope(text.toLowerCase());
  if (oauthScope !== undefined) return { ...unknown, ...describeOauthScope(text, oauthScope) };
  if (BITBUCKET_SCOPES.some((scope) => scope === text)) {
    return {
      ...unknown,
      message: `${quote(text)} is a scope of Bitbucket, not of ${product === undefined ? 'Jira or Confluence' : PRODUCT_NAMES[product]}.`,
      hint: 'A descriptor serves one product. Use --product to say which.',
    };
  }
  return { ...unknown, message: `There is no scope ${quote(text)}.`, ...hintFor(text) };
}

/** In the case that the author uses. */
function hintFor(text: string): { hint?: string } {
  if (text.includes(':')) {
    return { hint: 'Scopes with a colon belong to OAuth 2.0 and Forge; Connect has READ, WRITE and others.' };
  }
  const suggestion = closest(text, SCOPES);
  return didYouMean(text === text.toLowerCase() ? suggestion?.toLowerCase() : suggestion);
}

function describeOauthScope(text: string, scope: OauthScope): Pick<SchemaDescription, 'message' | 'hint'> {
  if (scope.kind === 'forge') {
    return {
      message: `${quote(text)} is a scope of Forge, for ${scope.purpose}: Connect has none like it.`,
      hint: 'Remove it.',
    };
  }
  if (scope.kind === 'connect') {
    return {
      message: `${quote(text)} is what the manifest of a Forge app calls the scope ${scope.connectScope}.`,
      hint: `Write "${scope.connectScope}".`,
    };
  }
  const message = `${quote(text)} is a scope of OAuth 2.0 and Forge, not of Connect.`;
  const { connectScope, isStated } = scope;
  if (connectScope === undefined) return { message, hint: 'Connect has READ, WRITE and others.' };
  const hint = isStated
    ? `The scope of Connect that allows as much is ${connectScope}.`
    : `The scope of Connect that most likely allows as much is ${connectScope}.`;
  return { message, hint };
}

function describeForBitbucket(text: string, pointer: string): Omit<SchemaDescription, 'ruleId' | 'severity'> {
  const message = `There is no scope ${quote(text)}.`;
  const lower = text.toLowerCase();
  if (BITBUCKET_SCOPES.some((scope) => scope === lower)) {
    return {
      message: `There is no scope ${quote(text)}: scopes of Bitbucket are all lower case.`,
      ...didYouMean(lower),
      fix: planReplace(pointer, lower),
    };
  }
  const suggestion = closest(text, BITBUCKET_SCOPES);
  if (suggestion !== undefined) return { message, ...didYouMean(suggestion) };
  const hint = 'Bitbucket has scopes of its own, such as repository, pullrequest:write and webhook.';
  return { message, hint };
}
