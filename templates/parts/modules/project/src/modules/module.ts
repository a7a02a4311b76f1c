import type { Tenant } from '../storage/tenant-store.ts';
import type { WebhookLog } from '../storage/webhook-log.ts';
import type { Html } from '../views/html.ts';
import type { Layout } from '../views/layout.ts';
import type { SiteAccess } from './site-access.ts';
import type { Subject } from './subject.ts';

/** What the add-on answers for the modules of its descriptor. `src/modules/index.ts` lists them. */
export type Module = Page | Webhook | Fragment;

/** What every module knows. It is about one tenant: nothing here leads to the data of another. */
export interface ModuleInput extends SiteAccess {
  readonly addonName: string;
  readonly tenant: Tenant;
  /** Who is looking, or did what a webhook tells of; undefined for anonymous visitors. */
  readonly accountId: string | undefined;
  readonly webhooks: WebhookLog;
  /** The query of the URL, as the product has signed it. Empty when a page is refreshed. */
  readonly query: URLSearchParams;
}

/** A page in a frame. It exists twice: whole, at its path, and as its content alone, at `/api` and its path. */
export interface Page {
  readonly kind: 'page';
  /** Below the base URL, as in the descriptor. */
  readonly path: string;
  readonly layout: Layout;
  /** What the page is about; undefined for nothing in particular. */
  readonly about?: Subject;
  readonly render: (input: PageInput) => Promise<Html>;
}

interface PageInput extends ModuleInput {
  /** Key or id of what the page is about, as the product has signed it. Empty for pages about nothing. */
  readonly subject: string;
}

/** Takes what a product posts. */
export interface Webhook {
  readonly kind: 'webhook';
  readonly path: string;
  /** A product that gets no answer within a few seconds tries again: leave long work for later. */
  readonly receive: (input: WebhookInput) => Promise<void>;
}

interface WebhookInput extends ModuleInput {
  /** The same for each attempt to deliver one event. */
  readonly deliveryId: string;
  readonly body: unknown;
  readonly receivedAt: Date;
  /** Asks the site whether it has a licence of the add-on. */
  readonly isLicensed: () => Promise<boolean>;
}

/** Markup that the product itself asks for, and puts into a page of its own. */
export interface Fragment {
  readonly kind: 'fragment';
  readonly path: string;
  readonly render: (input: ModuleInput) => Promise<Html>;
}

export function definePage(page: Omit<Page, 'kind'>): Page {
  return { kind: 'page', ...page };
}

export function defineWebhook(webhook: Omit<Webhook, 'kind'>): Webhook {
  return { kind: 'webhook', ...webhook };
}
