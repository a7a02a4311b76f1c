/** What Atlassian's iframe.js leaves in an add-on's page. */

export type FrameMethod = (...args: unknown[]) => unknown;

export interface AtlassianBridge {
  /** Un-named methods of the host; absent when the page is not framed by one. */
  request?: FrameMethod;
  history?: Record<string, FrameMethod>;
  readonly _hostModules?: Readonly<Record<string, Record<string, FrameMethod> | undefined>>;
  register(handlers: Readonly<Record<string, (event: unknown) => void>>): void;
}

declare global {
  const AP: AtlassianBridge;
}
