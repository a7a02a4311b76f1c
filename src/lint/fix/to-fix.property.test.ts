import fc from 'fast-check';
import { findNodeAtLocation, getNodePath, type Node, type ParseError, parseTree, visit } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { applyPlan, IMPOSSIBLE, subjectOf } from '../../../test/support/apply-plan.ts';
import { type PrintStyle, printStyled } from '../../../test/support/print-styled.ts';
import { soak } from '../../../test/support/soak.ts';
import type { Fix } from '../../core/diagnostics.ts';
import type { Change } from '../fix-plan.ts';
import { fromPointer, toPointer } from '../json-pointer.ts';
import { applyEdits } from './apply-edits.ts';
import { toFix } from './to-fix.ts';

const TOLERANT = { allowTrailingComma: true };
/** Names that get into each other's way, and names that pointers and texts must escape. */
const KEYS = ['a', 'b', 'key', 'baseUrl', 'a/b', '~', '', '"', '\\', 'é', '__proto__', 'constructor'];
const key = fc.constantFrom(...KEYS);
const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1.5, 1e21),
  fc.constantFrom('', 'x', '/a, b: [c] {d}', 'https://example.com/', '// no comment', '"\\\n'),
);
const { value: json, root } = fc.letrec<{ value: unknown; list: unknown; object: unknown; root: unknown }>(
  (tie) => ({
    value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    root: fc.oneof(
      { weight: 1, arbitrary: tie('value') },
      { weight: 4, arbitrary: fc.array(tie('value'), { minLength: 1, maxLength: 5 }) },
      { weight: 8, arbitrary: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 6 }) },
    ),
  }),
);

/** A change of some place of the value; most often one that is possible. */
function changeOf(value: unknown): fc.Arbitrary<Change> {
  const tree = parseTree(JSON.stringify(value));
  const changes: fc.Arbitrary<Change>[] = [];
  const collect = (node: Node): void => {
    const [name, content] = node.children ?? [];
    if (node.type === 'property' && name !== undefined && content !== undefined) {
      const pointer = toPointer(getNodePath(node).slice(0, -1));
      const from = fc.constant(String(name.value));
      changes.push(
        fc.record({ kind: fc.constant('rename'), pointer: fc.constant(pointer), key: from, to: key }),
      );
      collect(content);
      return;
    }
    changes.push(...changesOf(toPointer(getNodePath(node)), node));
    for (const child of node.children ?? []) collect(child);
  };
  if (tree !== undefined) collect(tree);
  const nowhere = fc
    .constantFrom('/nowhere', '/0/0', '/-', '/01')
    .map((pointer): Change => ({ kind: 'remove', pointer }));
  return fc.oneof({ weight: 30, arbitrary: fc.oneof(...changes) }, { weight: 1, arbitrary: nowhere });
}

function changesOf(at: string, { type, children = [] }: Node): readonly fc.Arbitrary<Change>[] {
  const pointer = fc.constant(at);
  const remove = fc.record({ kind: fc.constant('remove'), pointer });
  const append = fc.record({ kind: fc.constant('append'), pointer, value: json });
  return [
    // Twice, because it has the most cases.
    ...(at === '' ? [] : [remove, remove]),
    fc.record({ kind: fc.constant('replace'), pointer, value: json }),
    fc.record({ kind: fc.constant('wrap'), pointer }),
    fc.record({ kind: fc.constant('wrap'), pointer, key }),
    ...(type === 'array' ? [append, append] : []),
    ...(type === 'object' ? [fc.record({ kind: fc.constant('append'), pointer, key, value: json })] : []),
    ...(type === 'array' && children.length === 1
      ? [fc.record({ kind: fc.constant('unwrap'), pointer })]
      : []),
  ];
}

const plans = root.chain((value) => {
  const changes = fc.array(changeOf(value), { minLength: 1, maxLength: 4 });
  return fc.record({ value: fc.constant(value), changes });
});

/** A value, a plan for it, and how the value is written. */
const cases = plans.chain((plan) => anyStyle().map((style) => ({ ...plan, style })));

