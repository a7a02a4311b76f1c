import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIALECTS, printCall } from '../../test/support/call-sites.ts';
import { soak } from '../../test/support/soak.ts';
import { listRestOperations } from '../catalog/rest-operations.ts';
import { packageFile } from '../core/package-root.ts';
import { findProductCalls } from './find-product-calls.ts';
import { LANGUAGES, type Language, languageOf } from './language.ts';

const OPERATIONS = listRestOperations().filter(({ path }) => /^\/(?:wiki\/)?rest\//.test(path));

/** Which operation is called how, and what stands before the call. */
const calls = fc.array(
  fc.record({
    operation: fc.nat(OPERATIONS.length - 1),
    text: fc.nat(20),
    call: fc.nat(20),
    noise: fc.nat(20),
    indent: fc.constantFrom('', '\n', '\r\n'),
  }),
  { minLength: 1, maxLength: 8 },
);

const languages = Object.keys(DIALECTS).filter((name): name is Language => name in DIALECTS);

describe('a call of any operation, written in', () => {
  test.each(languages)('%s, is found with its method, path and place', (language) => {
    const dialect = DIALECTS[language];
    if (dialect === undefined) throw new Error(language);
    fc.assert(
      fc.property(calls, (choices) => {
        let source = dialect.preamble ?? '';
        const expected: string[] = [];
        for (const { operation, noise, indent, ...choice } of choices) {
          const { method = '', path: template = '' } = OPERATIONS[operation] ?? {};
          const printed = printCall(dialect, method, template.split(/\{[^}]+\}/), choice);
          source += `${dialect.noise[noise % dialect.noise.length]}\n${indent}`;
          expected.push(
            `${source.length + printed.literal} ${method} ${template.replaceAll(/\{[^}]+\}/g, '{}')}`,
          );
          source += `${printed.code}\n`;
        }
        const found = findProductCalls(source, language).map(
          (call) =>
            `${offsetOf(source, call.range.start)} ${call.method} ${call.path}${call.isOpen ? '…' : ''}`,
        );
        expect(found, source).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });
});

const FOLDER = packageFile('test', 'fixtures', 'code');
const FIXTURES = readdirSync(FOLDER).flatMap((name) => {
  const language = languageOf(name);
  return language === undefined ? [] : [{ language, source: readFileSync(path.join(FOLDER, name), 'utf8') }];
});

/** Takes a piece away, puts one twice, or puts in what opens or closes something. */
const mutation = fc.record({
  at: fc.nat(10_000),
  length: fc.nat(60),
  insert: fc.oneof(
    fc.constantFrom(
      '"',
      "'",
      '`',
      '"""',
      '${',
      '#{',
      '{{',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '<',
      '/',
      '/*',
      '<<~A',
      '\\',
      '\n',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
});

test('sources that are broken in any way are read all the same', () => {
  fc.assert(
    fc.property(
      fc.nat(FIXTURES.length - 1),
      fc.constantFrom(...LANGUAGES),
      fc.boolean(),
      fc.array(mutation, { maxLength: 6 }),
      (index, other, isOwn, mutations) => {
        const { source = '', language = other } = FIXTURES[index] ?? {};
        const broken = mutations.reduce((text, { at, length, insert }) => {
          const start = at % (text.length + 1);
          return `${text.slice(0, start)}${insert}${text.slice(start + length)}`;
        }, source);
        for (const { range, path: found } of findProductCalls(broken, isOwn ? language : other)) {
          const start = offsetOf(broken, range.start);
          expect(start).toBeLessThan(offsetOf(broken, range.end));
          expect(found).toMatch(/^\/[^\s?#]*$/);
        }
      },
    ),
    { numRuns: soak(100, 300) },
  );
});

/** Each takes seconds at most; with work that grows by the square of the length, it would be many minutes. */
describe('the time grows with the length only, also for', () => {
  const P = '/rest/api/3/issue';
  test.each<[Language, string]>([
    ['javascript', '(['],
    ['javascript', '`${'],
    ['javascript', '<a>{'],
    ['javascript', '/['],
    ['javascript', `a+"${P}"+`],
    ['javascript', `f("${P}",`],
    ['javascript', `[{url:"${P}"},`],
    ['javascript', `{"${P}": `],
    ['javascript', `let a = a + "${P}";`],
    ['javascript', `const url = "${P}"; function f(url) { get(url) }\n`],
    ['typescript', 'a<b<'],
    ['typescript', 'await & '],
    ['java', `@GetMapping("${P}")\n`],
    ['java', `get("${P}").then(`],
    ['java', 'String.format("%s", '],
    ['kotlin', '/* '],
    ['python', `def f(url):\n  url = "${P}"\n  get(url)\n`],
    ['python', '"%s" % '],
    ['ruby', '<<A1 '],
    ['ruby', '<<A\n'],
    ['php', '<?php <<<A\n'],
    ['csharp', '$"{'],
    ['go', 'a.b('],
    ['rust', 'r#"'],
    ['html', '<script>'],
    ['ejs', '<% {{'],
  ])(
    '%s with %j over and over',
    (language, unit) => {
      const source = unit.repeat(Math.ceil(100_000 / unit.length));
      expect(() => findProductCalls(source, language)).not.toThrow();
    },
    120_000,
  );
});

function offsetOf(
  source: string,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  const lines = source.split(/(?<=\n)/);
  return lines.slice(0, line - 1).reduce((sum, text) => sum + text.length, 0) + column - 1;
}
