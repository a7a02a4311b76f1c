/** The host products that the dev instance emulates. */
export const PRODUCTS = ['jira', 'confluence'] as const;
export type Product = (typeof PRODUCTS)[number];

/** Path below the site's address at which each product lives in Atlassian's cloud. */
export const CONTEXT_PATHS = { jira: '', confluence: '/wiki' } as const satisfies Record<Product, string>;

/** The products whose descriptors are checked. Of Bitbucket, there is no dev instance. */
export const DESCRIPTOR_PRODUCTS = [...PRODUCTS, 'bitbucket'] as const;
export type DescriptorProduct = (typeof DESCRIPTOR_PRODUCTS)[number];

export const PRODUCT_NAMES = {
  jira: 'Jira',
  confluence: 'Confluence',
  bitbucket: 'Bitbucket',
} as const satisfies Record<DescriptorProduct, string>;