function anyStyle(): fc.Arbitrary<PrintStyle> {
  const COMMENTS = ['', '', '', ' // one, two', ' /* [ */', '/* } */ ', '\n// alone'];
  return fc
    .record({
      indent: fc.constantFrom(undefined, '', ' ', '  ', '    ', '\t'),
      lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
      colon: fc.constantFrom(':', ': ', ' : '),
      comma: fc.constantFrom(',', ', ', ' , '),
      padding: fc.constantFrom('', ' '),
      isCommaFirst: fc.boolean(),
      isTolerant: fc.boolean(),
      hasTrailingCommas: fc.boolean(),
      seed: fc.nat(),
      ending: fc.constantFrom('', '\n', '\r\n', '  \n\n'),
    })
    .map(({ isTolerant, seed, indent, ...style }) => {
      // What differs from place to place hangs on the place alone, so that a failing case can be repeated.
      const pick = (text: string, count: number) => hash(`${seed}${text}`) % count;
      return {
        ...style,
        indent,
        hasTrailingCommas: isTolerant && style.hasTrailingCommas,
        isOnOneLine: (pointer) => pick(pointer, 2) === 0,
        comment: (pointer) => {
          const comment = isTolerant ? (COMMENTS[pick(`${pointer}#`, COMMENTS.length)] ?? '') : '';
          return comment.replace('\n', style.lineBreak);
        },
        writeKey: (name) => (pick(name, 4) === 0 ? escapeAll(name) : JSON.stringify(name)),
      } satisfies PrintStyle;
    });
}

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

function escapeAll(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16));
  return `"${units.map((unit) => `\\u${unit.padStart(4, '0')}`).join('')}"`;
}

function fixOf(text: string, changes: readonly Change[]): Fix | undefined {
  const root = parseTree(text, [], TOLERANT);
  if (root === undefined) throw new Error(`no JSON: ${text}`);
  return toFix({ title: 'Mend it', changes }, { text, root });
}

function read(text: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, TOLERANT);
  expect(errors, text).toEqual([]);
  return root && toValue(root);
}

function toValue({ type, value, children = [] }: Node): unknown {
  if (type === 'array') return children.map(toValue);
  if (type !== 'object') return value;
  return Object.fromEntries(
    children.map((property) => [
      property.children?.[0]?.value,
      property.children?.[1] && toValue(property.children[1]),
    ]),
  );
}

test('a fix makes of the text what its plan makes of the value', () => {
  fc.assert(
    fc.property(cases, ({ value, changes, style }) => {
      const text = printStyled(value, style);
      const fix = fixOf(text, changes);
      const expected = applyPlan(value, changes);
      if (fix === undefined) {
        const isNeedless = JSON.stringify(expected) === JSON.stringify(value);
        // The brackets of a list are not taken from beside a comment.
        const isBarred = changes.some(({ kind }) => kind === 'unwrap') && commentsOf(text).length > 0;
        expect(expected === IMPOSSIBLE || isNeedless || isBarred, 'a fix is possible').toBe(true);
        return;
      }
      const after = applyEdits(text, fix.edits);
      expect(expected).not.toBe(IMPOSSIBLE);
      expect(JSON.stringify(read(after)), after).toBe(JSON.stringify(expected));
      expectInOrder(fix, text);
      expectSameLines(text, after, changes);
    }),
    { numRuns: soak(100, 1_000) },
  );
});

test('what was strict JSON stays so', () => {
  fc.assert(
    fc.property(cases, ({ value, changes, style }) => {
      const text = printStyled(value, { ...style, hasTrailingCommas: false, comment: () => '' });
      const fix = fixOf(text, changes);
      if (fix === undefined) return;
      const after: unknown = JSON.parse(applyEdits(text, fix.edits));
      expect(JSON.stringify(after)).toBe(JSON.stringify(applyPlan(value, changes)));
    }),
    { numRuns: soak(100, 300) },
  );
});

test('comments stay, unless they are inside of what goes', () => {
  fc.assert(
    fc.property(cases, ({ value, changes, style }) => {
      const text = printStyled(value, style);
      const fix = fixOf(text, changes);
      if (fix === undefined) return;
      const root = parseTree(text, [], TOLERANT);
      const gone = changes.flatMap((change) => {
        const isGone = change.kind === 'remove' || change.kind === 'replace';
        const node = isGone && root && findNode(root, change.pointer);
        return node ? [node] : [];
      });
      const kept = commentsOf(text).filter(
        ({ offset }) => !gone.some((node) => node.offset <= offset && offset < node.offset + node.length),
      );
      const after = commentsOf(applyEdits(text, fix.edits));
      expect(after.map(({ text: comment }) => comment)).toEqual(kept.map(({ text: comment }) => comment));
    }),
    { numRuns: soak(100, 300) },
  );
});

