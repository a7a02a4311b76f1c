import type { Environment } from '../core/context.ts';
import { readEnv } from '../core/context.ts';
import { EnvironmentError, messageOf, rootCodeOf } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import { redact } from '../core/redact.ts';

/** Codes of Node's TLS for certificates that a machine does not trust, though the next one may. */
const UNTRUSTED: readonly string[] = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
];
const TIMEOUTS: readonly string[] = [
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
];
const OFFLINE = 'Without a network: `connect-kit dev` brings a Jira and a Confluence of its own.';

/** Why a request got no answer, and what to do about it. */
export function describeUnreachable(cause: unknown, url: string, env: Environment = {}): EnvironmentError {
  const code = rootCodeOf(cause) ?? (isTimeout(cause) ? 'ETIMEDOUT' : undefined);
  const { host, hostname } = new URL(url);
  const proxy = proxyOf(url, env);
  const { what, nextSteps } = explain(cause, code, { host, hostname, proxy, isHere: isLoopbackUrl(url) });
  const through = proxy === undefined ? '' : ` Requests go through ${proxy.address} (${proxy.variable}).`;
  return new EnvironmentError('site-unreachable', `The site cannot be reached: ${what}.${through}`, {
    where: new URL(url).origin,
    nextSteps,
    cause,
  });
}

interface Place {
  readonly host: string;
  readonly hostname: string;
  readonly proxy: Proxy | undefined;
  readonly isHere: boolean;
}

interface Explanation {
  readonly what: string;
  readonly nextSteps: readonly string[];
}

function explain(cause: unknown, code: string | undefined, place: Place): Explanation {
  const { host, hostname, proxy, isHere } = place;
  const named = code === undefined ? '' : ` (${code})`;
  if (isHere && code === 'ECONNREFUSED') {
    return {
      what: `nothing listens at ${host}${named}`,
      nextSteps: ['Start the dev instance: connect-kit instance start, or connect-kit dev.'],
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const name = proxy === undefined ? hostname : `${hostname}, or that of the proxy,`;
    return {
      what: `the name ${name} cannot be resolved${named}`,
      nextSteps: [
        'Check how the address is written, and whether the site still exists.',
        ...proxyHint(proxy),
        OFFLINE,
      ],
    };
  }
  if (code !== undefined && UNTRUSTED.includes(code)) {
    return {
      what: `the certificate of ${host} is signed by an authority that this machine does not know${named}`,
      nextSteps: [
        "Behind a company's proxy: set NODE_EXTRA_CA_CERTS to the file with its certificate, in PEM.",
      ],
    };
  }
  if (code !== undefined && /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$)/.test(code)) {
    return {
      what: `no secure connection to ${host}: ${reasonOf(cause)}${named}`,
      nextSteps: ['Check the address: its host must be the one that the certificate names, and speak https.'],
    };
  }
  if (proxy !== undefined && /\b407\b/.test(reasonOf(cause))) {
    return {
      what: 'the proxy wants to know who asks (407)',
      nextSteps: [`Write name and password into ${proxy.variable}: http://name:password@host:port`],
    };
  }
  if (proxy !== undefined && code === 'ECONNREFUSED') {
    return { what: `the proxy does not answer${named}`, nextSteps: [...proxyHint(proxy), OFFLINE] };
  }
  const isLate = code !== undefined && TIMEOUTS.includes(code);
  return {
    what: isLate ? `${host} does not answer in time${named}` : `${code ?? reasonOf(cause)}`,
    nextSteps: ['Check the network.', ...proxyHint(proxy), OFFLINE],
  };
}

function proxyHint(proxy: Proxy | undefined): readonly string[] {
  return proxy === undefined
    ? ['Where only a proxy leads out: set HTTPS_PROXY, and NO_PROXY for what is near.']
    : [`Check that the proxy of ${proxy.variable} is right, or name the host in NO_PROXY.`];
}

/** `fetch` itself only says that it failed; what it failed for is the cause. */
function reasonOf(error: unknown): string {
  return redact(messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error));
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

interface Proxy {
  readonly variable: string;
  /** Without its password. */
  readonly address: string;
}

/** The proxy that a request goes through, as `createFetch` chooses it. */
function proxyOf(url: string, env: Environment): Proxy | undefined {
  if (isLoopbackUrl(url) || isDirect(new URL(url).hostname, env)) return undefined;
  const isSecure = url.startsWith('https:');
  for (const variable of isSecure
    ? ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
    : ['http_proxy', 'HTTP_PROXY']) {
    const address = readEnv(env, variable);
    if (address !== undefined) return { variable, address: withoutCredentials(address) };
  }
  return undefined;
}

function isDirect(hostname: string, env: Environment): boolean {
  const list = readEnv(env, 'no_proxy') ?? readEnv(env, 'NO_PROXY') ?? '';
  return list.split(/[\s,]+/).some((entry) => {
    const name = entry
      .replace(/^\*?\./, '')
      .replace(/:\d+$/, '')
      .toLowerCase();
    return entry === '*' || (name !== '' && (hostname === name || hostname.endsWith(`.${name}`)));
  });
}

function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return 'a proxy';
  const url = new URL(address);
  return url.origin === 'null' ? 'a proxy' : url.origin;
}
