import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { anyJsonText } from '../../../test/support/json-texts.ts';
import type { SourceNode } from '../source-node.ts';
import { SAME_OFFSETS } from './offset-map.ts';
import { createStrictTree } from './strict-tree.ts';
import { scanStructure } from './structure.ts';

function treeOf(text: string): SourceNode {
  const structure = scanStructure(text);
  if (structure === undefined) throw new Error('too deep, or too many values');
  return createStrictTree({ text, offsets: SAME_OFFSETS, ends: structure.ends });
}

/** A node and what is below it, without what another library's nodes have besides. */
function plain({ type, offset, length, value, children }: SourceNode): unknown {
  return { type, offset, length, value, children: children?.map(plain) };
}

function nodesOf(node: SourceNode): readonly SourceNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

describe('the tree of a text', () => {
  test('is the one that another parser makes of it', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const other = parseTree(text);
        expect(plain(treeOf(text))).toEqual(other === undefined ? undefined : plain(other));
      }),
      { numRuns: 500 },
    );
  });

  test('has nodes whose text is their value', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        for (const { type, offset, length, value } of nodesOf(treeOf(text))) {
          const own = text.slice(offset, offset + length);
          if (type === 'property') expect(own).toMatch(/^"/);
          else if (type === 'object' || type === 'array') expect(() => JSON.parse(own)).not.toThrow();
          else expect(JSON.parse(own)).toEqual(value);
        }
      }),
    );
  });

  test('is right where objects are large', () => {
    const large = { a: ['x'.repeat(5000), { b: ['y'.repeat(5000), '}]"'] }], c: 1 };
    const text = JSON.stringify([large, large]);
    const other = parseTree(text);
    expect(plain(treeOf(text))).toEqual(other === undefined ? undefined : plain(other));
  });
});
