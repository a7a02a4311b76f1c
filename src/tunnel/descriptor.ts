import type { Product } from '../catalog/products.ts';
import { NotFineError } from '../core/errors.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { lintDescriptor } from '../lint/lint-descriptor.ts';
import type { SiteTarget } from '../site/target.ts';
import type { OnTunnelEvent } from './events.ts';

export interface Checked {
  readonly descriptor: Descriptor;
  readonly product: Product;
}

/**
 * Checks what is about to be installed, as the site would: better a finding with its place than a refusal.
 * @param url where the text was read
 * @throws {NotFineError} `descriptor-invalid`, `no-bitbucket-instance` or `product-missing`
 */
export async function checkDescriptor(
  text: string,
  url: string,
  asked: Product | undefined,
  site: SiteTarget,
  onEvent: OnTunnelEvent,
): Promise<Checked> {
  const result = await lintDescriptor(text, {
    ...(asked === undefined ? {} : { product: asked }),
    isServed: true,
    report: 'refusals',
  });
  onEvent({ type: 'descriptor-checked', url, text, result });
  const { descriptor, diagnostics } = result;
  const only = site.products.length === 1 ? site.products[0] : undefined;
  const product = asked ?? result.product ?? only ?? 'jira';
  if (product === 'bitbucket') {
    throw new NotFineError(
      'no-bitbucket-instance',
      'The add-on is for Bitbucket, and the site has no Bitbucket.',
      {
        where: url,
        nextSteps: ['If the add-on is for Jira or Confluence, name the one: --product jira'],
      },
    );
  }
  if (descriptor === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    throw new NotFineError(
      'descriptor-invalid',
      `The descriptor has ${errors === 1 ? 'an error' : `${errors} errors`}, so it is not installed.`,
      {
        where: url,
        nextSteps: ['Mend what is listed above; `connect-kit validate descriptor` checks it again.'],
      },
    );
  }
  if (!site.products.includes(product)) {
    throw new NotFineError('product-missing', `${site.name} is known to have no ${product}.`, {
      where: site.origin,
      nextSteps: [`Name another product with --product, or a site that has ${product} with --site.`],
    });
  }
  return { descriptor, product };
}
