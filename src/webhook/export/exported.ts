import type { Recording } from '../recording/recording.ts';
import { type PreparedRequest, prepareRequest } from '../replay/prepare.ts';

/** A delivery for another tool to send. */
export interface Exported {
  readonly recording: Recording;
  readonly prepared: PreparedRequest;
}

export interface ExportOptions {
  /** Base URL of the add-on. */
  readonly to: string;
  /** The product's id, in place of those of recorded tokens. */
  readonly clientKey: string | undefined;
}

/** @param basePath path of the base URL that deliveries are for */
export function toExported(recording: Recording, basePath: string): Exported {
  const prepared = prepareRequest(recording, { basePath, path: undefined, changes: [], headers: [] }, []);
  return { recording, prepared };
}

/** Names and values by turns as pairs. */
export function pairsOf(headers: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    pairs.push([headers[index] ?? '', headers[index + 1] ?? '']);
  }
  return pairs;
}
