import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** Far more than any webhook has; what unfolds to more is meant to fill the memory. */
const MAX_BYTES = 64 * 1024 * 1024;

const options = { maxOutputLength: MAX_BYTES };
const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  gzip: (bytes) => promisify(gunzip)(bytes, options),
  'x-gzip': (bytes) => promisify(gunzip)(bytes, options),
  deflate: async (bytes) => {
    try {
      return await promisify(inflate)(bytes, options);
    } catch {
      // Some servers leave the frame out.
      return promisify(inflateRaw)(bytes, options);
    }
  },
  br: (bytes) => promisify(brotliDecompress)(bytes, options),
};

/**
 * The bytes that a body stands for.
 * @param encoding the `Content-Encoding`, in lower case; several are separated by commas
 */
export async function decodeContent(
  body: Uint8Array,
  encoding: string,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  const steps = encoding
    .split(',')
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== 'identity');
  let bytes = body;
  for (const step of steps.toReversed()) {
    const decode = Object.hasOwn(DECODERS, step) ? DECODERS[step] : undefined;
    if (decode === undefined)
      return { problem: `its encoding ${JSON.stringify(step.slice(0, 20))} is not known` };
    try {
      bytes = await decode(bytes);
    } catch {
      return { problem: `it cannot be decompressed (${step})` };
    }
  }
  return { bytes };
}
