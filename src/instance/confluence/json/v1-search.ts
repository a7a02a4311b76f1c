import type { Person } from '../../people/people.ts';
import { escapeXml, parseStorage, searchableText } from '../body/storage-tree.ts';
import type { SearchedTerm } from '../cql/text-query.ts';
import { folded } from '../cql/words.ts';
import type { Found } from '../search.ts';
import { isoTime, type JsonContext, spaceWebui, webui } from './common.ts';
import type { Expansion } from './expand.ts';
import { contentV1 } from './v1-content.ts';
import { personV1 } from './v1-people.ts';
import { spaceV1 } from './v1-space.ts';

export const EXCERPTS = ['highlight', 'indexed', 'none', 'highlight_unescaped', 'indexed_unescaped'] as const;
export type Excerpt = (typeof EXCERPTS)[number];

const LENGTH = 300;
/** How much stands before the first word that was found. */
const LEAD = 60;
const [START, END] = ['@@@hl@@@', '@@@endhl@@@'];

/** What was found as version 1 of the REST API writes it, with the words that were searched for marked. */
export function resultV1(
  found: Found,
  { expand, excerpt, terms }: { expand: Expansion; excerpt: Excerpt; terms: readonly SearchedTerm[] },
  context: JsonContext,
) {
  const shown = (text: string) => showText(text, excerpt, terms);
  const excerptOf = (text: string) => (excerpt === 'none' ? '' : shown(cut(text, terms)));
  if (found.kind === 'space') {
    const { space } = found;
    return {
      space: spaceV1(space, expand.at('space'), context),
      title: shown(space.name),
      excerpt: excerptOf(space.description),
      url: spaceWebui(space),
      ...common('space', 'space', space.created),
    };
  }
  const { content } = found;
  const body = excerpt === 'none' ? '' : context.confluence.reader.body(content);
  const words = content.detail.isRaw === true ? body : searchableText(parseStorage(body)).trim();
  const space = context.confluence.spaces.byId(context.viewer, content.spaceId);
  return {
    content: contentV1(content, expand, context),
    title: shown(content.title),
    excerpt: excerptOf(words),
    url: webui(content, context),
    resultGlobalContainer: { title: space.name, displayUrl: spaceWebui(space) },
    ...common('content', content.type, content.version.created),
  };
}

/** A person who was found. */
export function personResultV1(person: Person, context: JsonContext) {
  const { accountId, displayName } = person;
  return {
    user: personV1(accountId, context),
    ...{ title: displayName, excerpt: '', url: `/people/${accountId}` },
    ...common('user', 'user', 0),
  };
}

function common(entityType: string, type: string, modified: number) {
  return {
    breadcrumbs: [],
    entityType,
    iconCssClass: `aui-icon content-type-${type}`,
    lastModified: isoTime(modified),
    friendlyLastModified: isoTime(modified).slice(0, 10),
    score: 0,
  };
}

/** The part of a text around the first word that was searched for. */
function cut(text: string, terms: readonly SearchedTerm[]): string {
  const [first] = placesOf(text, terms);
  const start = first === undefined || first.from < LENGTH - LEAD ? 0 : first.from - LEAD;
  return text.slice(start, start + LENGTH);
}

function showText(text: string, excerpt: Excerpt, terms: readonly SearchedTerm[]): string {
  const write = excerpt === 'highlight' || excerpt === 'indexed' ? escapeXml : (part: string) => part;
  if (!excerpt.startsWith('highlight')) return write(text);
  let shown = '';
  let last = 0;
  for (const { from, to } of placesOf(text, terms)) {
    shown += `${write(text.slice(last, from))}${START}${write(text.slice(from, to))}${END}`;
    last = to;
  }
  return shown + write(text.slice(last));
}

/** Where words stand that were searched for, in their order. */
function placesOf(text: string, terms: readonly SearchedTerm[]) {
  const tests = terms.flatMap(({ text: words, form }) =>
    (words.match(WORD) ?? []).map((word) => {
      const wanted = folded(word);
      if (form === 'prefix') return (one: string) => one.startsWith(wanted);
      if (form === 'pattern') {
        const pattern = new RegExp(
          `^${wanted.replace(/[*?]/g, (sign) => (sign === '*' ? '.*' : '.'))}$`,
          'u',
        );
        return (one: string) => pattern.test(one);
      }
      return (one: string) => one === wanted;
    }),
  );
  return [...text.matchAll(PLAIN_WORD)]
    .filter(([word]) => tests.some((test) => test(folded(word))))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** With wildcards, as they are searched for; and as they stand in texts. */
const WORD = /[\p{L}\p{N}\p{M}*?]+/gu;
const PLAIN_WORD = /[\p{L}\p{N}\p{M}]+/gu;
