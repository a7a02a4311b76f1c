import { type AdfDocument, type AdfNode, isAdfDocument, textToAdf } from '../adf.ts';
import { parseBlocks } from './blocks.ts';
import { macroNodes } from './macros.ts';
import { paragraph, textNode } from './nodes.ts';
import { createSource } from './source.ts';

/** Macros inside of macros; what is deeper is text. */
const MAX_DEPTH = 8;

/**
 * The document that Jira makes of wiki markup, as version 2 of its REST API takes it. Every text is some document: what is
 * no markup is text.
 * @see https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
 */
export function wikiToAdf(text: string): AdfDocument {
  const content = blocksOf(text.replace(/\r\n?/g, '\n'), 0);
  const document: AdfDocument = { type: 'doc', version: 1, content };
  // What a macro brings with it may be as deep as a document can be; around it there is no room.
  return isAdfDocument(document) ? document : textToAdf(text);
}

function blocksOf(text: string, depth: number): readonly AdfNode[] {
  if (depth > MAX_DEPTH) return [paragraph([textNode(text)])];
  const source = createSource(text, (name, attributes, body) =>
    macroNodes(name, attributes, body, (inside) => blocksOf(inside, depth + 1)),
  );
  return parseBlocks(source);
}
