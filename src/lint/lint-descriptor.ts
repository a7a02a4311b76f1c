import type { Product } from '../catalog/products.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import { detectProduct } from '../descriptor/detect-product.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { checkSchema } from './schema-step.ts';
import { readJson } from './syntax.ts';

export interface LintOptions {
  /** The product to check for; found out from the descriptor when left out. */
  readonly product?: Product;
}

export interface LintResult {
  /** The product that the descriptor was checked for; undefined when it suits both, or cannot be read. */
  readonly product: Product | undefined;
  /** True when there is no diagnostic of severity `error`. */
  readonly valid: boolean;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The descriptor, when it is valid. Single modules where a list is due have been put into one. */
  readonly descriptor: Descriptor | undefined;
}

/**
 * Checks a descriptor: is it JSON, and has it the shape that the product expects? Never throws for what the text says.
 * @param text the descriptor's source, without a byte order mark
 */
export async function lintDescriptor(text: string, options: LintOptions = {}): Promise<LintResult> {
  const { document, positions, diagnostics: syntax } = readJson(text);
  if (document === undefined) return toResult(options.product, syntax, undefined);
  const product = options.product ?? detectProduct(document.value);
  const schema = await checkSchema(document, positions, product);
  return toResult(product, [...syntax, ...schema.diagnostics], schema.value);
}

function toResult(product: Product | undefined, found: readonly Diagnostic[], value: unknown): LintResult {
  const diagnostics = found.toSorted(byPlace);
  const result = { product, diagnostics };
  return isDescriptor(value, diagnostics)
    ? { ...result, valid: true, descriptor: value }
    : { ...result, valid: false, descriptor: undefined };
}

/** What the schema found no error in has the shape of {@link Descriptor}. */
function isDescriptor(value: unknown, diagnostics: readonly Diagnostic[]): value is Descriptor {
  return value !== undefined && diagnostics.every(({ severity }) => severity !== 'error');
}

function byPlace({ range: { start: a } }: Diagnostic, { range: { start: b } }: Diagnostic): number {
  return a.line - b.line || a.column - b.column;
}
