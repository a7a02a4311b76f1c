import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  keyFor,
  packageNameFor,
  problemOfFolderName,
  problemOfKey,
  problemOfName,
  titleFor,
} from './names.ts';

describe('what is made of a folder name', () => {
  test.each([
    ['my-addon', 'my-addon', 'My addon'],
    ['My Add-on', 'my-add-on', 'My add on'],
    ['  Über.App!! ', 'uber.app', 'Uber app'],
    ['_private', 'private', 'Private'],
    ['日本', 'connect-addon', 'Connect addon'],
    ['express', 'express-addon', 'Express addon'],
  ])('%j becomes the package %s, titled %s', (folder, packageName, title) => {
    expect(packageNameFor(folder, ['express'])).toBe(packageName);
    expect(titleFor(packageName)).toBe(title);
  });

  test('is always something that npm and Atlassian take', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (folder) => {
        const name = packageNameFor(folder, ['express']);
        expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{0,213}$/);
        expect(name).not.toBe('express');
        expect(problemOfKey(keyFor(name))).toBeUndefined();
        expect(problemOfName(titleFor(name))).toBeUndefined();
      }),
    );
  });
});

describe('keys', () => {
  test.each(['a', 'com.acme.add-on_1', 'x'.repeat(64)])('takes %s', (key) => {
    expect(problemOfKey(key)).toBeUndefined();
  });
  test.each(['', 'with space', 'ümlaut', 'a/b', 'x'.repeat(65)])('refuses %j', (key) => {
    expect(problemOfKey(key)).toMatch(/^A key has/);
  });
});

describe('names', () => {
  test.each(['Sprint notes', '日本', 'A "quoted" \\ name'])('takes %s', (name) => {
    expect(problemOfName(name)).toBeUndefined();
  });
  test.each(['', '  ', 'two\nlines', 'x'.repeat(101), '{{localBaseUrl}}'])('refuses %j', (name) => {
    expect(problemOfName(name)).toMatch(/^A name/);
  });
});

describe('folder names', () => {
  test.each(['my-addon', 'My App', '.hidden', 'console', 'com10'])('takes %s', (name) => {
    expect(problemOfFolderName(name)).toBeUndefined();
  });
  test.each([
    'a:b',
    'a?',
    'what*',
    'a\\b',
    'ends.',
    'ends ',
    'CON',
    'nul.txt',
    'com1',
    'node_modules',
    '.git',
  ])('refuses %j', (name) => {
    expect(problemOfFolderName(name)).toBeDefined();
  });
});
