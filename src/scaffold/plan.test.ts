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
};

function plan(path: string, content: string | Uint8Array, overrides: Partial<PlaceholderValues> = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return planProject([{ path, content: bytes }], { ...values, ...overrides });
}

function textOf(files: ReturnType<typeof planProject>): string {
  return new TextDecoder().decode(files[0]?.content);
}

describe('placeholders', () => {
  test('are filled in Markdown as they are', () => {
    expect(textOf(plan('README.md', '# __ADDON_NAME__: `__EXEC__ connect-kit dev`'))).toBe(
      '# My add-on: `pnpm exec connect-kit dev`',
    );
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
