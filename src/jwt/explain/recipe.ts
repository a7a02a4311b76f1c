import { createHash } from 'node:crypto';
import { isBelowBasePath } from '../canonical-request.ts';
import { decodeForm, encodeStrictly } from './text.ts';

export { CONTEXT_QSH, isBelowBasePath } from '../canonical-request.ts';

/**
 * The making of a query string hash as a list of steps. A mistake exchanges or wraps some of them; two mistakes are
 * one applied after the other. With the steps as they are here, the outcome is that of `createCanonicalRequest`.
 */
export interface Recipe {
  /** Changes to the request itself, before anything is made of it. */
  readonly see: (request: SeenRequest) => SeenRequest;
  readonly method: (method: string) => string;
  /** The path without the base path. */
  readonly relativePath: (request: SeenRequest) => string;
  readonly escapePath: (path: string) => string;
  readonly rootPath: (path: string) => string;
  readonly trimPath: (path: string) => string;
  /** The query part as a whole, of the steps below. */
  readonly query: (request: SeenRequest, recipe: Recipe) => string;
  readonly decode: (text: string) => string;
  /** Whether a parameter takes part. */
  readonly isHashed: (parameter: Parameter) => boolean;
  /** Changes to the parameters that take part. */
  readonly adjust: (parameters: readonly Parameter[]) => readonly Parameter[];
  readonly group: (parameters: readonly Parameter[]) => readonly Group[];
  readonly encode: (text: string) => string;
  readonly compareValues: (a: EncodedValue, b: EncodedValue) => number;
  readonly compareGroups: (a: EncodedGroup, b: EncodedGroup) => number;
  readonly write: (group: EncodedGroup) => string;
  readonly assemble: (parts: Parts) => string;
  /** The `qsh` claim of a canonical request. */
  readonly digest: (canonicalRequest: string) => string;
}

/** A request in pieces, each as it stands in the URL. */
export interface SeenRequest {
  readonly method: string;
  /** Scheme and host, of the URL or else of the base URL; empty where neither has them. */
  readonly origin: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string | undefined;
  readonly basePath: string;
  /** The body, where it is a form. */
  readonly form: string;
}

/** A parameter, decoded. */
export interface Parameter {
  readonly name: string;
  /** Undefined where there is no `=`. */
  readonly value: string | undefined;
}

/** The values of one name. */
export interface Group {
  readonly name: string;
  readonly values: readonly (string | undefined)[];
}

export interface EncodedValue {
  readonly raw: string | undefined;
  readonly text: string;
}

export interface EncodedGroup {
  readonly rawName: string;
  readonly name: string;
  readonly values: readonly EncodedValue[];
}

export interface Parts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

export interface Canonical extends Parts {
  /** The parts, joined. */
  readonly text: string;
}

export type Patch = (recipe: Recipe) => Partial<Recipe>;

/** How it is done right. */
export const CORRECT: Recipe = {
  see: (request) => request,
  method: (method) => method.toUpperCase(),
  relativePath: ({ path, basePath }) =>
    isBelowBasePath(path, basePath) ? path.slice(basePath.length) : path,
  escapePath: (path) => path.replaceAll('&', '%26'),
  rootPath: (path) => (path.startsWith('/') ? path : `/${path}`),
  trimPath: (path) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path),
  query: writeQuery,
  decode: decodeForm,
  isHashed: ({ name }) => name !== 'jwt',
  adjust: (parameters) => parameters,
  group: groupByName,
  encode: encodeStrictly,
  compareValues: (a, b) => compareText(a.raw ?? '', b.raw ?? ''),
  compareGroups: (a, b) => compareText(a.name, b.name),
  write: ({ name, values }) => `${name}=${values.map(({ text }) => text).join(',')}`,
  assemble: ({ method, path, query }) => `${method}&${path}&${query}`,
  digest: (canonicalRequest) => createHash('sha256').update(canonicalRequest, 'utf8').digest('hex'),
};

export function withPatch(recipe: Recipe, patch: Patch): Recipe {
  return { ...recipe, ...patch(recipe) };
}

/** The canonical form of a request, as the recipe makes it. */
export function canonicalise(recipe: Recipe, request: SeenRequest): Canonical {
  const seen = recipe.see(request);
  const parts = {
    method: recipe.method(seen.method),
    path: recipe.trimPath(recipe.rootPath(recipe.escapePath(recipe.relativePath(seen)))),
    query: recipe.query(seen, recipe),
  };
  return { ...parts, text: recipe.assemble(parts) };
}

/** The parameters of a query, in its order. */
export function readParameters(query: string, decode: (text: string) => string): readonly Parameter[] {
  return splitPairs(query).map((pair) => {
    const equals = pair.indexOf('=');
    return equals === -1
      ? { name: decode(pair), value: undefined }
      : { name: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) };
  });
}

export function splitPairs(query: string): readonly string[] {
  return query.split('&').filter((pair) => pair !== '');
}

/** By UTF-16 code unit, as Java and JavaScript compare. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function writeQuery({ query }: SeenRequest, recipe: Recipe): string {
  const parameters = readParameters(query, recipe.decode).filter(recipe.isHashed);
  return recipe
    .group(recipe.adjust(parameters))
    .map(({ name, values }) => ({
      rawName: name,
      name: recipe.encode(name),
      values: values.map((raw) => ({ raw, text: recipe.encode(raw ?? '') })).sort(recipe.compareValues),
    }))
    .sort(recipe.compareGroups)
    .map(recipe.write)
    .join('&');
}

function groupByName(parameters: readonly Parameter[]): readonly Group[] {
  const groups = new Map<string, (string | undefined)[]>();
  for (const { name, value } of parameters) {
    const values = groups.get(name);
    if (values === undefined) groups.set(name, [value]);
    else values.push(value);
  }
  return [...groups].map(([name, values]) => ({ name, values }));
}
