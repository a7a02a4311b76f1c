import type { Product } from '../catalog/products.ts';

export interface HeaderFacts {
  /** The same in every try. */
  readonly identifier: string;
  readonly flow: 'Primary' | 'Secondary';
  /** What an add-on has written beside the request that caused it. */
  readonly trace?: string | null;
  /** How often it was tried before. */
  readonly retries?: number;
}

/** What a product writes beside a webhook, besides the token. Confluence tells nothing of the delivery. */
export function productHeaders(
  product: Product,
  { identifier, flow, trace = null, retries = 0 }: HeaderFacts,
): Readonly<Record<string, string>> {
  const agent = { 'User-Agent': 'Atlassian Webhook HTTP Client' };
  if (product === 'confluence') return agent;
  return {
    ...agent,
    'X-Atlassian-Webhook-Identifier': identifier,
    'X-Atlassian-Webhook-Flow': flow,
    ...(retries === 0 ? {} : { 'X-Atlassian-Webhook-Retry': String(retries) }),
    ...(trace === null ? {} : { 'X-Atlassian-Webhook-Trace': trace }),
  };
}
