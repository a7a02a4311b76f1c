import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addToModuleIndex, readModuleIndex, UnknownIndexError } from './module-index.ts';

const entry = (name: string, file = name, extension = '.ts') => ({ name, source: `./${file}`, extension });
const add = (text: string, ...names: readonly string[]) =>
  names.reduce((before, name) => addToModuleIndex(before, entry(name), 80), text);

describe('adding a route to the list of a project', () => {
  test.each([
    [
      'as connect-kit writes it',
      "import type { Module } from './module.ts';\n\nexport const modules: readonly Module[] = [];\n",
      "import { b } from './b.ts';\nimport type { Module } from './module.ts';\n\nexport const modules: readonly Module[] = [b];\n",
    ],
    [
      'behind imports that come first by their names',
      "import { a } from './a.ts';\n\nexport const modules = [a];\n",
      "import { a } from './a.ts';\nimport { b } from './b.ts';\n\nexport const modules = [a, b];\n",
    ],
    [
      'behind packages and folders further up',
      "import x from 'x';\nimport y from '../y.ts';\n\nexport const modules = [x, y];\n",
      "import x from 'x';\nimport y from '../y.ts';\nimport { b } from './b.ts';\n\nexport const modules = [x, y, b];\n",
    ],
    [
      'behind all where the others are in no order',
      "import { z } from './z.ts';\nimport { a } from './a.ts'; // first of all\nexport const modules = [z, a];\n",
      "import { z } from './z.ts';\nimport { a } from './a.ts'; // first of all\nimport { b } from './b.ts';\nexport const modules = [z, a, b];\n",
    ],
    [
      'with the quotes, the extension and without the semicolons of the others',
      'import { a } from "./a.js"\nexport const modules = [a] as const\n',
      'import { a } from "./a.js"\nimport { b } from "./b.js"\nexport const modules = [a, b] as const\n',
    ],
    [
      'without an extension where the others have none',
      "import { a } from './a';\nexport const modules = [a];\n",
      "import { a } from './a';\nimport { b } from './b';\nexport const modules = [a, b];\n",
    ],
    [
      'below what a file begins with',
      '#!/usr/bin/env node\n// @ts-check\n\n/** Routes. */\nexport const modules = [];\n',
      "#!/usr/bin/env node\n// @ts-check\nimport { b } from './b.ts';\n\n/** Routes. */\nexport const modules = [b];\n",
    ],
    [
      'in an empty file but for the list',
      'export const modules = [];',
      "import { b } from './b.ts';\n\nexport const modules = [b];",
    ],
    [
      'on a line of its own',
      "import { a } from './a.ts';\nexport const modules = [\n  a,\n] satisfies Module[];\n",
      "import { a } from './a.ts';\nimport { b } from './b.ts';\nexport const modules = [\n  a,\n  b,\n] satisfies Module[];\n",
    ],
    [
      'with a comma between where there is none at the end, and comments where they were',
      'export const modules = [\n\ta, // the first\n\tc // the last\n];\n',
      "import { b } from './b.ts';\n\nexport const modules = [\n\ta, // the first\n\tc, // the last\n\tb\n];\n",
    ],
    [
      'below a comment in an empty list',
      'export const modules = [\n    // connect-kit adds here\n];\n',
      "import { b } from './b.ts';\n\nexport const modules = [\n    // connect-kit adds here\n    b,\n];\n",
    ],
    [
      'with the line breaks of Windows',
      "import { a } from './a.ts';\r\n\r\nexport const modules = [\r\n  a,\r\n];\r\n",
      "import { a } from './a.ts';\r\nimport { b } from './b.ts';\r\n\r\nexport const modules = [\r\n  a,\r\n  b,\r\n];\r\n",
    ],
    [
      'whatever comments and texts say',
      "// export const modules = [x];\nconst text = 'export const modules = [y];';\nexport const modules = [/* none */];\n",
      "// export const modules = [x];\nimport { b } from './b.ts';\n\nconst text = 'export const modules = [y];';\nexport const modules = [b/* none */];\n",
    ],
  ])('%s', (_, before, after) => {
    expect(add(before, 'b')).toBe(after);
  });

  test('breaks a line that would be too long', () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => name.repeat(20));
    const imports = names.slice(0, 3).map((name) => `import { ${name} } from './${name}.ts';\n`);
    const text = `${imports.join('')}export const modules = [${names.slice(0, 3).join(', ')}];\n`;
    expect(addToModuleIndex(text, entry('dd'), 100)).toContain(`= [${names.slice(0, 3).join(', ')}, dd];`);
    expect(addToModuleIndex(text, entry('dd'), 80)).toContain('= [\n  aaaaaaaaaaaaaaaaaaaa,\n');
  });

  test('puts imports in the order that Biome asks for', () => {
    const files = ['a', 'a-2', 'a-2-b', 'a-10', 'a-b', 'a-b-c', 'a-ba', 'a1', 'a2', 'a10', 'aa', 'ab', 'b'];
    const index = (order: readonly string[]) =>
      order.reduce((text, file) => {
        const name = `x${file.replaceAll('-', '_')}`;
        return addToModuleIndex(text, entry(name, file), 200);
      }, 'export const modules = [];\n');
    for (const order of [files, files.toReversed(), files.toSorted()]) {
      expect(readModuleIndex(index(order)).sources).toEqual(files.map((file) => `./${file}.ts`));
    }
  });
});

