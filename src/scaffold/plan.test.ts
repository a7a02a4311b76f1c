import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlaceholderValues } from './placeholders.ts';
import { planProject } from './plan.ts';

const values: PlaceholderValues = {
  PROJECT_NAME: 'my-addon',
  ADDON_KEY: 'com.acme.my-addon',
  ADDON_NAME: 'My add-on',
  CONNECT_KIT_SPEC: '^1.0.0',
  PM: 'pnpm',
  EXEC: 'pnpm exec',
  PRODUCT: 'Jira',
  PM_INSTALL_CI: 'pnpm install --frozen-lockfile',
  PM_INSTALL_PROD: 'pnpm install --frozen-lockfile --prod',
  PM_SETUP: 'npm install --global pnpm@10',
  PM_LOCK: 'pnpm-lock.yaml',
  PM_NODES: '20, 22, 24',
};

function plan(path: string, content: string | Uint8Array, overrides: Partial<PlaceholderValues> = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return planProject([{ path, content: bytes }], { ...values, ...overrides });
}

function textOf(files: ReturnType<typeof planProject>): string {
  return new TextDecoder().decode(files[0]?.content);
}

describe('placeholders', () => {
  test.each([
    ['# __ADDON_NAME__: `__EXEC__ connect-kit dev`', 'A_b*', '# A\\_b\\*: `pnpm exec connect-kit dev`'],
    ['Call it `__ADDON_NAME__`, or __ADDON_NAME__', 'A_b', 'Call it `A_b`, or A\\_b'],
    ['```sh\n__ADDON_NAME__\n```\n__ADDON_NAME__', 'A_b', '```sh\nA_b\n```\nA\\_b'],
  ])('are filled in Markdown: %j', (text, name, expected) => {
    expect(textOf(plan('README.md', text, { ADDON_NAME: name }))).toBe(expected);
  });

  test('are filled in HTML, YAML and Dockerfiles as those want it', () => {
    const name = '"<&$\\';
    const fill = (file: string, text: string) => textOf(plan(file, text, { ADDON_NAME: name }));
    expect(fill('a/b.html', '<b>__ADDON_NAME__</b>')).toBe('<b>&quot;&lt;&amp;$\\</b>');
    expect(fill('.github/ci.yml', 'run: __PM_INSTALL_CI__ # "__ADDON_NAME__"')).toBe(
      String.raw`run: pnpm install --frozen-lockfile # "\"<&$\\"`,
    );
    expect(fill('Dockerfile', 'RUN __PM_SETUP__\nLABEL a="__ADDON_NAME__"')).toBe(
      `RUN npm install --global pnpm@10\nLABEL a=${String.raw`"\"<&\$\\"`}`,
    );
    expect(() => fill('a.yml', 'name: __ADDON_NAME__')).toThrow('without double quotes');
  });

  test('are filled in JSON so that any name comes out as it went in, even one that looks like a placeholder', () => {
    const tricky = fc.constantFrom('__ADDON_KEY__', '"', '\\', '$&', '$1', '\u2028', 'é');
    fc.assert(
      fc.property(fc.array(fc.oneof(tricky, fc.string())), (parts) => {
        const name = parts.join('');
        const text = textOf(
          plan('a.json', '{"a":"__ADDON_NAME__","b":["__ADDON_KEY__"]}', { ADDON_NAME: name }),
        );
        expect(JSON.parse(text)).toEqual({ a: name, b: [values.ADDON_KEY] });
      }),
    );
  });

  test('are left alone in code and in files that are no text', () => {
    expect(textOf(plan('src/a.ts', "'__ADDON_KEY__'"))).toBe("'__ADDON_KEY__'");
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00);
    expect(plan('icon.png', bytes)[0]?.content).toEqual(bytes);
  });

  test('of the product stay for the running add-on', () => {
    expect(textOf(plan('atlassian-connect.json', '"{{localBaseUrl}}"'))).toBe('"{{localBaseUrl}}"');
  });

  test('may be unknown in a plain project, which is not even UTF-8', () => {
    const content = Uint8Array.of(0xe9);
    expect(planProject([{ path: 'a.md', content }], values, false)).toEqual([{ path: 'a.md', content }]);
    expect(() => planProject([{ path: 'a.md', content }], values)).toThrow('not UTF-8');
  });

  test('must be known', () => {
    expect(() => plan('README.md', '__ADDON_COLOUR__')).toThrow('unknown placeholder: __ADDON_COLOUR__');
  });
});

describe('paths', () => {
  test('get their own name back', () => {
    expect(plan('sub/_gitignore', '')[0]?.path).toBe('sub/.gitignore');
    expect(plan('_other', '')[0]?.path).toBe('_other');
  });

  test.each(['../a', 'a/../../b', '/etc/a', 'a//b', './a', 'a\\..\\b', 'C:/a', '.git/config', ''])(
    'must stay inside the project: %j',
    (path) => {
      expect(() => plan(path, '')).toThrow('unusable path');
    },
  );

  test('must differ by more than case', () => {
    const file = (path: string) => ({ path, content: new Uint8Array() });
    expect(() => planProject([file('_gitignore'), file('.gitignore')], values)).toThrow('twice');
    expect(() => planProject([file('Readme.txt'), file('README.txt')], values)).toThrow('twice');
  });
});
