/** What `connect-kit explain` can tell about, in the order in which it looks for a name. */
export const TOPIC_KINDS = ['rule', 'module', 'scope', 'event', 'condition', 'location', 'variable'] as const;
export type TopicKind = (typeof TOPIC_KINDS)[number];

export interface Topic {
  readonly kind: TopicKind;
  readonly name: string;
  /** One line, for lists. */
  readonly summary: string;
}

/** Everything of one kind. */
export interface TopicSource {
  /** In the order of the catalogue. */
  list(): readonly Topic[];
  /** @returns the page about a topic of the list, as Markdown that begins with a heading */
  page(name: string): Promise<string>;
}
