import type { Product } from '../catalog/products.ts';
import type { Range } from '../core/diagnostics.ts';
import { findCalls } from './calls/find-calls.ts';
import { findSignals } from './calls/signals.ts';
import type { Language } from './language.ts';
import { createPlaces } from './places.ts';
import { tokenize } from './tokens/tokenize.ts';

/** A call of a product's REST API in a source. */
export interface ProductCall {
  /** In capitals; undefined where the method is not to be seen. */
  readonly method: string | undefined;
  /** Without site and query, with `{}` for what is not known before the program runs: `/rest/api/3/issue/{}/comment`. */
  readonly path: string;
  /** The product that has such paths; undefined where Jira and Confluence both have. */
  readonly product: Product | undefined;
  /** Whether the path may go on: what is added to it is not known, or it is called in a place that is not seen. */
  readonly isOpen: boolean;
  /** Whether it goes through Atlassian's gateway (`https://api.atlassian.com/ex/…`), with a token of OAuth. */
  readonly isGateway: boolean;
  /** Whether a client of a Connect framework, or the products' JavaScript bridge, makes the call. */
  readonly isHost: boolean;
  /** Of the literal that states the path. */
  readonly range: Range;
}

/**
 * The calls of product REST paths in a source, in the order of the text.
 * Knows nothing of other files, and of a path only what its literals say. Never throws; takes time in proportion to the
 * length of the source.
 */
export function findProductCalls(source: string, language: Language): readonly ProductCall[] {
  return readSource(source, language).calls;
}

/** What a source tells of an add-on's calls besides their paths. */
export interface SourceReading {
  readonly calls: readonly ProductCall[];
  /** Where it acts in the name of a person; certain where a framework's method says so. */
  readonly impersonations: readonly { readonly isCertain: boolean; readonly range: Range }[];
  /** Libraries of the products' APIs, whose calls are not in the code of the add-on. */
  readonly libraries: readonly string[];
  /** Whether it sends user names and passwords, so that calls of plain HTTP clients are not the add-on's. */
  readonly hasBasicAuth: boolean;
}

/** As {@link findProductCalls}, with what else there is to know of the source. */
export function readSource(source: string, language: Language): SourceReading {
  const rangeOf = createPlaces(source);
  const pieces = tokenize(source, language);
  const calls = pieces
    .flatMap((piece) => findCalls(piece, source))
    .toSorted((a, b) => a.literal.offset - b.literal.offset)
    .map(({ literal: { offset, end }, ...call }) => ({ ...call, range: rangeOf(offset, end) }));
  const signals = pieces.flatMap(findSignals);
  return {
    calls,
    impersonations: signals.flatMap((signal) =>
      signal.kind === 'impersonation'
        ? [{ isCertain: signal.isCertain, range: rangeOf(signal.token.offset, signal.token.end) }]
        : [],
    ),
    libraries: [...new Set(signals.flatMap((signal) => (signal.kind === 'library' ? [signal.name] : [])))],
    hasBasicAuth: signals.some(({ kind }) => kind === 'basic-auth'),
  };
}
