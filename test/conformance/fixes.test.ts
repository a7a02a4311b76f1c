import { readFileSync } from 'node:fs';
import { diffLines } from 'diff';
import { describe, expect, test } from 'vitest';
import { PRODUCTS, type Product } from '../../src/catalog/products.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';
import { isRecord } from '../../src/core/json.ts';
import { applyFixes } from '../../src/lint/fix/apply-fixes.ts';
import { fixDescriptor } from '../../src/lint/fix/fix-descriptor.ts';
import { toPointer } from '../../src/lint/json-pointer.ts';
import { type LintResult, lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

interface CorpusFile {
  readonly file: string;
  readonly product: Product | undefined;
}

const files: readonly CorpusFile[] = hasSharedFolder ? listFiles() : [];

describe.skipIf(!hasSharedFolder)(
  'fixes of 130 real descriptors (needs ../shared, the reference material)',
  () => {
    test('are made in all of them', () => {
      expect(files).toHaveLength(130);
    });

    test.each(files)(
      'each fix of $file by itself mends its finding and nothing else',
      async ({ file, product }) => {
        const text = read(file);
        const lint = lintFor(product);
        const before = await lint(text);
        for (const finding of before.diagnostics.filter(({ fix }) => fix !== undefined)) {
          const name = `${finding.ruleId} at ${finding.pointer}`;
          const { text: after } = applyFixes(text, [finding]);
          const result = await lint(after);
          expect(countAlike(finding, result), `${name} is gone`).toBeLessThan(countAlike(finding, before));
          expectSmallChange(finding, text, after, name);
          expect(lineBreaksOf(text), name).toEqual(expect.arrayContaining(lineBreaksOf(after)));
          if (!finding.ruleId.startsWith('syntax/')) expectSameElsewhere(finding, text, after, name);
        }
      },
    );

    test.each(files)('all fixes of $file come to an end, and do no harm', async ({ file, product }) => {
      const text = read(file);
      const lint = lintFor(product);
      const before = await lint(text);
      const fixed = await fixDescriptor(text, lint);
      expect(fixed.dropped).toEqual([]);
      expect(fixed.result.diagnostics.filter(({ fix }) => fix !== undefined)).toEqual([]);
      expect(fixed.passes).toBeLessThan(10);
      expect(fixed.result).toEqual(await lint(fixed.text));
      expect((await fixDescriptor(fixed.text, lint)).passes).toBe(0);
      if (before.valid) expect(fixed.result.valid).toBe(true);
    });
  },
);

function lintFor(product: Product | undefined) {
  return (text: string) => lintDescriptor(text, product === undefined ? {} : { product });
}

function countAlike({ ruleId, message }: Diagnostic, { diagnostics }: LintResult): number {
  return diagnostics.filter((other) => other.ruleId === ruleId && other.message === message).length;
}

/** As git would show it: lines that a fix does not touch are no part of its diff. */
function expectSmallChange({ fix }: Diagnostic, before: string, after: string, name: string): void {
  const touched = (fix?.edits ?? []).reduce((sum, { offset, length }) => {
    const [, ...breaks] = before.slice(offset, offset + length).split('\n');
    return sum + 1 + breaks.length;
  }, 0);
  const changes = diffLines(before, after).filter(({ removed }) => removed);
  const removed = changes.reduce((sum, { count }) => sum + count, 0);
  expect(removed, `lines that ${name} changes`).toBeLessThanOrEqual(touched);
}

/**
 * What is not below the object or list that the finding is in has the value that it had. At the root, that is all of it:
 * there, properties stay that are in both texts, but for the one that the finding is about.
 */
function expectSameElsewhere({ pointer }: Diagnostic, before: string, after: string, name: string): void {
  const place = pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
  const [one, other] = [before, after].map(readStrictly);
  if (one === undefined || other === undefined) return;
  if (place !== '') {
    expect(hide(other, '', place), name).toEqual(hide(one, '', place));
  } else if (isRecord(one) && isRecord(other)) {
    for (const key of Object.keys(one)) {
      const isMeant = pointer === '' || pointer === toPointer([key]) || !Object.hasOwn(other, key);
      if (!isMeant) expect(other[key], `${key} after the fix of ${name}`).toEqual(one[key]);
    }
  }
}

function hide(value: unknown, at: string, place: string): unknown {
  if (at === place) return 'what is mended';
  if (Array.isArray(value)) return value.map((entry, index) => hide(entry, `${at}/${index}`, place));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, hide(entry, `${at}${toPointer([key])}`, place)]),
  );
}

function readStrictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lineBreaksOf(text: string): string[] {
  return [...new Set(text.match(/\r\n|\n|\r/g))];
}

function read(file: string): string {
  return readFileSync(sharedFile('corpus/descriptors', file), 'utf8');
}

function listFiles(): readonly CorpusFile[] {
  const [, ...lines] = readFileSync(sharedFile('corpus/descriptors.tsv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [file = '', , , , product] = line.split('\t');
    return { file, product: PRODUCTS.find((name) => name === product) };
  });
}
