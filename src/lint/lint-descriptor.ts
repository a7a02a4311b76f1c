import type { DescriptorProduct } from '../catalog/products.ts';
import type { Diagnostic, Severity } from '../core/diagnostics.ts';
import { detectProduct } from '../descriptor/detect-product.ts';
import { type ForeignDocument, recognizeForeign, recognizeForeignText } from '../descriptor/foreign.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { placeFinding } from './place-findings.ts';
import { RULES } from './rules/index.ts';
import { checkSchema } from './schema-step.ts';
import { checkRules } from './semantic-step.ts';
import { readJson } from './syntax.ts';
import type { TextPositions } from './text-positions.ts';

export interface LintOptions {
  /** The product to check for; found out from the descriptor when left out. */
  readonly product?: DescriptorProduct;
  /** What a person says of rules, by id: how bad a finding is, or `off` to hear nothing of it. */
  readonly rules?: RuleSettings;
  /**
   * `all`: everything that is worth saying (the default). `refusals`: only that for which the product refuses to install
   * the add-on.
   */
  readonly report?: 'all' | 'refusals';
}

export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

export interface LintResult {
  /** The product that the descriptor was checked for; undefined when it suits both, or cannot be read. */
  readonly product: DescriptorProduct | undefined;
  /** True when there is no diagnostic of severity `error`. */
  readonly valid: boolean;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The descriptor, when it is valid. Single modules where a list is due have been put into one. */
  readonly descriptor: Descriptor | undefined;
}

/**
 * Checks a descriptor: is it JSON, has it the shape that the product expects, and does it mean what its author wants?
 * Never throws for what the text says.
 * @param text the descriptor's source, without a byte order mark
 */
export async function lintDescriptor(text: string, options: LintOptions = {}): Promise<LintResult> {
  const { document, positions, diagnostics: syntax } = readJson(text);
  const foreign = document === undefined ? recognizeForeignText(text) : recognizeForeign(document.value);
  if (foreign !== undefined)
    return toResult(options, options.product, [describeForeign(foreign, text, positions)], undefined);
  if (document === undefined) return toResult(options, options.product, syntax, undefined);
  const product = options.product ?? detectProduct(document.value);
  const schema = await checkSchema(document.value, product);
  const rules = RULES.filter(
    ({ refusesInstall }) => options.report !== 'refusals' || refusesInstall === true,
  );
  const findings = [...schema.findings, ...checkRules(schema.value, product, rules)];
  const placed = { text, root: document.root, positions };
  const diagnostics = [...syntax, ...findings.map((finding) => placeFinding(finding, placed))];
  return toResult(options, product, diagnostics, schema.value);
}

/** The one thing to say of what is no descriptor at all; its first character is the place. */
function describeForeign(
  { message, hint }: ForeignDocument,
  text: string,
  positions: TextPositions,
): Diagnostic {
  const range = positions.rangeAt(text.search(/\S/), 1);
  return { ruleId: 'schema/not-a-descriptor', severity: 'error', message, hint, pointer: '', range };
}

function toResult(
  { rules = {} }: LintOptions,
  product: DescriptorProduct | undefined,
  found: readonly Diagnostic[],
  value: unknown,
): LintResult {
  const diagnostics = found.flatMap((diagnostic) => applySetting(diagnostic, rules)).toSorted(byPlace);
  const result = { product, diagnostics };
  return isDescriptor(value, diagnostics)
    ? { ...result, valid: true, descriptor: value }
    : { ...result, valid: false, descriptor: undefined };
}

function applySetting(diagnostic: Diagnostic, rules: RuleSettings): readonly Diagnostic[] {
  const setting = Object.hasOwn(rules, diagnostic.ruleId) ? rules[diagnostic.ruleId] : undefined;
  if (setting === 'off') return [];
  return [setting === undefined ? diagnostic : { ...diagnostic, severity: setting }];
}

/** What the schema found no error in has the shape of {@link Descriptor}. */
function isDescriptor(value: unknown, diagnostics: readonly Diagnostic[]): value is Descriptor {
  return value !== undefined && diagnostics.every(({ severity }) => severity !== 'error');
}

function byPlace({ range: { start: a } }: Diagnostic, { range: { start: b } }: Diagnostic): number {
  return a.line - b.line || a.column - b.column;
}
