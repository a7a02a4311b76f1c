import type { Hono } from 'hono';
import type { Filter } from '../../../jira/access/filters.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraContext, type JiraRestDeps, splitList } from '../shared.ts';
import { filterDetails, isOverridden, maySee } from './filter-shared.ts';
import { comparison, sharedWith } from './shareable-search.ts';
import { pageBean, refuseOldNames } from './shared.ts';

const MOST_IDS = 200;
const ALWAYS = ['self', 'id', 'name'];
const EXPANDS = [
  ...['description', 'owner', 'jql', 'viewUrl', 'searchUrl', 'favourite', 'favouritedCount'],
  ...['sharePermissions', 'editPermissions', 'isWritable', 'subscriptions', 'approximateLastUsed'],
];

/** Searching among filters. */
export function addFilterSearchRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/filter/search', (c) => {
    refuseOldNames(c, ['owner']);
    const expand = readExpands(c, EXPANDS);
    const isWanted = readWanted(c);
    const isSeen = (filter: Filter) => maySee(c, deps, filter) || isOverridden(c, deps);
    const found = store.filters
      .list()
      .filter((filter) => isWanted(filter) && isSeen(filter))
      .toSorted(orderOf(c));
    return c.json(
      pageBean(c, deps, found, (filter) => shown(c, filter, expand), {
        honoured: [
          ...['filterName', 'accountId', 'groupname', 'groupId', 'projectId', 'id', 'orderBy', 'expand'],
          ...['overrideSharePermissions', 'isSubstringMatch'],
        ],
      }),
    );
  });

  function shown(c: JiraContext, filter: Filter, expand: readonly string[]) {
    const details = { ...filterDetails(c, deps, filter), subscriptions: [], approximateLastUsed: null };
    const entries = Object.entries(details).filter(
      ([name]) => ALWAYS.includes(name) || expand.includes(name),
    );
    return { expand: EXPANDS.join(','), ...Object.fromEntries(entries) };
  }

  /** @throws {ProductError} 400 */
  function readWanted(c: JiraContext): (filter: Filter) => boolean {
    const [name, account] = [c.req.query('filterName'), c.req.query('accountId')];
    const ids = splitList(c.req.queries('id'));
    if (ids.length > MOST_IDS) throw jiraError(400, [`At most ${MOST_IDS} ids can be given.`]);
    const isNamed = nameTest(name ?? '', c.req.query('isSubstringMatch') === 'true');
    const isShared = sharedWith(c, deps, 'filter');
    return (filter) =>
      isNamed(filter.name) &&
      (account === undefined || filter.ownerAccountId === account) &&
      (ids.length === 0 || ids.includes(filter.id)) &&
      isShared(filter);
  }

  function orderOf(c: JiraContext): (a: Filter, b: Filter) => number {
    const { shares } = store;
    return comparison<Filter>(c, {
      name: ({ name }) => name.toLowerCase(),
      id: ({ id }) => Number(id),
      description: ({ description }) => description.toLowerCase(),
      owner: ({ ownerAccountId }) => deps.people.find(ownerAccountId)?.displayName ?? '',
      favourite_count: ({ id }) => shares.popularity('filter', id),
      is_favourite: ({ id }) => Number(!shares.isFavourite('filter', id, actorOf(c))),
      is_shared: ({ id }) => Number(shares.list('filter', id).length === 0),
    });
  }
}

/** @throws {ProductError} 400 for what cannot be expanded */
export function readExpands(c: JiraContext, known: readonly string[]): readonly string[] {
  const expand = splitList(c.req.queries('expand'));
  const unknown = expand.find((name) => !known.includes(name));
  if (unknown !== undefined) throw jiraError(400, [`'${unknown}' cannot be expanded.`]);
  return expand;
}

/** Every word of the query is a word of the name, or with `*` the beginning of one; or its text is a part of it. */
function nameTest(query: string, isSubstring: boolean): (name: string) => boolean {
  const wanted = query.trim().toLowerCase();
  if (isSubstring) return (name) => name.toLowerCase().includes(wanted);
  const words = wordsOf(wanted);
  return (name) => {
    const own = wordsOf(name.toLowerCase());
    return words.every((word) =>
      word.endsWith('*') ? own.some((one) => one.startsWith(word.slice(0, -1))) : own.includes(word),
    );
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}*]+/u).filter(Boolean);
}
