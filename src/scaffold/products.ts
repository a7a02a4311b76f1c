import type { Product } from '../catalog/products.ts';

/** What a project is for. Descriptors serve one host product each, so a project for `both` has two. */
export const PROJECT_PRODUCTS = ['jira', 'confluence', 'jsm', 'both'] as const;
export type ProjectProduct = (typeof PROJECT_PRODUCTS)[number];

interface ProductFacts {
  /** As people read it. */
  readonly title: string;
  /** The layers of a template that make it, the first at the bottom. */
  readonly layers: readonly ProjectProduct[];
  /** The products whose descriptors the project has; the first is meant where none is named. */
  readonly hosts: readonly [Product, ...Product[]];
}

export const PRODUCT_FACTS = {
  jira: { title: 'Jira', layers: ['jira'], hosts: ['jira'] },
  confluence: { title: 'Confluence', layers: ['confluence'], hosts: ['confluence'] },
  jsm: { title: 'Jira Service Management', layers: ['jira', 'jsm'], hosts: ['jira'] },
  both: {
    title: 'Jira and Confluence',
    layers: ['jira', 'confluence', 'both'],
    hosts: ['jira', 'confluence'],
  },
} as const satisfies Readonly<Record<ProjectProduct, ProductFacts>>;

/** Where the descriptor for a host product stands in a project. */
export function descriptorFile(product: ProjectProduct, host: Product): string {
  return product === 'both' && host === 'confluence'
    ? 'atlassian-connect-confluence.json'
    : 'atlassian-connect.json';
}

export function isProjectProduct(name: string): name is ProjectProduct {
  return PROJECT_PRODUCTS.some((product) => product === name);
}
