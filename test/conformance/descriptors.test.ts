import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PRODUCTS, type Product } from '../../src/catalog/products.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/**
 * Where our verdict differs from that of Atlassian's schema (of about 2021, placeholders filled in), and why.
 * The schema rejected `signed-install` and `context-qsh` below `apiMigrations`, which came later.
 */
const DIFFERENT_VERDICTS: Readonly<Record<string, string>> = {
  'Mermaid-Chart__jira-plugin__1.json': 'apiMigrations of later years',
  'Mermaid-Chart__jira-plugin__h1.json': 'apiMigrations of later years',
  'Mermaid-Chart__jira-plugin__h2.json': 'apiMigrations of later years',
  'Mermaid-Chart__jira-plugin__h3.json': 'apiMigrations of later years',
  'Inferus__teamlead__1.json': 'apiMigrations of later years',
  'Inferus__teamlead__h3.json': 'apiMigrations of later years',
  'Inferus__teamlead__h4.json': 'apiMigrations of later years',
  'MedCrypt__Schemas__2.json': 'apiMigrations of later years',
  'povilas-teambit__tempo-bulk-change-cloud-gh__1.json': 'apiMigrations of later years',
  'povilas-teambit__tempo-bulk-change-cloud-gh__h2.json': 'apiMigrations of later years',
  'aws-samples__aws-code-suite-for-atlassian-connect__h2.json':
    'vendor.url holds placeholders that were not filled in',
  'leanconvert__create-react-static-atlassian-connect-addon__1.json': 'an empty baseUrl cannot be called',
};

/** Unknown module types that are truly unknown: nothing of Connect has them. */
const UNKNOWN_MODULES: Readonly<Record<string, readonly string[]>> = {
  'Ganso619__status-colors__1.json': ['/modules/webResource'],
};

interface CorpusRow {
  readonly file: string;
  readonly product: Product | undefined;
  readonly kind: string;
  readonly isJson: boolean;
  readonly schemaValid: string;
}

const rows: readonly CorpusRow[] = hasSharedFolder ? readCorpus() : [];

describe.skipIf(!hasSharedFolder)('130 real descriptors (needs ../shared, the reference material)', () => {
  test('are all there', () => {
    expect(rows).toHaveLength(130);
  });

  test.each(rows)('$file is read to the end, with places inside of it', async ({ file, product, isJson }) => {
    const text = readDescriptor(file);
    const { diagnostics, valid, descriptor } = await lint(text, product);
    for (const { range } of diagnostics) expectInside(text, range);
    expect(descriptor !== undefined).toBe(valid);
    expect(diagnostics.some(({ ruleId }) => ruleId.startsWith('syntax/'))).toBe(!isJson);
  });

  test.each(rows.filter(({ schemaValid }) => schemaValid !== ''))(
    "$file: the verdict is that of Atlassian's schema, or differs for a reason",
    async ({ file, schemaValid }) => {
      const { valid } = await lint(readDescriptor(file), 'jira');
      const isSame = valid === (schemaValid === 'yes');
      expect(isSame).toBe(!Object.hasOwn(DIFFERENT_VERDICTS, file));
    },
  );

  test.each(rows.filter(({ kind, product, isJson }) => kind !== 'fixture' && product && isJson))(
    '$file has no unknown module types',
    async ({ file, product }) => {
      const { diagnostics } = await lint(readDescriptor(file), product);
      const unknown = diagnostics.filter(({ ruleId }) => ruleId === 'schema/unknown-module');
      expect(unknown.map(({ pointer }) => pointer)).toEqual(UNKNOWN_MODULES[file] ?? []);
    },
  );

  test.each(rows.filter(({ kind, product, isJson }) => kind !== 'fixture' && product && isJson))(
    '$file is not taken for the other product',
    async ({ file, product }) => {
      const detected = (await lint(readDescriptor(file), undefined)).product;
      expect([product, undefined]).toContain(detected);
    },
  );
});

function lint(text: string, product: Product | undefined) {
  return lintDescriptor(text, product === undefined ? {} : { product });
}

function readDescriptor(file: string): string {
  return readFileSync(sharedFile('corpus/descriptors', file), 'utf8').replace(/^\ufeff/, '');
}

function readCorpus(): readonly CorpusRow[] {
  const [, ...lines] = readFileSync(sharedFile('corpus/descriptors.tsv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [file = '', , , , product, kind = '', json, schemaValid = ''] = line.split('\t');
    return {
      file,
      product: PRODUCTS.find((name) => name === product),
      kind,
      isJson: json === 'yes',
      schemaValid,
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
