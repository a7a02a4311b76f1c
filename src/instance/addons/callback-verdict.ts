import { InstallError } from './install-error.ts';
import type { Notification } from './lifecycle.ts';

/** Status codes that the products have an error code of their own for; others get the general one. */
const TOLD_STATUSES: readonly number[] = [400, 401, 402, 403, 404, 500, 501, 502, 503];

/**
 * Judges the answer to `installed`: the products take 200 and 204. (That of 2016 also took 201; the documentation of today
 * names the two.) They follow no redirects, since the token fits one address.
 * @throws {InstallError} with the product's code for the failure
 * @see github:mahmoudimus/ac@6626e41, ConnectAddonManager.callSyncHandler and findI18nKeyForHttpErrorCode
 */
export function assertAccepted({ url, result }: Notification): void {
  if (!result.answered) {
    const code =
      result.reason === 'unreachable'
        ? 'connect.remote.upm.install.exception'
        : `connect.install.error.remote.host.${result.reason}`;
    throw new InstallError(
      code,
      `The app host could not be reached during installation, at ${url}: ${result.message}.`,
    );
  }
  const { status } = result;
  if (status === 200 || status === 204) return;
  const isRedirect = status >= 300 && status < 400;
  throw new InstallError(
    TOLD_STATUSES.includes(status)
      ? `connect.install.error.remote.host.bad.response.${status}`
      : 'connect.remote.upm.install.exception',
    `The app host returned HTTP response code ${status} when we tried to contact it during installation, at ${url}.${
      isRedirect ? ' Redirects are not followed: answer 200 or 204 at this very address.' : ''
    }`,
  );
}
