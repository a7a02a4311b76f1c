import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../src/catalog/products.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { readSource } from '../../src/lint/reading/read-source.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** Unknown module types that are truly unknown: nothing of Connect has them. */
const UNKNOWN_MODULES: Readonly<Record<string, readonly string[]>> = {
  'gregaubert__bitbucket-connect-test__1.json': ['/modules/helpPanel'],
  'Ganso619__status-colors__1.json': ['/modules/webResource'],
};

/** Every mistake in the syntax of these files; templates that are none of JSON before they are filled in have none. */
const SYNTAX_FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'Jekzer__Kudos2U__h4.json': ['error syntax/trailing-comma 23:16'],
  'Jekzer__Kudos2U__h8.json': ['error syntax/comment 15:9'],
  // What atlassian-connect-express fills in, it reads as JSON5.
  'Oleg-Sachuk__Jira-Cloud-addon__h10.json': [
    'warning syntax/comment 18:9',
    'warning syntax/comment 24:13',
    'warning syntax/comment 36:13',
  ],
  'Oleg-Sachuk__Jira-Cloud-addon__h8.json': [
    'warning syntax/comment 18:9',
    'warning syntax/comment 27:13',
    'warning syntax/comment 40:13',
  ],
  'Oleg-Sachuk__Jira-Cloud-addon__h9.json': [
    'warning syntax/comment 18:9',
    'warning syntax/comment 24:13',
    'warning syntax/comment 37:13',
  ],
  'bazloo__plugin-for-jira__h3.json': ['error syntax/comment 10:47'],
  'bazloo__plugin-for-jira__h4.json': ['error syntax/comment 10:47'],
  'bazloo__plugin-for-jira__h5.json': ['error syntax/comment 10:47'],
  'mahmoudimus__ac__6.json': ['error syntax/missing-comma 6:5', 'error syntax/trailing-comma 19:14'],
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

  test.each(rows)(
    '$file is read to the end, with places inside of it',
    async ({ file, product, isHipChat }) => {
      const text = readDescriptor(file);
      const { diagnostics, valid, descriptor } = await lint(text, product);
      for (const { range } of diagnostics) expectInside(text, range);
      expect(descriptor !== undefined).toBe(valid);
      const syntax = diagnostics.filter(({ ruleId }) => ruleId.startsWith('syntax/'));
      const shown = syntax.map(
        ({ severity, ruleId, range }) => `${severity} ${ruleId} ${range.start.line}:${range.start.column}`,
      );
      expect(shown).toEqual(isHipChat ? [] : (SYNTAX_FINDINGS[file] ?? []));
    },
  );

  test.each(rows)('$file is understood', async ({ file }) => {
    const { document } = await readSource(readDescriptor(file));
    expect(document?.value).toMatchObject({ key: expect.any(String) });
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
  return readFileSync(sharedFile('corpus/descriptors', file), 'utf8');
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
