import { messageOf, rootCodeOf } from '../../core/errors.ts';

/** An answer of an add-on as it came, but for its encoding. */
export interface ObservedAnswer {
  readonly status: number;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** Why the body is not here. */
  readonly omitted?: string;
  readonly latencyMs: number;
}

/** No webhook is answered with more; it would only fill the memory. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Reads an answer to its end. One whose body breaks off is an answer still. */
export async function readAnswer(response: Response, latencyMs: () => number): Promise<ObservedAnswer> {
  const body = await readBody(response);
  // The client has decompressed the body already, whose length is another then.
  const headers = [...response.headers]
    .filter(([name]) => name !== 'content-encoding' && name !== 'content-length')
    .flat();
  return { status: response.status, headers, ...body, latencyMs: latencyMs() };
}

async function readBody({ body }: Response): Promise<Pick<ObservedAnswer, 'body' | 'omitted'>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        return { body: new Uint8Array(), omitted: `it has more than ${MAX_BODY_BYTES} bytes` };
      }
      chunks.push(chunk);
    }
  } catch (error) {
    return { body: new Uint8Array(), omitted: `it broke off: ${rootCodeOf(error) ?? messageOf(error)}` };
  }
  return { body: Buffer.concat(chunks) };
}
