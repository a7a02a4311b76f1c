import type { Verdict } from '../../proxy/exchange.ts';

/** Version of the form that recordings are written in; see docs/webhook-recordings.md. */
export const RECORDING_VERSION = 1;

/** What the names of recordings end with. */
export const RECORDING_SUFFIX = '.webhook.json';

/** Names and values in their order; a name stands as often as it was sent. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A delivery as it is kept: a request of a product to an add-on, and the answer. Nothing in it is secret. */
export interface Recording {
  readonly id: string;
  /** ISO 8601, when the request began. */
  readonly time: string;
  /** Null where neither the body nor whoever recorded it says. */
  readonly event: string | null;
  readonly addonKey: string | null;
  readonly request: RecordedRequest;
  /** Null when no answer came. */
  readonly response: RecordedResponse | null;
  /** Why no answer came, or what else is worth saying. */
  readonly note?: string | undefined;
  /** What the token of the request was worth when it was recorded; null when nobody judged it. */
  readonly verdict: Verdict | null;
  /** What was taken out, in the order of the parts. */
  readonly redactions: readonly Redaction[];
}

export interface RecordedRequest {
  readonly method: string;
  /** As it stood in the request line, without the query. */
  readonly path: string;
  /** What follows the question mark; null where there is none. */
  readonly query: string | null;
  /** Path of the add-on's base URL, which the hash of a request leaves out; empty where there is none. */
  readonly basePath: string;
  readonly headers: HeaderList;
  readonly body: RecordedBody;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: RecordedBody;
  /** Milliseconds from the first byte of the request that was sent to the last of the answer. */
  readonly latencyMs: number;
}

/** A body as bytes, whatever form it is written in. */
export interface RecordedBody {
  readonly bytes: Uint8Array;
  /** Set when the bytes are not those that the file says were recorded: somebody has changed it since. */
  readonly isEdited?: true;
  /** Set when a body was there and is not kept, with the reason. */
  readonly omitted?: string;
}

/** A place that was changed before the recording was written. */
export interface Redaction {
  /** `path`, `query`, `body`, or `headers.<name>` of `request` or `response`. */
  readonly part: string;
  /** RFC 6901 pointer, or the name of a field or parameter, where the part has such. */
  readonly at?: string | undefined;
  /** What was found there: the id of a rule. */
  readonly rule: string;
}

export const NO_BODY: RecordedBody = { bytes: new Uint8Array() };

/** Path and query as they stood in the request line. */
export function targetOf({ path, query }: Pick<RecordedRequest, 'path' | 'query'>): string {
  return query === null ? path : `${path}?${query}`;
}

/** The first value of a header, whose name is compared without its case. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([given]) => given.toLowerCase() === wanted)?.[1];
}

/** What a file is named: the time first, so that names sort as the deliveries came. */
export function fileNameOf({ time, event, id }: Pick<Recording, 'time' | 'event' | 'id'>): string {
  const stamp = time.replaceAll(/[-:]/g, '').replace('.', '_');
  return `${stamp}-${slug(event ?? 'unknown', 60)}-${slug(id, 12)}${RECORDING_SUFFIX}`;
}

/** Fit for file systems that know neither colons nor case. */
function slug(text: string, length: number): string {
  const kept = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, length);
  return kept === '' ? 'unknown' : kept;
}
