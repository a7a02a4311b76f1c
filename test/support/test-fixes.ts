import { parseTree } from 'jsonc-parser';
import { expect } from 'vitest';
import type { DescriptorProduct } from '../../src/catalog/products.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';
import type { Finding } from '../../src/lint/finding.ts';
import { applyEdits } from '../../src/lint/fix/apply-edits.ts';
import { fixDescriptor } from '../../src/lint/fix/fix-descriptor.ts';
import type { LintResult } from '../../src/lint/lint-descriptor.ts';
import { placeFinding } from '../../src/lint/place-findings.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import { checkSchema } from '../../src/lint/schema-step.ts';
import { checkRules } from '../../src/lint/semantic-step.ts';
import { createTextPositions } from '../../src/lint/text-positions.ts';
import { applyPlan } from './apply-plan.ts';

/** The ways in which a document is written before it is mended. */
const PRINTS: Readonly<Record<string, (value: unknown) => string>> = {
  'with two blanks': (value) => `${JSON.stringify(value, null, 2)}\n`,
  'with tabs and CR LF': (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
  minified: (value) => JSON.stringify(value),
};

/**
 * Makes each fix that a rule offers, by itself and with the others: it does to the text what it plans for the value and
 * nothing else, its finding is gone, no error has come, and there is nothing left to make again.
 */
export async function expectFixesToWork(
  rule: Rule,
  descriptor: unknown,
  product: DescriptorProduct | undefined,
): Promise<void> {
  if (checkRules(descriptor, product, [rule]).every(({ fix }) => fix === undefined)) return;
  for (const [name, print] of Object.entries(PRINTS)) {
    const text = print(descriptor);
    const value: unknown = JSON.parse(text);
    const findings = checkRules(value, product, [rule]);
    const errors = await countErrors(value, product);
    for (const finding of findings.filter(({ fix }) => fix !== undefined)) {
      const after = expectPlannedChange(finding, text, value, print, name);
      expectGone(finding, findings, checkRules(after, product, [rule]), name);
      for (const [ruleId, count] of await countErrors(after, product)) {
        expect(count, `errors of ${ruleId} after the fix, ${name}`).toBeLessThanOrEqual(
          errors.get(ruleId) ?? 0,
        );
      }
    }
    await expectFixedPoint(rule, text, product, name);
  }
}

/** @returns the value after the fix */
function expectPlannedChange(
  finding: Finding,
  text: string,
  value: unknown,
  print: (value: unknown) => string,
  name: string,
): unknown {
  const { fix } = place(finding, text);
  expect(fix, `a fix of ${finding.message}, ${name}`).toBeDefined();
  const changed = applyEdits(text, fix?.edits ?? []);
  const after: unknown = JSON.parse(changed);
  const changes = finding.fix?.changes ?? [];
  const expected = applyPlan(value, changes);
  expect(after, name).toEqual(expected);
  // What is put into brackets keeps its lines; all else is written as if it had been there from the beginning.
  if (changes.every(({ kind }) => kind !== 'wrap')) expect(changed, name).toBe(print(expected));
  return after;
}

function expectGone(
  { pointer, key, message }: Finding,
  before: readonly Finding[],
  after: readonly Finding[],
  name: string,
): void {
  const isAlike = (other: Finding) =>
    other.message === message && other.pointer === pointer && other.key === key;
  const count = (list: readonly Finding[]) => list.filter(isAlike).length;
  // Where an entry of a list goes, the next one takes its pointer, and may have the same fault.
  const isGone = count(after) < count(before) || after.length < before.length;
  expect(isGone, `${message} is gone, ${name}`).toBe(true);
}

async function expectFixedPoint(
  rule: Rule,
  text: string,
  product: DescriptorProduct | undefined,
  name: string,
): Promise<void> {
  const lint = async (source: string) => toResult(check(rule, source, product));
  const { text: mended, dropped, result } = await fixDescriptor(text, lint);
  expect(dropped, `dropped fixes, ${name}`).toEqual([]);
  expect(
    result.diagnostics.filter(({ fix }) => fix !== undefined),
    `fixes left, ${name}`,
  ).toEqual([]);
  expect((await fixDescriptor(mended, lint)).passes, `passes over what is mended, ${name}`).toBe(0);
}

function check(rule: Rule, text: string, product: DescriptorProduct | undefined): readonly Diagnostic[] {
  return checkRules(JSON.parse(text), product, [rule]).map((finding) => place(finding, text));
}

function toResult(diagnostics: readonly Diagnostic[]): LintResult {
  const valid = diagnostics.every(({ severity }) => severity !== 'error');
  return { product: undefined, valid, diagnostics, descriptor: undefined, unusedValues: [], moduleKeys: {} };
}

function place(finding: Finding, text: string): Diagnostic {
  const root = parseTree(text);
  if (root === undefined) throw new Error(`no JSON: ${text}`);
  return placeFinding(finding, { text, root, positions: createTextPositions(text) });
}

/** Errors of all rules and of the schema, by rule. */
async function countErrors(
  value: unknown,
  product: DescriptorProduct | undefined,
): Promise<ReadonlyMap<string, number>> {
  const { findings } = await checkSchema(value, product);
  const counts = new Map<string, number>();
  for (const { ruleId, severity } of [...findings, ...checkRules(value, product, RULES)]) {
    if (severity === 'error') counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  }
  return counts;
}
