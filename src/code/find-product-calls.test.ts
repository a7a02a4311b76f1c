import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMarks, showCall } from '../../test/support/marked-source.ts';
import { packageFile } from '../core/package-root.ts';
import { findProductCalls } from './find-product-calls.ts';
import { languageOf } from './language.ts';

const FOLDER = packageFile('test', 'fixtures', 'code');

/** Sources in which every call is marked; what else looks like one is none. */
describe('the calls of', () => {
  test.each(readdirSync(FOLDER))('%s', (name) => {
    const source = readFileSync(path.join(FOLDER, name), 'utf8');
    const language = languageOf(name);
    if (language === undefined) throw new Error(`${name} is in no language`);
    const found = findProductCalls(source, language);
    const shown = found.map((call) => `${call.range.start.line} ${showCall(call)}`);
    expect(shown.toSorted(byLine)).toEqual(
      readMarks(source)
        .map(({ line, call }) => `${line} ${call}`)
        .toSorted(byLine),
    );
  });
});

function byLine(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
}
