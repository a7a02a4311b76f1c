import { UsageError } from '../core/errors.ts';
import { closest } from '../core/suggest.ts';
import { TOPIC_SOURCES } from './sources.ts';
import { TOPIC_KINDS, type Topic, type TopicKind } from './topic.ts';

export interface Explanation extends Topic {
  /** Markdown. */
  readonly page: string;
}

/** What a person asked for: pages about a name, or a list of names. */
export type Answer =
  | { readonly type: 'pages'; readonly pages: readonly Explanation[] }
  | { readonly type: 'list'; readonly topics: readonly Topic[] };

/**
 * Tells what a name of Connect, or a rule of the linter, means.
 * @param asked a name in any case (`webPanels`, `read`, `base-url/https`); with its kind in front where several things
 *   have it and one is meant (`scope:read`); or the plural of a kind, or the group of a rule, for a list (`events`)
 * @throws {UsageError} when nothing has the name
 */
export async function explain(asked: string): Promise<Answer> {
  const listed = listOf(asked);
  if (listed !== undefined) return { type: 'list', topics: listed };
  const { kinds, name } = splitKind(asked);
  const found = kinds.flatMap((kind) =>
    TOPIC_SOURCES[kind].list().filter((topic) => topic.name.toLowerCase() === name.toLowerCase()),
  );
  if (found.length === 0) throw unknownName(name, kinds);
  const pages = await Promise.all(
    found.map(async (topic) => ({ ...topic, page: await TOPIC_SOURCES[topic.kind].page(topic.name) })),
  );
  return { type: 'pages', pages };
}

/** The words that stand for a list, with what each lists. */
export function listNames(): readonly { readonly name: string; readonly count: number }[] {
  return TOPIC_KINDS.map((kind) => ({ name: `${kind}s`, count: TOPIC_SOURCES[kind].list().length }));
}

function listOf(asked: string): readonly Topic[] | undefined {
  const kind = TOPIC_KINDS.find((one) => `${one}s` === asked.toLowerCase());
  if (kind !== undefined) return TOPIC_SOURCES[kind].list();
  const group = asked.toLowerCase().replace(/\/?\*?$/, '/');
  const rules = asked.endsWith('/') || asked.endsWith('/*') ? TOPIC_SOURCES.rule.list() : [];
  const ofGroup = rules.filter(({ name }) => name.startsWith(group));
  return ofGroup.length === 0 ? undefined : ofGroup;
}

/** Names of events have colons too (`jira:issue_created`): only a kind in front counts. */
function splitKind(asked: string): { kinds: readonly TopicKind[]; name: string } {
  const kind = TOPIC_KINDS.find((one) => asked.toLowerCase().startsWith(`${one}:`));
  return kind === undefined
    ? { kinds: TOPIC_KINDS, name: asked }
    : { kinds: [kind], name: asked.slice(kind.length + 1) };
}

function unknownName(name: string, kinds: readonly TopicKind[]): UsageError {
  const names = kinds.flatMap((kind) => TOPIC_SOURCES[kind].list().map((topic) => topic.name));
  const suggestion = closest(name, names);
  return new UsageError('unknown-topic', `Nothing that connect-kit can explain is called "${name}".`, {
    nextSteps: [
      ...(suggestion === undefined ? [] : [`Did you mean ${suggestion}?  connect-kit explain ${suggestion}`]),
      'See what there is: connect-kit explain',
    ],
  });
}
