/**
 * The parts of jQuery, AUI and atlassian-connect-js that the pages use. The libraries are scripts of their own on the
 * page: jQuery 3, @atlassian/aui 10, atlassian-connect-js 5.
 */

export interface JQueryLike {
  readonly [index: number]: HTMLElement | undefined;
}

export interface Deferred<T> {
  resolve(value: T): void;
  /** atlassian-connect-js shows `error.text` of the second argument. */
  reject(reason: unknown, error: { readonly text: string }): void;
  promise(): unknown;
}

export interface ExtensionOptions {
  autoresize?: boolean;
  width?: string;
  height?: string;
  isFullPage?: boolean;
  isDialog?: boolean;
  moduleType?: string;
  moduleLocation?: string;
  structuredContext?: Readonly<Record<string, unknown>>;
  /** Set by the library on dialogs: the frame that opened them. */
  callbackExtensionId?: string;
}

/** What names an extension to the library. */
export interface Extension {
  readonly addon_key: string;
  readonly key: string;
  /** Absent: the library asks the content resolver. */
  readonly url?: string;
  readonly options?: ExtensionOptions;
}

export interface RegisteredExtension {
  readonly extension_id: string;
  readonly extension: Extension;
}

/** Every method gets the caller's arguments and, last, a function that answers (with the caller as `_context`). */
export type HostMethod = ((...args: unknown[]) => unknown) & { returnsPromise?: boolean };
export type HostModule = Readonly<Record<string, HostMethod>>;

export interface ConnectHost {
  create(extension: Extension): JQueryLike;
  defineModule(methods: HostModule): void;
  defineModule(name: string, methods: HostModule): void;
  getExtensions(filter: (extension: RegisteredExtension) => boolean): readonly RegisteredExtension[];
  broadcastEvent(type: string, target: { addon_key: string; key?: string }, event: unknown): void;
  readonly registerContentResolver: {
    resolveByExtension(resolver: (extension: Extension) => unknown): void;
  };
  readonly dialog: { create(extension: Extension, options: Readonly<Record<string, unknown>>): void };
}

export interface Aui {
  $: { Deferred<T>(): Deferred<T> };
  /** `body` is markup. */
  flag(options: {
    type: 'error' | 'warning' | 'success' | 'info';
    title: string;
    body: string;
    close: 'auto' | 'manual';
  }): void;
  dialog2(selector: string): { show(): void; hide(): void };
}

declare global {
  const connectHost: ConnectHost;
  const AJS: Aui;
}
