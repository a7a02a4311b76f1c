import type { Confluence } from '../confluence/confluence.ts';
import { confluenceMessage, WEBHOOK_VIEWER } from '../confluence/webhook-messages.ts';
import type { JiraStore } from '../jira/jira-store.ts';
import type { IssueJsonContext } from '../jira/json/issue-context.ts';
import { jiraMessage } from '../jira/webhook-messages.ts';
import type { People } from '../people/people.ts';
import type { Site } from '../site.ts';
import type { Webhooks } from './webhooks.ts';

export interface ChangesDeps {
  readonly site: Site;
  readonly people: People;
  readonly jira: JiraStore;
  readonly confluence: Confluence;
  readonly now: () => number;
}

/** Tells add-ons of everything that happens in the products from now on. */
export function followChanges(webhooks: Webhooks, deps: ChangesDeps): void {
  const { site, people, jira, confluence, now } = deps;
  jira.subscribe((event) => {
    const json: IssueJsonContext = {
      baseUrl: site.products.jira.baseUrl,
      apiVersion: '2',
      person: (accountId) => people.find(accountId),
      store: jira,
      viewer: 'all',
      accountId: event.actor,
    };
    webhooks.announce('jira', jiraMessage(event, json, now()), jira.properties);
  });
  confluence.subscribe((event) => {
    const host = site.products.confluence;
    const message = confluenceMessage(event, { host, confluence, people, viewer: WEBHOOK_VIEWER });
    if (message !== undefined) webhooks.announce('confluence', message);
  });
}
