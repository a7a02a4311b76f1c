import type { Clock, Fetch } from '../core/context.ts';
import { command } from '../instance/control-client.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { Realm } from './realm.ts';

/**
 * How the harness reaches a site: over its control API, be the site in this process or in another, so that both do the same.
 */
export interface SiteLink {
  /** The name that it was started by. */
  readonly name: string;
  /** Where it is now. */
  readonly origin: string;
  readonly controlToken: string;
  readonly realm: Realm;
  readonly fetch: Fetch;
  /** Of the machine: requests of tests take as long as they take. */
  readonly clock: Clock;
  /** Ends with the instance. */
  readonly signal: AbortSignal;
  readonly log: TrafficSource;
}

/** What has passed, and what passes. */
export interface TrafficSource {
  list(): Promise<readonly Exchange[]>;
  /** Calls the listener with each exchange from now on, until the function that it returns is called. */
  follow(listener: (exchange: Exchange) => void): Promise<() => void>;
  clear(): Promise<void>;
  /** Takes down a page load of the harness itself, where nothing stands before the add-on that does. */
  noteModule(load: ModuleLoad): Promise<void>;
}

/** A page of an add-on that was loaded. */
export interface ModuleLoad {
  readonly url: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Undefined when no answer came. */
  readonly answer: { readonly status: number; readonly headers: Headers; readonly text: string } | undefined;
  readonly note: string | undefined;
}

/** @param path below `/_connect-kit/api/`, its parts encoded */
export async function ask(
  link: SiteLink,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const { origin, controlToken, fetch } = link;
  return command({ origin, controlToken }, path, body, fetch, method);
}