test.each([
  ['two blanks', 2],
  ['four blanks', 4],
  ['tabs', '\t'],
])('a text printed with %s reads after a fix as if it had been printed so', (_, indent) => {
  fc.assert(
    fc.property(plans, ({ value, changes: all }) => {
      // What is wrapped keeps its lines as they are.
      const changes = all.filter(({ kind }) => kind !== 'wrap');
      const text = JSON.stringify(value, null, indent).replaceAll('\n', '\r\n');
      // On one line, there is nothing to read the author's ways from.
      fc.pre(text.includes('\n'));
      const fix = fixOf(text, changes);
      fc.pre(fix !== undefined);
      const expected = JSON.stringify(applyPlan(value, changes), null, indent).replaceAll('\n', '\r\n');
      expect(applyEdits(text, fix.edits)).toBe(expected);
    }),
    { numRuns: soak(100, 300) },
  );
});

test('a text without any blanks has none after a fix', () => {
  fc.assert(
    fc.property(plans, ({ value, changes }) => {
      const text = JSON.stringify(value);
      // From blanks that are not there, the author's ways are read too.
      fc.pre(text.includes('":') && text.includes(','));
      const fix = fixOf(text, changes);
      fc.pre(fix !== undefined);
      expect(applyEdits(text, fix.edits)).toBe(JSON.stringify(applyPlan(value, changes)));
    }),
    { numRuns: soak(100, 300) },
  );
});

test('changes of properties cannot be made again', () => {
  fc.assert(
    fc.property(cases, ({ value, changes, style }) => {
      const once = changes.filter(
        (change) => (change.kind === 'append' && change.key !== undefined) || change.kind === 'replace',
      );
      const text = printStyled(value, style);
      const fix = fixOf(text, once);
      if (fix === undefined) return;
      expect(fixOf(applyEdits(text, fix.edits), once)).toBeUndefined();
    }),
    { numRuns: soak(100, 300) },
  );
});

function expectInOrder({ edits }: Fix, text: string): void {
  let end = -1;
  for (const { offset, length } of edits) {
    expect(offset).toBeGreaterThan(end);
    expect(length).toBeGreaterThanOrEqual(0);
    end = offset + length;
  }
  expect(end).toBeLessThanOrEqual(text.length);
}

/** Lines on which no value begins or ends that a change is about, nor the comma and brackets beside it, stay. */
function expectSameLines(before: string, after: string, changes: readonly Change[]): void {
  const root = parseTree(before, [], TOLERANT);
  if (root === undefined) return;
  const touched = changes.flatMap((change) => {
    const node = findNode(root, subjectOf(change));
    return node === undefined ? [] : [stretchAround(node, change)];
  });
  const left = after.split(/(?<=\r\n|\n|\r(?!\n))/);
  let offset = 0;
  for (const line of before.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const [start, end] = [offset, offset + line.length];
    offset = end;
    if (touched.some(({ from, to }) => from < end && start < to)) continue;
    const index = left.indexOf(line);
    expect(index, `${JSON.stringify(line)} stays`).toBeGreaterThanOrEqual(0);
    left.splice(0, index + 1);
  }
}

/** For entries that come and go, the lines of the one before and of the brackets are touched too. */
function stretchAround(node: Node, { kind }: Change): { from: number; to: number } {
  const own = { from: node.offset, to: node.offset + node.length };
  if (kind === 'append') {
    const last = node.children?.at(-1);
    return { from: last === undefined ? own.from : last.offset + last.length - 1, to: own.to };
  }
  const entry = node.parent?.type === 'property' ? node.parent : node;
  const siblings = entry.parent?.children ?? [];
  const index = siblings.indexOf(entry);
  if (kind !== 'remove' || entry.parent === undefined) return { from: entry.offset, to: own.to };
  const before = siblings[index - 1];
  const after = siblings[index + 1];
  return {
    from: before === undefined ? entry.parent.offset : before.offset + before.length - 1,
    to: after === undefined ? entry.parent.offset + entry.parent.length : after.offset + 1,
  };
}

function findNode(root: Node, pointer: string): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of fromPointer(pointer)) {
    node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment]);
  }
  return node;
}

function commentsOf(text: string): readonly { offset: number; text: string }[] {
  const comments: { offset: number; text: string }[] = [];
  visit(
    text,
    { onComment: (offset, length) => comments.push({ offset, text: text.slice(offset, offset + length) }) },
    TOLERANT,
  );
  return comments;
}
