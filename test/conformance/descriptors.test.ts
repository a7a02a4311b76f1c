import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../src/catalog/products.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** Unknown module types that are truly unknown: nothing of Connect has them. */
const UNKNOWN_MODULES: Readonly<Record<string, readonly string[]>> = {
  'gregaubert__bitbucket-connect-test__1.json': ['/modules/helpPanel'],
  'Ganso619__status-colors__1.json': ['/modules/webResource'],
};

interface CorpusRow {
  readonly file: string;
  /** Undefined for HipChat, and where nobody knows. */
  readonly product: DescriptorProduct | undefined;
  readonly isHipChat: boolean;
  readonly kind: string;
  readonly isJson: boolean;
}

const rows: readonly CorpusRow[] = hasSharedFolder ? readCorpus() : [];

describe.skipIf(!hasSharedFolder)('130 real descriptors (needs ../shared, the reference material)', () => {
  test('are all there', () => {
    expect(rows).toHaveLength(130);
  });

  test.each(rows)('$file is read to the end, with places inside of it', async ({ file, product, ...row }) => {
    const text = readDescriptor(file);
    const { diagnostics, valid, descriptor } = await lint(text, product);
    for (const { range } of diagnostics) expectInside(text, range);
    expect(descriptor !== undefined).toBe(valid);
    const hasSyntaxErrors = !row.isJson && !row.isHipChat;
    expect(diagnostics.some(({ ruleId }) => ruleId.startsWith('syntax/'))).toBe(hasSyntaxErrors);
  });

  test.each(rows)(
    '$file is said to be no descriptor exactly when it is for HipChat',
    async ({ file, isHipChat }) => {
      const { diagnostics } = await lint(readDescriptor(file), undefined);
      const foreign = diagnostics.filter(({ ruleId }) => ruleId === 'schema/not-a-descriptor');
      expect(foreign).toHaveLength(isHipChat ? 1 : 0);
      if (isHipChat) expect(diagnostics).toEqual(foreign);
    },
  );

  test.each(rows.filter(({ kind, product, isJson }) => kind !== 'fixture' && product && isJson))(
    '$file has no unknown module types',
    async ({ file, product }) => {
      const { diagnostics } = await lint(readDescriptor(file), product);
      const unknown = diagnostics.filter(({ ruleId }) => ruleId === 'modules/unknown');
      expect(unknown.map(({ pointer }) => pointer)).toEqual(UNKNOWN_MODULES[file] ?? []);
    },
  );

  test.each(rows)('$file is not taken for another product', async ({ file, product }) => {
    const detected = (await lint(readDescriptor(file), undefined)).product;
    expect([product, undefined]).toContain(detected);
  });

  test('show which product they are for, unless they have only what Jira and Confluence both have', async () => {
    const detected = await Promise.all(rows.map(({ file }) => lint(readDescriptor(file), undefined)));
    expect(detected.filter(({ product }) => product !== undefined).length).toBeGreaterThanOrEqual(77);
  });
});

function lint(text: string, product: DescriptorProduct | undefined) {
  return lintDescriptor(text, product === undefined ? {} : { product });
}

function readDescriptor(file: string): string {
  return readFileSync(sharedFile('corpus/descriptors', file), 'utf8').replace(/^\ufeff/, '');
}

function readCorpus(): readonly CorpusRow[] {
  const [, ...lines] = readFileSync(sharedFile('corpus/descriptors.tsv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [file = '', , , , product, kind = '', json] = line.split('\t');
    return {
      file,
      product: DESCRIPTOR_PRODUCTS.find((name) => name === product),
      isHipChat: product === 'hipchat',
      kind,
      isJson: json === 'yes',
    };
  });
}

function expectInside(text: string, { start, end }: Diagnostic['range']): void {
  const lines = text.split(/\r\n|\n|\r/);
  for (const { line, column } of [start, end]) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column - 1).toBeLessThanOrEqual(lines[line - 1]?.length ?? -1);
  }
  expect(end.line > start.line || (end.line === start.line && end.column >= start.column)).toBe(true);
}
