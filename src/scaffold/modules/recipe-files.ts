import path from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { checkPaths } from '../plan.ts';
import type { TemplateFile } from '../templates.ts';
import type { Route } from './route.ts';

/** What recipes leave open, in names and contents of files. Values have letters, digits and `_ . : / -` only. */
export interface RecipeValues {
  readonly ROUTE_FILE: string;
  readonly ROUTE_EXPORT: string;
  readonly ROUTE_PATH: string;
  readonly MODULE_KEY: string;
  readonly EVENT: string;
}

const PLACEHOLDER = /__([A-Z]+(?:_[A-Z]+)*)__/g;

/**
 * The files of a recipe for one route.
 * @throws UsageError for a recipe that is broken: an unknown placeholder, or a path that leads out of the project
 */
export function fillRecipe(
  files: readonly TemplateFile[],
  values: RecipeValues,
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    files.map((file) => {
      const name = fill(file.path, file.path, values);
      checkPaths([name]);
      const content = new TextDecoder('utf-8', { fatal: true }).decode(file.content);
      return [name, new TextEncoder().encode(fill(content, file.path, values))];
    }),
  );
}

function fill(text: string, file: string, values: RecipeValues): string {
  const known: Readonly<Record<string, string>> = { ...values };
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value === undefined) throw broken(`the recipe ${file} has an unknown placeholder: ${placeholder}`);
    return value;
  });
}

/**
 * Of the files of a route, the one that the module index imports.
 * @throws UsageError for a recipe without it
 */
export function routeFileOf(
  files: ReadonlyMap<string, Uint8Array>,
  route: Route,
  moduleIndex: string,
): string {
  const folder = path.posix.dirname(moduleIndex);
  const found = [...files.keys()].find((file) => {
    const { dir, name, ext } = path.posix.parse(file);
    return (dir === '' ? '.' : dir) === folder && name === route.file && /^\.[cm]?[jt]sx?$/.test(ext);
  });
  if (found === undefined) throw broken(`a recipe has no file ${folder}/${route.file}.ts`);
  return found;
}

function broken(message: string): UsageError {
  return new UsageError('invalid-template', `The template cannot be used: ${message}.`);
}
