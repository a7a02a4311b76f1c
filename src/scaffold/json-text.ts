import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { UsageError } from '../core/errors.ts';

/**
 * Sets a property of the object that a JSON text is; everything else stays as it is written. A new property goes behind the
 * one named `after`, or to the end.
 * @param name how to name the text to a person
 * @throws {UsageError} when the text is no object
 */
export function setProperty(text: string, name: string, key: string, value: unknown, after?: string): string {
  const root = parseObject(text, name);
  const indent = indentOf(text, root);
  const json = JSON.stringify(value, null, indent).replaceAll('\n', `\n${indent}`);
  const existing = findNodeAtLocation(root, [key]);
  if (existing !== undefined) return replace(text, existing.offset, existing.length, json);
  const property = `\n${indent}${JSON.stringify(key)}: ${json}`;
  const properties = root.children ?? [];
  const previous = properties.find((node) => node.children?.[0]?.value === after) ?? properties.at(-1);
  if (previous === undefined) return replace(text, root.offset + 1, root.length - 2, `${property}\n`);
  return replace(text, previous.offset + previous.length, 0, `,${property}`);
}

/**
 * Adds texts to the list at `key`, those that it has not; on one line, like the list was.
 * @throws {UsageError} as {@link setProperty} does
 */
export function addToList(text: string, name: string, key: string, values: readonly string[]): string {
  const list = findNodeAtLocation(parseObject(text, name), [key]);
  if (list?.type !== 'array') return setProperty(text, name, key, values);
  const items = list.children ?? [];
  const missing = values.filter((value) => !items.some((item) => item.value === value));
  if (missing.length === 0) return text;
  const added = missing.map((value) => JSON.stringify(value)).join(', ');
  const last = items.at(-1);
  if (last === undefined) return replace(text, list.offset, list.length, `[${added}]`);
  return replace(text, last.offset + last.length, 0, `, ${added}`);
}

function parseObject(text: string, name: string): Node {
  const root = parseTree(text);
  if (root?.type === 'object') return root;
  throw new UsageError('invalid-template', `The template cannot be used: ${name} is no JSON object.`, {
    where: name,
  });
}

function indentOf(text: string, root: Node): string {
  const [first] = root.children ?? [];
  if (first === undefined) return '  ';
  return /\n([ \t]+)$/.exec(text.slice(0, first.offset))?.[1] ?? '  ';
}

function replace(text: string, offset: number, length: number, insertion: string): string {
  return `${text.slice(0, offset)}${insertion}${text.slice(offset + length)}`;
}
