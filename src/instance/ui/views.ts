import type { Product } from '../../catalog/products.ts';

/**
 * What the pages of the dev instance show. The instance decides what is on a page and fills these; the renderers of
 * this folder only turn them into HTML, and the browser code reads {@link PageData} from the page.
 */

export interface PersonView {
  readonly accountId: string;
  readonly displayName: string;
  /** Path below the site's address. */
  readonly avatarUrl: string;
}

export interface LinkView {
  readonly label: string;
  readonly href: string;
  readonly isActive?: boolean;
}

/** What surrounds every page. */
export interface ChromeView {
  readonly product: Product;
  readonly siteName: string;
  /** `''` or `/wiki`. */
  readonly contextPath: string;
  /** The person signed in; undefined for an anonymous visitor. */
  readonly user:
    | (PersonView & { readonly isAdmin: boolean; readonly locale: string; readonly timeZone: string })
    | undefined;
  /** Must come back in the `X-Connect-Kit-Xsrf` header of every request that changes something. */
  readonly xsrfToken: string;
  /** Path and query of the page, to come back to after signing in or out. */
  readonly path: string;
  /** Entries of the product's navigation, pages of add-ons included. */
  readonly navigation: readonly LinkView[];
  /** Links to pages of add-ons, under "Apps". */
  readonly apps: readonly LinkView[];
}

/** A module of an add-on, ready to be put into an iframe. */
export interface ExtensionView {
  readonly addonKey: string;
  readonly addonName: string;
  readonly moduleKey: string;
  /** As in the descriptor, for instance `jiraIssueContents`. */
  readonly moduleType: string;
  /** Where it stands on the page, for instance `atl.jira.view.issue.right.context`. */
  readonly location: string;
  readonly title: string;
  /** Absolute and signed. */
  readonly url: string;
  readonly width?: string;
  readonly height?: string;
  /** True for pages that own the whole content area (`AP.sizeToParent` works only there). */
  readonly isFullPage: boolean;
  /** The page's context, as `AP.context.getContext` answers it: `{ jira: { issue: { id, key, … }, project: {…} } }`. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Read by the browser code from `<script type="application/json" id="connect-kit-page">`. */
export interface PageData {
  readonly product: Product;
  readonly contextPath: string;
  readonly xsrfToken: string;
  readonly user: ChromeView['user'];
  readonly extensions: readonly ExtensionView[];
  /** Set on issue pages. */
  readonly issueKey?: string;
  /** Set on pages that show content of Confluence. */
  readonly content?: { readonly id: string; readonly type: 'page' | 'blogpost'; readonly spaceKey: string };
}

/** A link or button that an add-on puts somewhere (`webItems`). */
export interface WebItemView {
  readonly addonKey: string;
  /** Of the module that opens: the item itself, or the page or dialog that its `url` names. */
  readonly moduleKey: string;
  readonly label: string;
  readonly tooltip?: string;
  /** Where a target of type `page` leads; ignored for dialogs, which resolve their address when they open. */
  readonly href: string;
  readonly target: 'page' | 'dialog';
  /** `target.options` of the descriptor, for dialogs: size, width, height, chrome, header… */
  readonly options?: Readonly<Record<string, unknown>>;
  /** As in {@link ExtensionView.context}. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface IssueView {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  /** Safe HTML. */
  readonly descriptionHtml: string;
  /** What the editor starts from. */
  readonly descriptionText: string;
  readonly issueType: { readonly name: string; readonly iconUrl: string };
  readonly status: { readonly name: string; readonly category: 'new' | 'indeterminate' | 'done' };
  readonly transitions: readonly { readonly id: string; readonly name: string }[];
  readonly priority: { readonly name: string; readonly iconUrl: string };
  readonly assignee: PersonView | undefined;
  readonly reporter: PersonView | undefined;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly created: string;
  readonly updated: string;
  readonly comments: readonly {
    readonly id: string;
    readonly author: PersonView;
    readonly bodyHtml: string;
    readonly created: string;
  }[];
}

export interface ProjectView {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly avatarUrl: string;
}

export interface IssuePageView {
  readonly project: ProjectView;
  readonly issue: IssueView;
  readonly canEdit: boolean;
  /** Panels of the main column (`jiraIssueContents`). */
  readonly contentPanels: readonly ExtensionView[];
  /** Panels of the right column (`webPanels`, `jiraIssueContexts`, `jiraIssueGlances`). */
  readonly sidePanels: readonly ExtensionView[];
  /** Tabs of the activity section (`jiraIssueTabPanels`). */
  readonly tabPanels?: readonly ExtensionView[];
  /** Buttons above the description (`webItems` of `operations-*` and `jira.issue.tools`). */
  readonly webItems?: readonly WebItemView[];
}

export interface ProjectPageView {
  readonly project: ProjectView;
  readonly issues: readonly Pick<
    IssueView,
    'key' | 'summary' | 'issueType' | 'status' | 'priority' | 'assignee' | 'updated'
  >[];
  readonly canCreate: boolean;
}

/** A page module of an add-on (`generalPages`, `adminPages`, …). */
export interface AddonPageView {
  readonly extension: ExtensionView;
}

export interface AppsPageView {
  readonly addons: readonly {
    readonly key: string;
    readonly name: string;
    readonly version: string;
    readonly vendor: string | undefined;
    readonly baseUrl: string;
    readonly scopes: readonly string[];
    readonly isEnabled: boolean;
    readonly modules: readonly {
      readonly type: string;
      readonly key: string | undefined;
      readonly name: string | undefined;
    }[];
  }[];
}

export interface SpacePageView {
  readonly space: { readonly key: string; readonly name: string };
  readonly pages: readonly { readonly id: string; readonly title: string; readonly href: string }[];
}

export interface ContentPageView {
  readonly space: { readonly key: string; readonly name: string };
  readonly page: {
    readonly id: string;
    readonly title: string;
    /** Safe HTML. */
    readonly bodyHtml: string;
    readonly author: PersonView;
    readonly updated: string;
  };
  readonly bylineItems: readonly ExtensionView[];
}

export interface LoginPageView {
  /** Path to return to. */
  readonly returnTo: string;
  readonly failed: boolean;
  /** Who may sign in, said below the form. */
  readonly hint?: string;
}

export interface MessagePageView {
  readonly title: string;
  readonly message: string;
  readonly link: LinkView;
}

/** One line of the traffic page: an `Exchange` of src/proxy/exchange.ts as its JSON reaches the browser. */
export interface ExchangeView {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly direction: 'to-addon' | 'to-product';
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly addonKey: string | null;
  readonly verdict: { readonly valid: boolean; readonly reason: string; readonly message: string } | null;
  readonly note?: string;
  /** Faults that somebody has asked for and that had a part in it. */
  readonly faults?: readonly string[];
}
