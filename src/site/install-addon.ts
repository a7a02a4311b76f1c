import { PRODUCT_NAMES, type Product } from '../catalog/products.ts';
import { NotFineError, UsageError } from '../core/errors.ts';
import { type LoadOptions, loadDescriptor } from '../descriptor/load.ts';
import { type LintResult, lintDescriptor } from '../lint/lint-descriptor.ts';
import { assertReachable, doubtOf, findDescriptorUrl } from './descriptor-url.ts';
import { registerAddon } from './register.ts';
import type { Registered } from './registrar.ts';
import type { SiteFailure } from './site-failure.ts';
import type { SiteTarget } from './target.ts';
import type { UpmClientDeps } from './upm-client.ts';

export interface InstallRequest {
  /** The descriptor's address, file or folder. */
  readonly source: string;
  readonly product?: Product | undefined;
}

export interface InstallEvents {
  /** What the linter says of the descriptor; only that for which the product would refuse it. */
  readonly onChecked: (url: string, text: string, result: LintResult) => void;
  /** Something that may go wrong. */
  readonly onDoubt: (sentence: string) => void;
}

/**
 * Installs an add-on, after a look at its descriptor: what the product would refuse is told with its place, and without
 * troubling the site.
 * @throws {ConnectKitError} when the descriptor cannot be had, or would be refused
 */
export async function installAddon(
  { source, product: asked }: InstallRequest,
  findTarget: (product: Product | undefined) => Promise<SiteTarget>,
  deps: UpmClientDeps & LoadOptions,
  { onChecked, onDoubt }: InstallEvents,
): Promise<{ readonly target: SiteTarget; readonly outcome: Registered | SiteFailure }> {
  const descriptorUrl = await findDescriptorUrl(source, deps);
  const { text } = await loadDescriptor(descriptorUrl, deps);
  const result = await lintDescriptor(text, {
    ...(asked === undefined ? {} : { product: asked }),
    ...{ isServed: true, report: 'refusals' },
  });
  onChecked(descriptorUrl, text, result);
  if (result.product === 'bitbucket') throw isForBitbucket();
  if (result.descriptor === undefined) throw isInvalid(descriptorUrl, result);
  const target = await findTarget(asked ?? result.product);
  const product = asked ?? result.product ?? target.products[0] ?? 'jira';
  if (!target.products.includes(product)) throw lacksProduct(target, product);
  assertReachable(descriptorUrl, target);
  const doubt = doubtOf(descriptorUrl, target);
  if (doubt !== undefined) onDoubt(doubt);
  return { target, outcome: await registerAddon(target, { product, descriptorUrl }, deps) };
}

function isInvalid(where: string, { diagnostics }: LintResult): NotFineError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const many = errors === 1 ? 'an error' : `${errors} errors`;
  return new NotFineError('descriptor-invalid', `The descriptor has ${many}, so it is not installed.`, {
    where,
    nextSteps: [`Mend what is listed above; to check it again: connect-kit validate descriptor ${where}`],
  });
}

function isForBitbucket(): UsageError {
  return new UsageError(
    'product-unknown',
    'The add-on is for Bitbucket, which installs add-ons in another way.',
    {
      nextSteps: [
        'Bitbucket takes descriptors under Workspace settings → Develop apps.',
        'If the add-on is for Jira or Confluence, name the one: --product jira',
      ],
    },
  );
}

function lacksProduct({ name, products }: SiteTarget, product: Product): UsageError {
  const titles = products.map((one) => PRODUCT_NAMES[one]).join(' and ');
  return new UsageError(
    'product-missing',
    `The add-on is for ${PRODUCT_NAMES[product]}, and ${name} is known to have ${titles} only.`,
    { nextSteps: ['Name another site with --site, or the product with --product.'] },
  );
}
