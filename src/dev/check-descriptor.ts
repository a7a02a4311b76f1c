import { PRODUCTS, type Product } from '../catalog/products.ts';
import { NotFineError, UsageError } from '../core/errors.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { lintDescriptor } from '../lint/lint-descriptor.ts';
import type { OnDevEvent } from './events.ts';

/** A descriptor that can be installed, and where. */
export interface Checked {
  readonly descriptor: Descriptor;
  readonly product: Product;
}

export interface CheckOptions {
  /** Where the dev instance fetches it. */
  readonly url: string;
  /** Found from its modules unless given. */
  readonly product: Product | undefined;
  /** Products that other descriptors of the add-on are for: it is taken for the other one where it does not say. */
  readonly taken: readonly Product[];
}

/**
 * Checks a descriptor as the product does that it is for.
 * @throws {NotFineError} when it has errors, or there is no such product here
 */
export async function checkDescriptor(
  text: string,
  { url, product, taken }: CheckOptions,
  onEvent: OnDevEvent,
): Promise<Checked> {
  const asked = product === undefined ? {} : { product };
  // Advice on a descriptor is for who asks for it, not for everyone who starts an add-on.
  const result = await lintDescriptor(text, { ...asked, isServed: true, report: 'refusals' });
  const { descriptor, diagnostics } = result;
  onEvent({ type: 'descriptor-checked', url, text, result });
  const found = product ?? result.product ?? PRODUCTS.find((one) => !taken.includes(one)) ?? 'jira';
  if (found === 'bitbucket') throw isForBitbucket();
  if (descriptor !== undefined) return { descriptor, product: found };
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

/** @throws {UsageError} when two descriptors are one add-on in one product */
export function assertDifferent(checked: readonly Checked[]): void {
  for (const [index, { descriptor, product }] of checked.entries()) {
    const isTwice = checked
      .slice(0, index)
      .some((other) => other.product === product && other.descriptor.key === descriptor.key);
    if (!isTwice) continue;
    throw new UsageError(
      'descriptors-clash',
      `Two of the descriptors are for ${product} and have the key ${descriptor.key}: one would take the place of the other.`,
      {
        nextSteps: [
          'A descriptor is for the product whose modules it has. Give one of them modules of the other product, or a key of its own.',
        ],
      },
    );
  }
}

function isForBitbucket(): Error {
  return new NotFineError(
    'no-bitbucket-instance',
    'The add-on is for Bitbucket: there are dev instances of Jira and Confluence only.',
    {
      nextSteps: [
        '`connect-kit validate descriptor` checks the descriptor, also for Bitbucket.',
        'If the add-on is for Jira or Confluence, name the one: --product jira',
      ],
    },
  );
}
