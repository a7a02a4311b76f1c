import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import { isRecord } from '../../src/core/json.ts';
import { hasPlaceholder } from '../../src/descriptor/placeholders.ts';
import { toPointer } from '../../src/lint/json-pointer.ts';

/** An error of either schema, as the place that it is about: also for what is missing, or must not be there. */
export interface SchemaPoint {
  readonly pointer: string;
  /** What failed: a keyword of theirs, a rule of ours. */
  readonly what: string;
  readonly value: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

/** Atlassian's own schema of a descriptor (draft-04), as a judge that shares no code with the linter. */
export function createAtlassianSchema(file: string): AtlassianSchema {
  const root: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(root)) throw new Error(`${file} holds no schema`);
  const ajv = new AjvDraft04.default({ allErrors: true, strict: false, verbose: true, logger: false });
  // The schema says uri also where relative URLs are usual, and add-ons have them.
  ajv.addFormat('uri', (text: string) => URL.canParse(text, 'https://example.com'));
  ajv.addFormat('uri-template', URI_TEMPLATE);
  const validate = ajv.compile(root);
  const definitions = isRecord(root['definitions']) ? root['definitions'] : {};

  function resolve(schema: unknown): Schema {
    const reference = isRecord(schema) ? schema['$ref'] : undefined;
    if (typeof reference !== 'string') return isRecord(schema) ? schema : {};
    // "#" is meant for the schema around it, but means the whole descriptor.
    return reference === '#' ? {} : resolve(definitions[reference.slice('#/definitions/'.length)]);
  }

  return {
    errorsOf: (value) => {
      const errors = validate(value) ? [] : (validate.errors ?? []);
      const alternatives = errors
        .filter(({ keyword }) => keyword === 'anyOf')
        .map((error) => error.instancePath);
      return errors.flatMap(({ instancePath, keyword, params, data }) => {
        const isBranch = alternatives.some((place) => `${instancePath}/`.startsWith(`${place}/`));
        if (keyword !== 'anyOf' && isBranch) return [];
        // A text with a placeholder is not final.
        if (typeof data === 'string' && keyword !== 'type' && hasPlaceholder(data)) return [];
        const property: unknown = params['missingProperty'] ?? params['additionalProperty'];
        const pointer =
          typeof property === 'string' ? `${instancePath}${toPointer([property])}` : instancePath;
        return [{ pointer, what: keyword, value: data }];
      });
    },
    placesOf: (value) => [...walk(value, root, [])],
    fullExample: () => sample(root),
  };

  /** Each value together with every schema that constrains it. */
  function* walk(value: unknown, schema: unknown, path: Path): Iterable<Place> {
    const resolved = resolve(schema);
    yield { path, value, schema: resolved };
    for (const branch of listOf(resolved['anyOf'])) yield* walk(value, branch, path);
    if (Array.isArray(value) && resolved['items'] !== undefined) {
      for (const [index, item] of value.entries()) yield* walk(item, resolved['items'], [...path, index]);
    }
    if (isRecord(value)) {
      for (const [name, property] of Object.entries(recordOf(resolved['properties']))) {
        if (Object.hasOwn(value, name)) yield* walk(value[name], property, [...path, name]);
      }
    }
  }

  /** A valid value with every property that the schema knows, and each alternative of lists. */
  function sample(schema: unknown): unknown {
    const { type, enum: choices, anyOf, properties, items, ...rest } = resolve(schema);
    const [choice] = listOf(choices);
    const [alternative] = listOf(anyOf);
    if (choice !== undefined) return choice;
    if (alternative !== undefined && properties === undefined) return sample(alternative);
    switch (type) {
      case 'array':
        return (listOf(resolve(items)['anyOf']).length > 0 ? listOf(resolve(items)['anyOf']) : [items])
          .map(sample)
          .filter((item) => item !== undefined);
      case 'object':
        return Object.fromEntries(
          Object.entries(recordOf(properties)).map(([name, property]) => [name, sample(property)]),
        );
      case 'string':
        return sampleText(rest);
      case 'boolean':
        return true;
      default:
        return type === undefined ? undefined : 1;
    }
  }
}

export interface AtlassianSchema {
  /** What the schema says against a value. Of alternatives that all fail, that they do, and not why each does. */
  readonly errorsOf: (value: unknown) => readonly SchemaPoint[];
  readonly placesOf: (value: unknown) => readonly Place[];
  /** A valid descriptor with every property and module type of the schema. */
  readonly fullExample: () => unknown;
}

type Path = readonly (string | number)[];

export interface Place {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: Schema;
}

/** A change of one place; `undefined` takes the property away. */
export interface Mutation {
  readonly path: Path;
  readonly to: unknown;
}

const OTHER_TYPES: Readonly<Record<string, readonly unknown[]>> = {
  object: ['x', [], 1],
  array: ['x', 1, {}],
  string: [17, {}, true, null],
  integer: ['1', 1.5, true],
  boolean: ['true', 1],
};
const TEXTS = ['', 'a b', 'a_b!', 'LONG', 'ftp://x', '/x?y={z', 'http://[', 'nonsense'];

/** Changes that a schema could mind: each constraint of the place broken, and liberties that it may leave. */
export function mutationsOf({ path, value, schema }: Place): readonly Mutation[] {
  const { type, required, maxLength } = schema;
  const others = OTHER_TYPES[String(type)] ?? [];
  const texts = type === 'string' && typeof value === 'string' ? TEXTS : [];
  const length = typeof maxLength === 'number' ? maxLength + 1 : 20_000;
  const long = texts.length > 0 && schema['enum'] === undefined ? [String(value).padEnd(length, 'x')] : [];
  const missing = isRecord(value)
    ? listOf(required).filter((name) => Object.hasOwn(value, String(name)))
    : [];
  return [
    ...[...others, ...texts, ...long].map((to) => ({ path, to })),
    ...missing.map((name) => ({ path: [...path, String(name)], to: undefined })),
    ...(isRecord(value) ? [{ path: [...path, 'unheardOf'], to: 1 }] : []),
  ];
}

/** The value with the change; everything else is the same object as before. */
export function mutate(value: unknown, { path: [first, ...rest], to }: Mutation): unknown {
  if (first === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === first ? mutate(item, { path: rest, to }) : item));
  }
  const { [first]: old, ...others } = recordOf(value);
  const changed = mutate(old, { path: rest, to });
  return changed === undefined ? others : { ...others, [first]: changed };
}

/** RFC 6570, for values without characters above ASCII. */
const VARIABLE = '(?:\\w|%[\\dA-Fa-f]{2})(?:\\.?(?:\\w|%[\\dA-Fa-f]{2}))*(?::[1-9]\\d{0,3}|\\*)?';
const URI_TEMPLATE = new RegExp(
  `^(?:[^\\x00-\\x20"'<>\\\\^\`{|}]|\\{[+#./;?&]?${VARIABLE}(?:,${VARIABLE})*\\})*$`,
);

function sampleText({ pattern = '', format = '' }: Schema): string {
  const isUrl = String(format).startsWith('uri') || !new RegExp(String(pattern)).test('abc');
  return isUrl ? 'https://example.com/x' : 'abc';
}

function recordOf(value: unknown): Schema {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
