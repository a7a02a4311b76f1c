/** The host products that the dev instance emulates and whose descriptors are checked. */
export const PRODUCTS = ['jira', 'confluence'] as const;
export type Product = (typeof PRODUCTS)[number];

/** Path below the site's address at which each product lives in Atlassian's cloud. */
export const CONTEXT_PATHS = { jira: '', confluence: '/wiki' } as const satisfies Record<Product, string>;

export const PRODUCT_NAMES = { jira: 'Jira', confluence: 'Confluence' } as const satisfies Record<
  Product,
  string
>;
