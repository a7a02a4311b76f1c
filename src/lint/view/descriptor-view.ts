import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../catalog/products.ts';
import { isRecord } from '../../core/json.ts';
import { hasPlaceholder } from '../../descriptor/placeholders.ts';
import { type ConditionView, collectConditions } from './conditions.ts';
import { collectModules, type ModuleView } from './modules.ts';
import { collectScopes, type ScopeView } from './scopes.ts';
import { collectUrls, type UrlView } from './urls.ts';

/**
 * A descriptor as the rules look at it: whatever its text says, sorted by meaning. Nothing of it is sure to have the
 * shape that the schema demands; what has not is left out of the lists.
 */
export interface DescriptorView {
  /** The descriptor itself; empty where the document is no object. */
  readonly root: Readonly<Record<string, unknown>>;
  /** The product it is for; undefined when it suits Jira and Confluence. */
  readonly product: DescriptorProduct | undefined;
  /** The products it may be for. */
  readonly products: readonly DescriptorProduct[];
  /** Every module, in the order of the text. */
  readonly modules: readonly ModuleView[];
  readonly scopes: readonly ScopeView[];
  /** Every condition, those inside of `and` and `or` included. */
  readonly conditions: readonly ConditionView[];
  /** Every URL that the product opens or calls. */
  readonly urls: readonly UrlView[];
}

export function viewDescriptor(value: unknown, product: DescriptorProduct | undefined): DescriptorView {
  const root = isRecord(value) ? value : {};
  const modules = collectModules(root);
  return {
    root,
    product,
    products: product === undefined ? DESCRIPTOR_PRODUCTS.filter((one) => one !== 'bitbucket') : [product],
    modules,
    scopes: collectScopes(root),
    conditions: modules.flatMap(collectConditions),
    urls: collectUrls(root, modules),
  };
}

/** The text at `name`, where it is one and final: not where a server still has to fill in a placeholder. */
export function finalText(record: unknown, name: string): string | undefined {
  const text = isRecord(record) ? record[name] : undefined;
  return typeof text === 'string' && !hasPlaceholder(text) ? text : undefined;
}
