import { PRODUCTS, type Product } from '../catalog/products.ts';
import { EnvironmentError, NotFineError } from '../core/errors.ts';
import { stringAt } from '../core/json.ts';
import type { Descriptor } from '../descriptor/types.ts';
import type { Instance } from '../instance/instance.ts';
import { lintDescriptor } from '../lint/lint-descriptor.ts';
import { createUpmClient, type UpmClient } from '../site/upm-client.ts';
import type { OnDevEvent } from './events.ts';
import type { DevDeps } from './options.ts';
import { waitForDescriptor } from './wait-for-descriptor.ts';

export interface Installed {
  readonly descriptor: Descriptor;
  readonly product: Product;
}

/** What the site remembers of the add-on that was installed last, over restarts. */
interface LastInstalled {
  readonly product: Product;
  readonly key: string;
}

const LAST_INSTALLED = 'dev/installed';

/** Keeps the add-on installed in the dev instance. */
export interface DevInstallation {
  /** @throws {NotFineError} when the descriptor has errors, or the product refuses it */
  install(): Promise<void>;
  /** Waits for the add-on to answer another descriptor, and installs that. Failures are told as events. */
  reinstallWhenChanged(): void;
  current(): Installed;
}

export interface DevInstallationDeps extends DevDeps {
  readonly instance: Instance;
  /** Where the dev instance fetches the descriptor. */
  readonly installUrl: string;
  readonly product: Product | undefined;
  readonly onEvent: OnDevEvent;
}

/** A server under a watcher needs a moment to come back with its new descriptor. */
const CHANGE_TIMEOUT_MS = 15_000;

export function createInstallation(deps: DevInstallationDeps): DevInstallation {
  const { instance, installUrl, onEvent } = deps;
  let installed: Installed | undefined;
  /** The descriptor that was looked at last, whether it could be installed or not. */
  let lastText: string | undefined;
  let isReinstalling = false;
  let hasChangedAgain = false;

  return {
    install: async () => {
      await installText(await waitForDescriptor({ ...deps, url: installUrl, timeoutMs: CHANGE_TIMEOUT_MS }));
    },
    reinstallWhenChanged: () => {
      hasChangedAgain = true;
      if (!isReinstalling) void reinstallUntilSettled();
    },
    current: () => {
      if (installed === undefined) throw new Error('nothing is installed yet');
      return installed;
    },
  };

  /** A file that is saved again while the last change is being installed is a change of its own. */
  async function reinstallUntilSettled(): Promise<void> {
    isReinstalling = true;
    while (hasChangedAgain && !deps.signal.aborted) {
      hasChangedAgain = false;
      await reinstall();
    }
    isReinstalling = false;
  }

  async function reinstall(): Promise<void> {
    const previousKey = installed?.descriptor.key;
    try {
      await installText(await waitForOtherDescriptor());
      const key = installed?.descriptor.key ?? '';
      onEvent({
        type: 'reinstalled',
        key,
        ...(key !== previousKey && previousKey !== undefined && { previousKey }),
      });
    } catch (error) {
      if (!deps.signal.aborted) onEvent({ type: 'reinstall-failed', error });
    }
  }

  async function waitForOtherDescriptor(): Promise<string> {
    const accept = (text: string) => text !== lastText;
    try {
      return await waitForDescriptor({ ...deps, url: installUrl, timeoutMs: CHANGE_TIMEOUT_MS, accept });
    } catch (cause) {
      if (!(cause instanceof EnvironmentError)) throw cause;
      throw new EnvironmentError(
        'descriptor-unchanged',
        'A descriptor file changed, but the add-on does not serve another descriptor.',
        { where: installUrl, cause, nextSteps: ['Restart it if it reads the file only when it starts.'] },
      );
    }
  }

  async function installText(text: string): Promise<void> {
    const asked = deps.product === undefined ? {} : { product: deps.product };
    // Advice on a descriptor is for who asks for it, not for everyone who starts an add-on.
    const result = await lintDescriptor(text, { ...asked, isServed: true, report: 'refusals' });
    const { descriptor, diagnostics } = result;
    lastText = text;
    onEvent({ type: 'descriptor-checked', url: installUrl, text, result });
    const product = deps.product ?? result.product ?? 'jira';
    if (product === 'bitbucket') throw isForBitbucket();
    if (descriptor === undefined) {
      const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
      throw new NotFineError(
        'descriptor-invalid',
        `The descriptor has ${errors === 1 ? 'an error' : `${errors} errors`}, so it is not installed.`,
        {
          where: installUrl,
          nextSteps: ['Mend what is listed above; `connect-kit validate descriptor` checks it again.'],
        },
      );
    }
    const { installations, settings } = instance.services;
    const last = readLastInstalled(settings.find(LAST_INSTALLED));
    const isAnother = last !== undefined && (last.key !== descriptor.key || last.product !== product);
    if (isAnother && installations.find(last.product, last.key) !== undefined) {
      // Both would share the add-on's addresses and its client key, but not a secret: the old one could only fail.
      await upmOf(last.product).uninstall(last.key);
    }
    await upmOf(product).install(installUrl);
    settings.set(LAST_INSTALLED, JSON.stringify({ product, key: descriptor.key } satisfies LastInstalled));
    installed = { descriptor, product };
  }

  function upmOf(product: Product): UpmClient {
    const { baseUrl } = instance.services.site.products[product];
    return createUpmClient({ baseUrl, username: 'admin', password: 'admin' }, deps);
  }
}

function isForBitbucket(): Error {
  return new NotFineError(
    'no-bitbucket-instance',
    'The add-on is for Bitbucket: there are dev instances of Jira and Confluence only.',
    {
      nextSteps: [
        '`connect-kit validate descriptor` checks the descriptor, also for Bitbucket.',
        'If the add-on is for Jira or Confluence, name the one: --product jira',
      ],
    },
  );
}

function readLastInstalled(text: string | undefined): LastInstalled | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  const key = stringAt(value, 'key');
  const product = PRODUCTS.find((one) => one === stringAt(value, 'product'));
  return key === undefined || product === undefined ? undefined : { product, key };
}
