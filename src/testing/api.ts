/// <reference lib="esnext.disposable" preserve="true" />
import type { Product } from '../catalog/products.ts';
import type { Descriptor } from '../descriptor/types.ts';
import type { Claims } from '../jwt/sign.ts';

export type { Claims, Descriptor, Product };

/** A length of time: `'3m'`, `'90s'`, `'1h30m'`, `'250ms'`, or milliseconds. */
export type Duration = string | number;

/** The functions of `connect-kit/testing`. */
export interface Testing {
  /**
   * Starts a dev instance of its own, in memory and on free ports, as often as wanted in one process.
   * @throws an error with `code`, such as `seed-invalid`
   */
  startInstance(options?: StartOptions): Promise<TestInstance>;
  /**
   * The instance of the `connect-kit dev exec` that has started this process. It is not stopped by those who connect to it.
   * @param environment where its addresses are looked for; that of the process when left out
   * @throws an error with the code `not-connected` outside of `connect-kit dev exec`
   */
  connectInstance(environment?: Readonly<Record<string, string | undefined>>): Promise<ConnectedInstance>;
  /** A port on which nobody listened a moment ago, for a server that wants to be told its port. */
  findFreePort(): Promise<number>;
}

export interface StartOptions {
  /** Names of the sites, each with a Jira and a Confluence; the first is meant where none is named. `['dev']` unless given. */
  readonly sites?: readonly string[];
  /** What every site begins with, as `connect-kit instance export` writes it. */
  readonly seed?: unknown;
  /** How many requests an add-on may make of each product: `'100/min'`. As many as it likes unless given. */
  readonly rateLimit?: string;
  /** How long a lifecycle callback may take to answer; 10 s unless given. */
  readonly callbackTimeout?: Duration;
}

/** A dev instance that a test has started. */
export interface TestInstance extends TestSite, AsyncDisposable {
  readonly sites: readonly TestSite[];
  /** @throws an error with the code `site-unknown` */
  site(name: string): TestSite;
  readonly clock: TestClock;
  /**
   * Removes the add-ons, which are told, and ends everything. `await using` does it as well.
   * @throws when the instance has failed on the way, for reasons that are its own
   */
  stop(): Promise<void>;
}

/** The instance of `connect-kit dev exec`, with the add-on of the project in it. */
export interface ConnectedInstance extends TestSite {
  readonly clock: TestClock;
  /** Every installation of the project's add-on: one for each product. */
  readonly addons: readonly Addon[];
  /** The first of them. */
  readonly addon: Addon;
}

/** One site: a Jira and a Confluence. */
export interface TestSite {
  readonly name: string;
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  readonly jiraUrl: string;
  readonly confluenceUrl: string;
  /**
   * The variables that an add-on's server needs to work with this instance, as `connect-kit dev` sets them: where it listens, where it is
   * seen, where the keys of installs and the bridge's script are. To be put on top of the environment that it needs anyway.
   */
  environment(addon: AddonAddress): Readonly<Record<string, string>>;
  /**
   * Installs the add-on whose descriptor is at the address, through the products' own contract and with signed callbacks.
   * @throws an error with the code `install-refused` and the product's own words, and its key as `productCode`
   */
  install(descriptorUrl: string, options?: InstallOptions): Promise<Addon>;
  /**
   * An add-on that is installed already.
   * @param product may be left out when it is installed in one
   * @throws an error with the code `addon-unknown`
   */
  findAddon(key: string, product?: Product): Promise<Addon>;
  /**
   * The REST APIs, as somebody who has signed in.
   * @param user name, e-mail address, account id or display name: `mia`, `tomas` and `yuki` are there from the start
   */
  asUser(user: string): RestClient;
  /** The REST APIs, as the site's administrator. */
  asAdmin(): RestClient;
  readonly faults: Faults;
  readonly traffic: Traffic;
  /** Resolves when no webhook is on its way any more. Those that wait for their next try are not. */
  settled(): Promise<void>;
}

/** Where an add-on's server is. One of both is enough where it is on this machine. */
export interface AddonAddress {
  readonly port?: number;
  /** As it will stand in the descriptor; `http://localhost:<port>` unless given. */
  readonly baseUrl?: string;
}

export interface InstallOptions {
  /** Found from the descriptor's modules unless given. */
  readonly product?: Product;
  /** For add-ons with `enableLicensing`, which are licensed unless something else is said. */
  readonly licence?: Licence;
}

/** `evaluation` and `trial` are the same. */
export type Licence = 'active' | 'evaluation' | 'trial' | 'expired' | 'none';

