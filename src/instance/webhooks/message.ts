import type { UrlVariables } from '../../webhook/url-variables.ts';

/** What a webhook carries, before it is JSON. */
export type Payload = Readonly<Record<string, unknown>>;

/** One webhook that a change gives rise to, before it is known who listens to it. */
export interface WebhookMessage {
  /** As add-ons listen to it: `jira:issue_created`. */
  readonly event: string;
  /** Who did it, as an account id: whom the token names. */
  readonly actor: string | null;
  /** The body that everybody gets, of the data as they are right after the change. */
  readonly payload: () => Payload;
  /** What stands for `${…}` in URLs, by name: `issue.key`. Left out where the product replaces none. */
  readonly variables?: UrlVariables;
  /** Whether JQL lets it through. Left out where filters have no say. @throws {JqlError} */
  readonly matches?: (jql: string) => boolean;
  /** Of whose entity properties `propertyKeys` speaks; they are put into this field of the body. */
  readonly propertiesOf?: { readonly type: string; readonly id: string; readonly field: string };
  /** Names and ids of the fields that have changed, for webhooks that follow some of them. */
  readonly changedFields?: ReadonlySet<string>;
  /** The entity property that has changed, for webhooks that follow some of them. */
  readonly changedProperty?: string;
  /** Fallout of another change, which may come later. */
  readonly isSecondary?: boolean;
}

export type { UrlVariables };
