import type { CanonicalRequestInput } from '../../jwt/canonical-request.ts';
import { CONTEXT_QSH, createQueryStringHash } from '../../jwt/canonical-request.ts';
import { signToken } from '../../jwt/sign.ts';
import type { HostProduct } from '../site.ts';
import type { InstallKeys } from './install-keys.ts';
import { baseUrlOf, type Installation } from './installation.ts';

/** Seconds that a token of the host lives, as seen in tokens of the cloud. */
export const LIFETIME = 900;

/** Signs what the products send to add-ons. */
export interface HostSigner {
  /** RS256, for `installed` and `uninstalled`. */
  signLifecycle(
    host: HostProduct,
    installation: Installation,
    request: CanonicalRequestInput,
  ): Promise<string>;
  /** HS256 with the shared secret, bound to a request: iframes, webhooks, `enabled`, `disabled`. */
  signRequest(
    host: HostProduct,
    installation: Installation,
    request: CanonicalRequestInput,
    accountId: string | undefined,
  ): Promise<string | undefined>;
  /** HS256, bound to no request: what `AP.context.getToken` answers. */
  signContext(
    host: HostProduct,
    installation: Installation,
    context: Readonly<Record<string, unknown>>,
    accountId: string | undefined,
  ): Promise<string | undefined>;
}

/** @param now milliseconds since the epoch */
export function createHostSigner(keys: Pick<InstallKeys, 'newest'>, now: () => number): HostSigner {
  const times = () => {
    const iat = Math.floor(now() / 1000);
    return { exp: iat + LIFETIME, iat };
  };
  const signSymmetric = async (
    host: HostProduct,
    { sharedSecret }: Installation,
    qsh: string,
    context: Readonly<Record<string, unknown>>,
    sub: string | undefined,
  ) => {
    if (sharedSecret === undefined) return undefined;
    const claims = { sub, qsh, iss: host.clientKey, context, ...times() };
    return signToken(claims, { algorithm: 'HS256', secret: sharedSecret });
  };
  return {
    signLifecycle: (host, installation, request) => {
      const { kid, privateKey } = keys.newest();
      return signToken(
        {
          aud: [baseUrlOf(installation)],
          qsh: createQueryStringHash(request),
          iss: host.clientKey,
          ...times(),
        },
        { algorithm: 'RS256', privateKey, kid },
      );
    },
    signRequest: (host, installation, request, accountId) =>
      signSymmetric(host, installation, createQueryStringHash(request), {}, accountId),
    signContext: (host, installation, context, accountId) =>
      signSymmetric(host, installation, CONTEXT_QSH, context, accountId),
  };
}