describe('what is not understood is left alone', () => {
  test.each([
    ['no list', 'export const routes = [];'],
    ['two lists', 'export const modules = [];\nexport const modules = [];'],
    ['a list that is not exported', 'const modules = [];'],
    ['a list within something', 'function f() {\nexport const modules = [];\n}'],
    ['a variable', 'export let modules = [];'],
    ['a call', 'export const modules = [page()];'],
    ['a spread', 'export const modules = [...others];'],
    ['a hole', 'export const modules = [a,,b];'],
    ['a text', "export const modules = ['a'];"],
    ['a list in a list', 'export const modules = [[a]];'],
    ['a list that is worked upon', 'export const modules = [a].filter(Boolean);'],
    ['the same on the next line', 'export const modules = [a]\n  .filter(Boolean);'],
    ['a list out of a list', 'export const modules = [a][0];'],
    ['an object', 'export const modules = { a };'],
    ['a call around it', 'export const modules = list([a]);'],
    ['several at once', 'export const modules = [a], others = [b];'],
    ['an end that is missing', 'export const modules = [a,'],
    ['a type with braces', 'export const modules: { a: 1 }[] = [];'],
    ['an import of another kind', "import a = require('a');\nexport const modules = [a];"],
    ['an import of nothing', 'import a\nexport const modules = [a];'],
    ['the same name', "import { b } from './other.ts';\nexport const modules = [b];"],
    ['the same name elsewhere', 'const b = 1;\nexport const modules = [];'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(() => add(text, 'b')).toThrow(UnknownIndexError);
  });
});

test('However many are added, in whatever order: these are in the list, and nothing else has changed', () => {
  const indexes = fc.constantFrom(
    "import type { Module } from './module.ts';\n\nexport const modules: readonly Module[] = [];\n",
    '// @ts-check\n\n/** Routes. */\nexport const modules = [\n];\n',
    "import { kept } from './kept.ts'\r\nimport other from 'other'\r\n\r\nconst x = { y: [1, 2] };\r\nexport const modules = [kept, other];\r\nrun(modules);\r\n",
  );
  const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,11}[A-Z0-9]$/);
  const names = fc.uniqueArray(name, { maxLength: 12 });
  fc.assert(
    fc.property(indexes, names, fc.integer({ min: 40, max: 120 }), (text, added, width) => {
      const before = readModuleIndex(text);
      const result = added.reduce((current, one) => addToModuleIndex(current, entry(one), width), text);
      const after = readModuleIndex(result);
      expect(after.names).toEqual([...before.names, ...added]);
      expect(after.sources.toSorted()).toEqual(
        [...before.sources, ...added.map((one) => `./${one}.ts`)].toSorted(),
      );
      expect(essenceOf(withoutAdded(result, added))).toBe(essenceOf(text));
    }),
  );
});

/** The text without the lines and words that were put into it. */
function withoutAdded(text: string, added: readonly string[]): string {
  const lines = text
    .split(/(?<=\n)/)
    .filter((line) => !added.some((name) => line.startsWith(`import { ${name} }`)));
  return lines
    .join('')
    .replace(/\b\w+\b(?=[^[\]]*\];?\s*(?:run|$))/g, (word) => (added.includes(word) ? '' : word));
}

/** Blanks and commas come and go with what stands between them. */
function essenceOf(text: string): string {
  return text.replaceAll(/[\s,]/g, '');
}
