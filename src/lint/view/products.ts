import type { DescriptorView } from './descriptor-view.ts';

/** True unless the descriptor is for Bitbucket, whose Connect is another one in much. */
export function isForJiraOrConfluence({ products }: Pick<DescriptorView, 'products'>): boolean {
  return products.some((product) => product !== 'bitbucket');
}
