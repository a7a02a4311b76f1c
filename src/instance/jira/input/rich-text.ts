import { type AdfDocument, isAdfDocument } from '../adf.ts';
import { wikiToAdf } from '../wiki/wiki-to-adf.ts';

/**
 * Rich text of a request: ADF in version 3, wiki markup in version 2.
 * @returns undefined when it is neither
 */
export function parseRichText(value: unknown, apiVersion: '2' | '3'): AdfDocument | undefined {
  if (apiVersion === '3') return isAdfDocument(value) ? value : undefined;
  return typeof value === 'string' ? wikiToAdf(value) : undefined;
}

/** What to say of what is no rich text. */
export function richTextProblem(apiVersion: '2' | '3'): string {
  return apiVersion === '3'
    ? 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
    : 'Operation value must be a string';
}
