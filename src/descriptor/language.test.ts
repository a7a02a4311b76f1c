import { describe, expect, test } from 'vitest';
import { languageOf, type SourceOrigin } from './language.ts';

describe('what a source is written in', () => {
  test.each<[string, string, SourceOrigin, string]>([
    ['JSON, without any sign', '{"key": "a"}', {}, 'json'],
    ['YAML, by its name', 'key: a', { name: 'atlassian-connect.yml' }, 'yaml'],
    ['YAML, by its name, also where it begins like JSON', '{key: a}', { name: 'a/b.YAML' }, 'yaml'],
    [
      'YAML, by what the server says',
      'key: a',
      { name: '/d', contentType: 'application/x-yaml; charset=utf-8' },
      'yaml',
    ],
    [
      'JSON, whatever the server says',
      ' {"key": "a"}',
      { name: '/d.yaml', contentType: 'text/yaml' },
      'json',
    ],
    ['YAML, by its first line', '# mine\n\nkey: a\n', {}, 'yaml'],
    ['YAML, by the sign of a document', '---\n"key": a\n', {}, 'yaml'],
    ['YAML, behind a byte order mark', '\ufeffkey: a', {}, 'yaml'],
    ['YAML that is served as text', 'key: a', { name: '/d', contentType: 'text/plain' }, 'yaml'],
    ['JSON with a name that says nothing', '{"key": "a"}', { name: 'yaml' }, 'json'],
    ['a template of JSON', '{{define "config"}}\n{"key": "a"}', {}, 'json'],
    ['JSON that lacks its first bracket', '"key": "a"', {}, 'json'],
    ['a URL', 'https://example.com', {}, 'json'],
    ['a page', '<!DOCTYPE html>', {}, 'json'],
    ['nothing', '', {}, 'json'],
  ])('%s', (_, text, origin, expected) => {
    expect(languageOf(text, origin)).toBe(expected);
  });
});
