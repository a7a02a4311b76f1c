import type { DescriptorProduct } from '../catalog/products.ts';
import type { Diagnostic, Severity } from '../core/diagnostics.ts';
import { isRecord } from '../core/json.ts';
import { detectProduct } from '../descriptor/detect-product.ts';
import { type ForeignDocument, recognizeForeign, recognizeForeignText } from '../descriptor/foreign.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { placeFinding } from './place-findings.ts';
import { isCertain, knowsAllOf } from './reading/doubt.ts';
import { readSource } from './reading/read-source.ts';
import type { Reading, ReadOptions } from './reading/reading.ts';
import type { Rule } from './rule.ts';
import { checkSchema } from './schema-step.ts';
import { checkSemantics } from './semantic-step.ts';
import type { TextPositions } from './text-positions.ts';
import { collectModules } from './view/modules.ts';

export interface LintOptions extends ReadOptions {
  /** The product to check for; found out from the descriptor when left out. */
  readonly product?: DescriptorProduct;
  /** What a person says of rules, by id: how bad a finding is, or `off` to hear nothing of it. */
  readonly rules?: RuleSettings;
  /**
   * `all`: everything that is worth saying (the default). `refusals`: only that for which the product refuses to install
   * the add-on.
   */
  readonly report?: 'all' | 'refusals';
  /** Rules that know something else of the add-on besides its descriptor; they run after the linter's own. */
  readonly moreRules?: readonly Rule[];
}

export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

export interface LintResult {
  /** The product that the descriptor was checked for; undefined when it suits both, or cannot be read. */
  readonly product: DescriptorProduct | undefined;
  /** True when there is no diagnostic of severity `error`. */
  readonly valid: boolean;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The descriptor, when it is valid and nothing in it may be anything: where a placeholder stands without quotes, nobody
   * knows what kind of value it will be. Single modules where a list is due have been put into one.
   */
  readonly descriptor: Descriptor | undefined;
  /** Names of given values that no placeholder of the text has, most likely because they are misspelt. */
  readonly unusedValues: readonly string[];
  /** The key of each module that has one, by the pointer to the module: `/modules/webPanels/0`. */
  readonly moduleKeys: Readonly<Record<string, string>>;
}

/**
 * Checks a descriptor: is it JSON, has it the shape that the product expects, and does it mean what its author wants?
 * Never throws for what the text says.
 * @param text the descriptor's source, with the byte order mark that it may begin with
 */
export async function lintDescriptor(text: string, options: LintOptions = {}): Promise<LintResult> {
  const reading = await readSource(text, options);
  const { document, positions, diagnostics: syntax } = reading;
  const foreign = recognize(text, reading, options);
  if (foreign !== undefined)
    return toResult(options, options.product, [describeForeign(foreign, text, positions)], reading);
  if (document === undefined) return toResult(options, options.product, syntax, reading);
  const product = options.product ?? detectProduct(document.value);
  const schema = await checkSchema(document.value, product);
  const isWanted = ({ refusesInstall, needsAllOf = [] }: Rule) =>
    (options.report !== 'refusals' || refusesInstall === true) && knowsAllOf(needsAllOf, document.doubt);
  // Where something could not be read, there may be anything: nothing follows from what is missing then.
  const semantic = document.doubt.isPartial
    ? []
    : await checkSemantics(schema.value, product, isWanted, options.moreRules);
  const findings = [...schema.findings, ...semantic.map(schema.toWritten)].filter((finding) =>
    isCertain(finding, document.doubt),
  );
  const placed = { ...document, text, positions };
  const diagnostics = [...syntax, ...findings.map((finding) => placeFinding(finding, placed))];
  return toResult(options, product, diagnostics, reading, schema.value);
}

/** The reading of YAML tells by itself what is a manifest of Forge. */
function recognize(
  text: string,
  { document }: Reading,
  { language }: LintOptions,
): ForeignDocument | undefined {
  if (document !== undefined) {
    const { isPartial, open } = document.doubt;
    return recognizeForeign(document.value, !isPartial && !open.has(''));
  }
  return language === 'yaml' ? undefined : recognizeForeignText(text);
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
  { document, unusedValues }: Reading,
  value?: unknown,
): LintResult {
  const diagnostics = found.flatMap((diagnostic) => applySetting(diagnostic, rules)).toSorted(byPlace);
  const result = { product, diagnostics, unusedValues, moduleKeys: moduleKeysOf(document?.value) };
  if (!isDescriptor(value, diagnostics)) return { ...result, valid: false, descriptor: undefined };
  const isFinal = document?.doubt.unknown.size === 0 && document.doubt.open.size === 0;
  return { ...result, valid: true, descriptor: isFinal ? value : undefined };
}

function moduleKeysOf(root: unknown): Readonly<Record<string, string>> {
  const modules = isRecord(root) ? collectModules(root) : [];
  return Object.fromEntries(
    modules.flatMap(({ pointer, key }) => (key === undefined ? [] : [[pointer, key] as const])),
  );
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