/** An add-on, installed in one product of one site. */
export interface Addon {
  readonly key: string;
  readonly product: Product;
  /** The tenant's id: of the product, not of the add-on. */
  readonly clientKey: string;
  readonly baseUrl: string;
  /** As it was served when it was installed. */
  readonly descriptor: Descriptor;
  /**
   * Requests a module as the product does: conditions are looked at, variables filled in, the address signed.
   * @throws an error with the code `module-unknown`, `module-hidden`, `module-without-page`, `context-unknown` or `user-unknown`
   */
  openModule(moduleKey: string, context?: ModuleContext, options?: OpenOptions): Promise<OpenedModule>;
  /** Whether somebody gets to see the module: whether its conditions hold, and the add-on is enabled. */
  isShown(moduleKey: string, context?: ModuleContext, options?: OpenOptions): Promise<boolean>;
  /**
   * Sends a webhook that nothing has caused, about things that are there, to every webhook of the add-on that listens to it.
   * @param event as the descriptor names it: `jira:issue_created`
   * @param overrides merged into the body; null removes
   * @throws an error with the code `event-unknown`, or with the reason why the add-on is not sent it
   */
  fire(event: string, overrides?: JsonRecord, options?: FireOptions): Promise<FiredWebhook>;
  /** A new shared secret, with a new `installed`. @throws an error with the product's words when the add-on does not take it */
  rotateSecret(): Promise<void>;
  /** @throws an error with the code `addon-not-licensed` unless its descriptor has `enableLicensing` */
  setLicence(licence: Licence): Promise<void>;
  enable(): Promise<void>;
  disable(): Promise<void>;
  uninstall(): Promise<void>;
  /** Installs the descriptor that it serves now, as an update when it is still installed. */
  reinstall(): Promise<Addon>;
  /** The secret that it shares with the product, for tokens that a test makes itself; undefined with authentication `none`. */
  sharedSecret(): Promise<string | undefined>;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * What a page is about. `issue`, `project`, `content` and `space` bring along whatever the product tells of them. Everything else is
 * named as in the URLs of descriptors (`'board.id': 1`), and macros have their own parameters under `parameters`.
 */
export interface ModuleContext {
  /** Key or id of an issue. */
  readonly issue?: string | number;
  /** Key or id of a project. */
  readonly project?: string | number;
  /** Id of a page, a blog post, or something else in Confluence. */
  readonly content?: string | number;
  /** Key or id of a space. */
  readonly space?: string | number;
  /** Of a macro. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly [variable: string]: string | number | Readonly<Record<string, string | number>> | undefined;
}

export interface OpenOptions {
  /** Who looks at it: a name, an e-mail address, an account id or a display name; the administrator unless given, null for nobody. */
  readonly user?: string | null;
  /** Which of a module's pages, where it has several: `'editor'` of a macro, `'create'`, `'edit'` or `'view'` of a post function. */
  readonly part?: string;
}

/** A page of an add-on as its frame loads it. Redirects are not followed. */
export interface OpenedModule {
  /** The signed address. */
  readonly url: string;
  /** The token in it; undefined with authentication `none`, and for modules that are cacheable. */
  readonly token: string | undefined;
  /** What the token says. */
  readonly claims: Claims | undefined;
  /** What `AP.context.getContext` answers on the page. */
  readonly context: JsonRecord;
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** What was answered, read to its end. */
  text(): string;
  /** @throws {SyntaxError} */
  json(): unknown;
  /** What `AP.context.getToken` gives the page: a new token that is bound to no address. */
  contextToken(): Promise<string>;
}

export interface FireOptions {
  /** Who has done it, as for {@link OpenOptions.user}. */
  readonly user?: string;
  /** What it tells of: an issue by its key or id, content by its id, a space by its key; the first ones unless given. */
  readonly issue?: string | number;
  readonly content?: string | number;
  readonly space?: string;
}

/** One webhook as it went over the wire, and what came back. */
export interface FiredWebhook extends WebhookDelivery {
  /** One for each webhook of the add-on that listens; this is the first. */
  readonly all: readonly WebhookDelivery[];
}

export interface WebhookDelivery {
  /** Undefined when nothing was answered; `message` says why. */
  readonly status: number | undefined;
  readonly ok: boolean;
  readonly message: string;
  readonly request: {
    readonly url: string;
    readonly headers: Headers;
    /** Undefined for webhooks with `excludeBody`. */
    readonly body: JsonRecord | undefined;
  };
  readonly response:
    | { readonly status: number; readonly headers: Headers; readonly text: () => string }
    | undefined;
  /** When it is tried again; undefined when it is not. */
  readonly nextTry: Date | undefined;
}

export interface RestClient {
  get<Body = unknown>(path: string): Promise<RestAnswer<Body>>;
  post<Body = unknown>(path: string, body?: unknown): Promise<RestAnswer<Body>>;
  put<Body = unknown>(path: string, body?: unknown): Promise<RestAnswer<Body>>;
  delete<Body = unknown>(path: string): Promise<RestAnswer<Body>>;
  /** Anything else. @param path below the site: `/rest/api/3/myself`, `/wiki/api/v2/pages` */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** An answer of a product, whatever its status. */
export interface RestAnswer<Body = unknown> {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** Parsed where it is JSON, a text otherwise; undefined where there is none. */
  readonly body: Body;
}

export interface TestClock {
  /** Milliseconds since the epoch, as the instance has them. Time goes on by itself. */
  now(): number;
  /**
   * Puts the instance's clock forward. Whatever falls due on the way happens in order, and has happened when the promise resolves: webhooks
   * are tried again, access tokens of the site are over. The add-on's own clock stays where it is, and what the
   * add-on signs is taken as long as it holds by either clock.
   */
  advance(by: Duration): Promise<void>;
}

/** What goes wrong on purpose, on one site. */
export interface Faults {
  /** @param fault as the control API takes it: `{ status: 503, times: 1 }`, `{ drop: true, kind: 'webhook' }` */
  add(fault: JsonRecord): Promise<Fault>;
  /** @param name `rate-limited`, `flaky`, `slow`, `clock-skew`, `maintenance` or `key-server-down` */
  preset(name: string, about?: JsonRecord): Promise<readonly Fault[]>;
  list(): Promise<readonly Fault[]>;
  clear(): Promise<void>;
}

export interface Fault {
  readonly id: string;
  /** Which requests it is about, what happens, and how often: in words. */
  readonly about: string;
  readonly what: string;
  readonly often: string;
  readonly hits: number;
  /** It has happened as often as it was to. */
  readonly spent: boolean;
  remove(): Promise<void>;
}

/** A request that has passed between the products and an add-on. Secrets are blanked, tokens have no signature. */
export interface TrafficRequest {
  readonly from: 'addon' | 'host';
  /** `rest`, `oauth2`, `install-key` of add-ons; `lifecycle`, `webhook`, `module` of the products. */
  readonly kind: string;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** Without it. */
  readonly path: string;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** The add-on's key, where it is known. */
  readonly addon: string | undefined;
  readonly product: Product | undefined;
  /** What its token is worth; undefined where it carries none. */
  readonly verdict:
    | { readonly valid: boolean; readonly reason: string; readonly message: string }
    | undefined;
  readonly time: Date;
  readonly request: TrafficMessage;
  readonly response: TrafficMessage;
  readonly note: string | undefined;
}

export interface TrafficMessage {
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Which requests are meant: those that fit everything that is said. */
export interface TrafficMatch {
  readonly from?: 'addon' | 'host';
  readonly kind?: string;
  readonly method?: string;
  /** The whole path, a pattern with `*` and `**`, or a regular expression. */
  readonly path?: string | RegExp;
  /** A code, `'4xx'` and its like, or `'none'` for no answer. */
  readonly status?: number | string;
  readonly addon?: string;
  readonly product?: Product;
  /** Something else to look at. */
  readonly where?: (request: TrafficRequest) => boolean;
}

export interface Traffic {
  /** What has passed since the start, or since it was cleared, oldest first; the latest thousand. */
  requests(match?: TrafficMatch): Promise<readonly TrafficRequest[]>;
  /**
   * The first request that fits, be it one that has passed already.
   * @throws when none does in time (10 s unless given), saying what was seen instead
   */
  waitFor(match: TrafficMatch, options?: { readonly timeout?: Duration }): Promise<TrafficRequest>;
  /** @throws unless a request fits, or as many as `times` says; tells what was seen instead */
  assertRequest(
    match: TrafficMatch,
    options?: { readonly times?: number },
  ): Promise<readonly TrafficRequest[]>;
  /** @throws when a request fits */
  assertNoRequest(match: TrafficMatch): Promise<void>;
  /** @throws when the products have refused something to the add-on for its token or its scopes (401, 403) */
  assertAccepted(): Promise<void>;
  /** Forgets what has passed. */
  clear(): Promise<void>;
}
