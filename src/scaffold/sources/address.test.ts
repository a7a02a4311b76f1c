import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTemplateAddress } from './address.ts';

const parse = (text: string) => parseTemplateAddress(text, '/work');

test('a name is a template of connect-kit', () => {
  expect(parse('express')).toEqual({ kind: 'bundled', name: 'express' });
});

test.each(['.', '..', './a', '../a b', '/a', 'a/b', '..\\a', '--upload-pack=/bin/x'])(
  '%s is a folder',
  (text) => {
    expect(parse(text)).toEqual({ kind: 'folder', folder: path.resolve('/work', text), label: text });
  },
);

describe('a repository', () => {
  test.each([
    ['github:o/r', 'https://github.com/o/r.git', undefined, ''],
    ['github:o/r#v1.2', 'https://github.com/o/r.git', 'v1.2', ''],
    ['gitlab:o/r.git/a/b#feature/x', 'https://gitlab.com/o/r.git', 'feature/x', 'a/b'],
    ['bitbucket:o/r/a', 'https://bitbucket.org/o/r.git', undefined, 'a'],
    ['https://github.com/o/r', 'https://github.com/o/r', undefined, ''],
    ['https://github.com/o/r/a/b#main', 'https://github.com/o/r', 'main', 'a/b'],
    ['https://git.acme.com/x/y/r.git/a', 'https://git.acme.com/x/y/r.git', undefined, 'a'],
    ['https://git.acme.com/x/y/r', 'https://git.acme.com/x/y/r', undefined, ''],
    ['ssh://git@acme.com:2222/r.git', 'ssh://git@acme.com:2222/r.git', undefined, ''],
    ['git@github.com:o/r.git', 'git@github.com:o/r.git', undefined, ''],
    ['git@github.com:o/r.git/a#0123abc', 'git@github.com:o/r.git', '0123abc', 'a'],
    ['file:///srv/r.git/a', 'file:///srv/r.git', undefined, 'a'],
  ])('%s', (text, url, ref, subfolder) => {
    expect(parse(text)).toMatchObject({ kind: 'git', url, ref, subfolder });
  });

  test('is asked for with the credentials of its address, and named without', () => {
    expect(parse('https://me:s3cret@acme.com/r.git#main')).toMatchObject({
      url: 'https://me:s3cret@acme.com/r.git',
      label: 'https://acme.com/r.git#main',
    });
    expect(parse('ssh://git@acme.com/r.git')).toMatchObject({ label: 'ssh://git@acme.com/r.git' });
  });
});

test.each([
  ['npm:a', 'a'],
  ['npm:@acme/template-x@1.2.3', '@acme/template-x@1.2.3'],
  ['npm:a@^2', 'a@^2'],
  ['npm:a@next', 'a@next'],
])('%s is a package', (text, spec) => {
  expect(parse(text)).toEqual({ kind: 'npm', spec, label: text });
});

test.each([
  // Options of git, of ssh and of npm.
  '--upload-pack=x',
  '-x',
  'github:--upload-pack=x/y',
  'github:o/-r',
  'github:o/r#--upload-pack=x',
  'github:o/r#-x',
  'ssh://-oProxyCommand=x/y',
  'ssh://-oProxyCommand=x@host/y',
  'git@-oProxyCommand=x:y',
  '-oProxyCommand=x@host:y',
  'git@host:-x',
  'npm:--registry=http://evil',
  'npm:a@--x y',
  // Protocols that run programs or are not safe.
  'ext::sh -c x',
  'git://host/r',
  'http://host/r.git',
  'https://host/r.git?x=y',
  // What npm would take for something else than a package of a registry.
  'npm:git+ssh://git@host/r',
  'npm:../a',
  'npm:a@file:../b',
  'npm:a@https://evil/x.tgz',
  'npm:',
  // References that are ranges of them.
  'github:o/r#a..b',
  'github:o/r#a:b',
  'github:o/r#a b',
  'github:o/r#',
  // Folders that lead out.
  'github:o/r/../x',
  'https://host/r.git/a%2f..%2f..%2fx',
  'git@host:r.git/a/../../x',
  'github:o',
  'git@host:r.git\n--upload-pack=x',
  'nowhere',
])('%j is refused before anything runs', (text) => {
  expect(() => parse(text)).toThrow(/no address of a template|is not one of/);
});

test('a secret in an address that will not do is not repeated', () => {
  expect(() => parse('ftp://me:s3cret@host/r')).toThrow(/^"ftp:\/\/host\/r" is no address/);
});
