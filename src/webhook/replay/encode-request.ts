/** What is sent, down to its bytes. */
export interface OutgoingRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

export type EncodedRequest = { readonly bytes: Uint8Array } | { readonly problem: string };

/** Bodies up to this size are kept together with the headers that they go with. */
const MAX_KEPT = 64 * 1024;
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Whose requests have no length when they have no body. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);

/**
 * Turns requests into what goes over the wire. The bytes of one are kept as long as its list of headers is, so that what is
 * sent over and over with the same list is put together once.
 * @param host of the target, with its port where it has one
 */
export function createRequestEncoder(host: string): (request: OutgoingRequest) => EncodedRequest {
  const kept = new WeakMap<
    readonly string[],
    { readonly request: OutgoingRequest; readonly bytes: Uint8Array }
  >();
  return (request) => {
    const known = kept.get(request.headers);
    if (known !== undefined && isSame(known.request, request)) return known;
    const problem = findProblem(request);
    if (problem !== undefined) return { problem };
    const bytes = Buffer.concat([Buffer.from(headOf(request, host), 'latin1'), request.body]);
    if (request.body.length <= MAX_KEPT) kept.set(request.headers, { request, bytes });
    return { bytes };
  };
}

function isSame(one: OutgoingRequest, other: OutgoingRequest): boolean {
  return one.target === other.target && one.body === other.body && one.method === other.method;
}

/** What would make another request of it, or none. */
function findProblem({ method, target, headers }: OutgoingRequest): string | undefined {
  if (!TOKEN.test(method) || method === 'CONNECT') return `its method is ${JSON.stringify(method)}`;
  if (!/^[!-~\x80-\xff]+$/.test(target)) return 'its path has characters that paths cannot have';
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!TOKEN.test(name)) return `${JSON.stringify(name)} is no name of a header`;
    if (!/^[\t -~\x80-\xff]*$/.test(headers[index + 1] ?? '')) {
      return `its header ${name} has characters that headers cannot have`;
    }
  }
  return undefined;
}

function headOf({ method, target, headers, body }: OutgoingRequest, host: string): string {
  let head = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\n`;
  for (let index = 0; index + 1 < headers.length; index += 2) {
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  }
  const hasLength = body.length > 0 || !BODILESS.has(method);
  return `${head}${hasLength ? `Content-Length: ${body.length}\r\n` : ''}\r\n`;
}
