import type { Product } from '../../catalog/products.ts';
import type { Fetch } from '../../core/context.ts';
import type { Diagnostic } from '../../core/diagnostics.ts';
import { messageOf, rootCodeOf } from '../../core/errors.ts';
import type { Descriptor } from '../../descriptor/types.ts';
import { lintDescriptor } from '../../lint/lint-descriptor.ts';
import { InstallError } from './install-error.ts';
import { refusalCodeOf } from './refusal-codes.ts';
import { isTlsFailure } from './send.ts';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 1024 * 1024;

/**
 * Fetches the descriptor as the product does on install, and judges it with the linter.
 * @throws {InstallError} when it cannot be had, or would be refused
 */
export async function fetchDescriptor(
  url: string,
  product: Product,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Descriptor> {
  if (!/^https?:$/.test(new URL(url).protocol)) {
    throw new InstallError('upm.pluginInstall.error.response.exception', `${url} is no address on the web.`);
  }
  const text = await download(url, fetch, signal);
  const options = { product, isServed: true, report: 'refusals' } as const;
  const { descriptor, diagnostics } = await lintDescriptor(text, options);
  if (descriptor !== undefined) return descriptor;
  throw refusalOf(diagnostics.filter(({ severity }) => severity === 'error'));
}

/** The product looks at the shape of the descriptor first, and at what it means after that. */
function refusalOf(errors: readonly Diagnostic[]): InstallError {
  const first = errors.find(({ ruleId }) => refusalCodeOf(ruleId) === undefined) ?? errors[0];
  if (first === undefined) return new InstallError(INVALID, 'The descriptor is not valid.');
  const place = first.pointer === '' ? '' : `${first.pointer}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new InstallError(
    codeOf(first),
    `The descriptor is not valid: ${place}${first.message}${more}`,
    errors,
  );
}

/** Rules have a key of their own each, the shape of the descriptor has one; only an address without scheme has another. */
function codeOf({ ruleId, pointer }: Diagnostic): string {
  const isNoAddress = pointer === '/baseUrl' && (ruleId === 'schema/format' || ruleId === 'schema/pattern');
  return isNoAddress ? 'connect.install.error.base_url.no_scheme' : (refusalCodeOf(ruleId) ?? INVALID);
}

/** The product's key for a descriptor that does not have the shape that the schema asks for. */
const INVALID = 'connect.install.error.remote.descriptor.validation.dev';

async function download(url: string, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (timeout.aborted) {
      throw new InstallError(
        'connect.install.error.remote.host.timeout',
        `${url} did not answer within 20 s.`,
      );
    }
    const code = rootCodeOf(error);
    throw new InstallError(
      codeOfFailure(code),
      `The descriptor at ${url} cannot be reached: ${code ?? messageOf(error)}.`,
    );
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new InstallError(
      codeOfStatus(response.status),
      `${url} answered ${response.status} instead of the descriptor.`,
    );
  }
  try {
    return await readLimited(response, url);
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw new InstallError(
      'upm.pluginInstall.error.response.exception',
      `The descriptor at ${url} broke off: ${rootCodeOf(error) ?? messageOf(error)}.`,
    );
  }
}

function codeOfFailure(code: string | undefined): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'connect.install.error.remote.host.bad.domain';
  return code !== undefined && isTlsFailure(code)
    ? 'upm.pluginInstall.error.ssl'
    : 'upm.pluginInstall.error.response.exception';
}

function codeOfStatus(status: number): string {
  if (status === 401 || status === 403) return 'upm.pluginInstall.error.access.denied';
  return status === 404
    ? 'upm.pluginInstall.error.file.not.found'
    : 'upm.pluginInstall.error.response.exception';
}

async function readLimited(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw new InstallError(
        'upm.pluginInstall.error.response.exception',
        `The descriptor at ${url} is larger than ${MAX_BYTES / 1024} KB.`,
      );
    }
    chunks.push(chunk);
  }
  // Leaves out a byte order mark.
  return new TextDecoder().decode(Buffer.concat(chunks));
}
