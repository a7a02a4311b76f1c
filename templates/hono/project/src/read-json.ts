import { HttpError } from './http-error.ts';

/** A webhook holds a whole issue or page. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Reads the body of a request, as far as anybody has reason to send one. */
export async function readJson(request: Request): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new HttpError(413, 'The request is too large.');
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch (cause) {
    throw new HttpError(400, 'The request cannot be read.', { cause });
  }
}
