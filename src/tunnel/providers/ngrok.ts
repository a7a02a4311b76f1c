import type { Environment } from '../../core/context.ts';
import { EnvironmentError } from '../../core/errors.ts';
import { aborted, StatusListeners, type TunnelProvider } from '../provider.ts';
import { explainNgrokError, missingToken } from './ngrok-errors.ts';
import { loadNgrok, type NgrokSdk } from './ngrok-package.ts';
import { findNgrokToken } from './ngrok-token.ts';

export interface NgrokDeps {
  /** The add-on's project, where ngrok's SDK is looked for first. */
  readonly dir: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** In place of the installed SDK. */
  readonly load?: () => Promise<NgrokSdk>;
}

/** Tunnels of ngrok, through its SDK: no program of its own is needed. */
export function ngrok({ dir, env, platform, load }: NgrokDeps): TunnelProvider {
  return {
    name: 'ngrok',
    open: async (localPort, { domain }, signal) => {
      const sdk = await (load ?? (() => loadNgrok(dir, env, platform)))();
      const found = await findNgrokToken(env, platform);
      if (found.token === undefined) throw missingToken(found.looked);
      const { token } = found;
      const listeners = new StatusListeners();
      const listener = await sdk
        .forward({
          addr: `localhost:${localPort}`,
          authtoken: token,
          proto: 'http',
          ...(domain === undefined ? {} : { domain }),
          metadata: 'connect-kit',
          onStatusChange: (status) =>
            listeners.tell({ state: status === 'connected' ? 'connected' : 'reconnecting' }),
        })
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw explainNgrokError(error, [token]);
        });
      const url = listener.url()?.replace(/\/+$/, '');
      if (url === undefined)
        throw new EnvironmentError('ngrok-failed', 'ngrok opened a tunnel without an address.');
      const ended = listener.join().then(
        () => 'ngrok ended the tunnel',
        (error: unknown) => explainNgrokError(error, [token]).message,
      );
      const asked = aborted(signal).then(async () => {
        // Closing asks ngrok, which may be out of reach: that must not hold up the end.
        await Promise.race([listener.close().catch(() => {}), ended]);
        return undefined;
      });
      return {
        url,
        closed: Promise.race([asked, ended]).then((reason) => (signal.aborted ? undefined : reason)),
        onStatus: (told) => listeners.add(told),
      };
    },
  };
}
