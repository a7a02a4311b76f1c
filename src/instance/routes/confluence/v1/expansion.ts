import { Expansion } from '../../../confluence/json/expand.ts';
import { DEFAULT_EXPAND, EXPANDED_PARTS } from '../../../confluence/json/v1-content.ts';
import { explain } from '../../explanation.ts';
import type { Query } from '../query.ts';
import type { ConfluenceRequest } from '../shared.ts';

/** What is to be written out of content; what is not emulated of it is named in a header. */
export function contentExpansion(
  c: ConfluenceRequest,
  query: Query,
  otherwise: Expansion = DEFAULT_EXPAND,
): Expansion {
  const given = query.all('expand');
  if (given.length === 0) return otherwise;
  const expand = Expansion.parse(given);
  const metadata = ['labels', 'properties'];
  const unknown = [
    ...expand.names().filter((name) => !EXPANDED_PARTS.has(name)),
    ...expand
      .at('metadata')
      .names()
      .filter((name) => !metadata.includes(name))
      .map((name) => `metadata.${name}`),
  ];
  if (unknown.length > 0) explain(c, `Not emulated, so not expanded: ${unknown.join(', ')}.`);
  return expand;
}
