import type { IncomingHttpHeaders } from 'node:http';
import type { ExchangeKind, Verdict } from './exchange.ts';

/** A request on its way to the add-on, as far as judging it goes. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query as they came in. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Whose request it is and what its token is worth; undefined when somebody else reports it. */
export type Judge = (request: ProxiedRequest) => Promise<Judgement | undefined>;
export interface Judgement {
  readonly kind: ExchangeKind;
  readonly addonKey: string | null;
  readonly verdict: Verdict | null;
  readonly product?: 'jira' | 'confluence';
  /** Faults that had a part in it, in words. */
  readonly faults?: readonly string[];
}
