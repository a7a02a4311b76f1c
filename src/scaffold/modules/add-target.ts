import path from 'node:path';
import type { ModuleType } from '../../catalog/modules.ts';
import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../catalog/products.ts';
import { UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';
import type { Prompts } from '../../core/prompts.ts';
import { detectProduct } from '../../descriptor/detect-product.ts';
import { DEFAULT_DESCRIPTOR } from '../../descriptor/load.ts';
import { descriptorFile, PRODUCT_FACTS } from '../products.ts';
import { isClosed, readDescriptorText } from './descriptor-text.ts';
import { isOffered } from './offered.ts';
import { readProjectFile } from './project-files.ts';
import { findProject, type ProjectOrigin } from './project-origin.ts';

/** The descriptor that a module is added to. */
export interface AddTarget {
  readonly origin: ProjectOrigin;
  /** Path from the project on, with forward slashes. */
  readonly descriptor: string;
  readonly product: Product;
}

export interface TargetQuestion {
  readonly cwd: string;
  readonly home: string | undefined;
  /** As it was given: a path from `cwd` on. */
  readonly descriptor: string | undefined;
  readonly product: Product | undefined;
  readonly type: ModuleType | undefined;
  /** What a webhook listens to. */
  readonly event?: string | undefined;
  /** True where nothing but the descriptor is edited. */
  readonly isAlone: boolean;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
}

/**
 * Finds out which descriptor is meant, and for which product it is.
 * @throws UsageError when there is none, or it can be several
 */
export async function findTarget(question: TargetQuestion): Promise<AddTarget> {
  const { cwd, home, descriptor, product } = question;
  if (descriptor !== undefined) {
    const file = path.resolve(cwd, descriptor);
    const origin = await originOf(file, question);
    const relative = path.relative(origin.folder, file).replaceAll(path.sep, '/');
    const named = hostsOf(origin).find(
      (host) => origin.product !== undefined && descriptorFile(origin.product, host) === relative,
    );
    return {
      origin,
      descriptor: relative,
      product: product ?? named ?? (await detect(origin, relative, question)),
    };
  }
  const origin = await findProject(cwd, home);
  if (origin.product === undefined) {
    return {
      origin,
      descriptor: DEFAULT_DESCRIPTOR,
      product: product ?? (await detect(origin, DEFAULT_DESCRIPTOR, question)),
    };
  }
  const host = await chooseHost(hostsOf(origin), question);
  return { origin, descriptor: descriptorFile(origin.product, host), product: host };
}

function hostsOf({ product }: ProjectOrigin): readonly Product[] {
  return product === undefined ? [] : PRODUCT_FACTS[product].hosts;
}

/** A descriptor outside of the project stands for itself. */
async function originOf(file: string, { cwd, home, isAlone }: TargetQuestion): Promise<ProjectOrigin> {
  const alone = { folder: path.dirname(file), template: undefined, product: undefined };
  const origin = isAlone ? await findProject(cwd, home).catch(() => alone) : await findProject(cwd, home);
  const relative = path.relative(origin.folder, file);
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) return origin;
  if (isAlone) return alone;
  throw new UsageError('descriptor-outside', 'The descriptor is outside of the project.', {
    where: file,
    nextSteps: ['To add the entry alone, without a route: --descriptor-only'],
  });
}

async function detect(
  { folder }: ProjectOrigin,
  descriptor: string,
  question: TargetQuestion,
): Promise<Product> {
  const document = readDescriptorText(await readProjectFile(folder, descriptor), descriptor);
  const detected = isClosed(document) ? undefined : detectProduct(document.value);
  if (detected === 'bitbucket') {
    throw new UsageError('descriptor-for-bitbucket', 'This descriptor is for Bitbucket: it is left alone.', {
      where: descriptor,
    });
  }
  return detected ?? (await chooseHost(PRODUCTS, question));
}

async function chooseHost(
  hosts: readonly Product[],
  { product, type, event, prompts }: TargetQuestion,
): Promise<Product> {
  if (product !== undefined) {
    if (hosts.includes(product)) return product;
    throw new UsageError('unsupported-choice', `This project is not for ${PRODUCT_NAMES[product]}.`, {
      where: '--product',
    });
  }
  const offering = type === undefined ? hosts : hosts.filter((host) => isOffered({ type, event }, host));
  const [first, ...others] = offering.length === 0 ? hosts : offering;
  if (first !== undefined && others.length === 0) return first;
  if (prompts !== undefined && first !== undefined) {
    const choices = hosts.map((value) => ({ value, label: PRODUCT_NAMES[value] }));
    return prompts.select({ message: 'Product', initial: first, choices });
  }
  throw new UsageError('missing-product', 'It is not clear for which product the module is.', {
    where: '--product',
    nextSteps: [
      `Say it: ${joinWords(
        hosts.map((host) => `--product ${host}`),
        'or',
      )}`,
    ],
  });
}
