import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DescriptorProduct } from '../catalog/products.ts';
import { isRecord } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a product's descriptors as one document: what it refers to stands in its `$defs`. For editors and
 * validators that take one file.
 */
export async function bundleSchema(product: DescriptorProduct): Promise<Schema> {
  const root = `${product}-descriptor.json`;
  const files = await readReachable(root);
  const refOf: RefOf = (file, fragment) =>
    file === root ? `#${fragment}` : `#/$defs/${nameOf(file)}${fragment}`;
  const defs = [...files]
    .filter(([file]) => file !== root)
    .map(
      ([file, { $schema: _, $id: __, ...schema }]) =>
        [nameOf(file), rewriteRefs(schema, file, refOf)] as const,
    )
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bundled = rewriteRefs(files.get(root), root, refOf);
  return { ...(isRecord(bundled) ? bundled : {}), $defs: Object.fromEntries(defs) };
}

/** How to refer to a place in a file: `fragment` is an RFC 6901 pointer. */
type RefOf = (file: string, fragment: string) => string;

/** The file and all that it refers to, directly or not, by path below `schemas`. */
async function readReachable(root: string): Promise<ReadonlyMap<string, Schema>> {
  const files = new Map<string, Schema>();
  const pending = [root];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (files.has(file)) continue;
    const schema: unknown = JSON.parse(await readFile(packageFile('schemas', file), 'utf8'));
    if (!isRecord(schema)) throw new Error(`schemas/${file} is no object`);
    files.set(file, schema);
    rewriteRefs(schema, file, (target) => {
      pending.push(target);
      return '';
    });
  }
  return files;
}

/** The value with every `$ref` below it written anew. */
function rewriteRefs(value: unknown, file: string, refOf: RefOf): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteRefs(item, file, refOf));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    // In `properties`, this would be a property of that name, and its value no text.
    name === '$ref' && typeof inner === 'string'
      ? resolveRef(inner, file, refOf)
      : rewriteRefs(inner, file, refOf),
  ]);
  return Object.fromEntries(entries);
}

function resolveRef(ref: string, file: string, refOf: RefOf): string {
  const [target = '', fragment = ''] = ref.split('#');
  const resolved = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  return refOf(resolved, fragment);
}

/** `shared/icon.json` as `shared-icon`: a name that needs no escaping in a pointer. */
function nameOf(file: string): string {
  return file.replace(/\.json$/, '').replaceAll('/', '-');
}
