/**
 * A value, or a property of an object, with its place in the text. It is the same for every way to write a descriptor:
 * JSON, a template of JSON, YAML. jsonc-parser's nodes have this shape too.
 */
export interface SourceNode {
  /** A `property` has two children: its key and its value. */
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  /** In UTF-16 code units from the beginning of the text, quotes and brackets included. */
  readonly offset: number;
  readonly length: number;
  /** Of texts, numbers, booleans and null. */
  readonly value?: unknown;
  readonly children?: readonly SourceNode[] | undefined;
}
