import { describe, expect, test } from 'vitest';
import type { Change } from '../fix-plan.ts';
import type { SourceNode } from '../source-node.ts';
import { applyEdits } from './apply-edits.ts';
import { toFix } from './to-fix.ts';

/** The tree of `key: value` or, without key, of an entry of a list: `- value`. */
function readPair(text: string): SourceNode {
  const [, name = '', blanks = '', written = ''] = /^(.*?):( +)(.*)$/s.exec(text) ?? [];
  const key: SourceNode = {
    type: 'string',
    offset: 0,
    length: name.length,
    value: name.replace(/^["']|["']$/g, ''),
  };
  const offset = name.length + 1 + blanks.length;
  const scalar: SourceNode = { type: 'string', offset, length: written.length, value: written };
  const property: SourceNode = { type: 'property', offset: 0, length: text.length, children: [key, scalar] };
  return { type: 'object', offset: 0, length: text.length, children: [property] };
}

function fix(text: string, change: Change): string | undefined {
  const found = toFix(
    { title: 'Mend it', changes: [change] },
    { text, root: readPair(text), language: 'yaml' },
  );
  return found === undefined ? undefined : applyEdits(text, found.edits);
}

describe('in YAML, a plain scalar is replaced', () => {
  test.each<[string, unknown, string]>([
    ['key: Jwt', 'jwt', 'key: jwt'],
    ['key: Read', 'READ', 'key: READ'],
    ['key:   x', 'com.example.a', 'key:   com.example.a'],
    ['key: no', 'yes', 'key: "yes"'],
    ['key: x', 'a: b # c', 'key: "a: b # c"'],
    ['key: x', '1', 'key: "1"'],
    ['key: x', '', 'key: ""'],
    ['key: x', 1, 'key: 1'],
    ['key: x', true, 'key: true'],
    ['key: x', null, 'key: null'],
    ['key: https://a/', 'https://a', 'key: https://a'],
  ])('%s by %j', (text, value, expected) => {
    expect(fix(text, { kind: 'replace', pointer: '/key', value })).toBe(expected);
  });
});

describe('in YAML, a key is renamed', () => {
  test.each([
    ['key: x', 'other: x'],
    ['"key": x', '"other": x'],
    ["'key': x", "'other': x"],
  ])('%s', (text, expected) => {
    expect(fix(text, { kind: 'rename', pointer: '', key: 'key', to: 'other' })).toBe(expected);
  });
});

describe('in YAML, there is no fix', () => {
  test.each<[string, string, Change]>([
    ['for a scalar in quotes', 'key: "x"', { kind: 'replace', pointer: '/key', value: 'y' }],
    ['for a block', 'key: |\n  x', { kind: 'replace', pointer: '/key', value: 'y' }],
    ['for an alias', 'key: *x', { kind: 'replace', pointer: '/key', value: 'y' }],
    ['for a list', 'key: [x]', { kind: 'replace', pointer: '/key', value: 'y' }],
    ['for several lines', 'key: x\n  y', { kind: 'replace', pointer: '/key', value: 'y' }],
    ['by a list', 'key: x', { kind: 'replace', pointer: '/key', value: ['y'] }],
    ['that removes', 'key: x', { kind: 'remove', pointer: '/key' }],
    ['that appends', 'key: x', { kind: 'append', pointer: '', key: 'other', value: 1 }],
    ['that wraps', 'key: x', { kind: 'wrap', pointer: '/key' }],
  ])('%s', (_, text, change) => {
    expect(fix(text, change)).toBeUndefined();
  });
});
