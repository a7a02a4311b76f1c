import { type Parameter, type Patch, readParameters, type SeenRequest } from './recipe.ts';
import { decodeForm } from './text.ts';

/** Something that signers and verifiers are known to do wrong. One module each, in `mistakes/`. */
export interface Mistake {
  /** What was done, as a clause. */
  readonly title: string;
  /** What to do about it, as sentences. */
  readonly mend: string;
  /** The page that specifies how it is right. */
  readonly link: string;
  /** The ways in which it can be made with this request, likely ones first; none where it gives no occasion. */
  readonly variants: (request: SeenRequest) => readonly Variant[];
}

export interface Variant {
  readonly patch: Patch;
  /** What exactly was done, where there are several ways. */
  readonly detail?: string | undefined;
  /** The outcome has nothing to do with the request. */
  readonly isUnbound?: boolean;
}

/** Pages that specify what is hashed. */
export const PAGES = {
  qsh: 'https://developer.atlassian.com/cloud/jira/platform/understanding-jwt/#qsh',
  contextToken: 'https://developer.atlassian.com/cloud/confluence/understanding-jwt',
  percentEncoding: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.1',
  unreserved: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.3',
  pathSegments: 'https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4',
  forms: 'https://url.spec.whatwg.org/#application/x-www-form-urlencoded',
} as const;

/** The paths that products are served at. */
export const CONTEXT_PATHS = ['/wiki', '/jira', '/confluence'] as const;

/** Where nearly every request has a way each, no more of them are tried. */
export const MOST_VARIANTS = 16;

/** The variant, where the request gives occasion for it. */
export function when(applies: boolean, patch: Patch, detail?: string): readonly Variant[] {
  return applies ? [{ patch, detail }] : [];
}

/** All parameters that could have been hashed, also those of a form, without `jwt`. */
export function parametersOf({ query, form }: SeenRequest): readonly Parameter[] {
  return readParameters(`${query}&${form}`, decodeForm).filter(({ name }) => name !== 'jwt');
}

/** Names and values of {@link parametersOf}, decoded, as one text to look for characters in. */
export function textOf(request: SeenRequest): string {
  return parametersOf(request)
    .map(({ name, value = '' }) => `${name}\n${value}`)
    .join('\n');
}

/** The names that occur more than once. */
export function repeatedNames(request: SeenRequest): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of parametersOf(request)) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}

/** Quoted for a sentence, and cut where it is long. */
export function named(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
