import { randomUUID } from 'node:crypto';
import type { HostProduct } from '../site.ts';
import { InstallError } from './install-error.ts';
import type { Installation } from './installation.ts';
import type { Installer } from './installer.ts';

/** Milliseconds after which a client should ask again. */
const PING_AFTER_MS = 200;

export type InstallTask =
  | { readonly state: 'running'; readonly descriptorUrl: string }
  | { readonly state: 'installed'; readonly installation: Installation }
  | { readonly state: 'failed'; readonly descriptorUrl: string; readonly error: InstallError };

/** Installs that UPM has been asked for, and how they ended. */
export class InstallTasks {
  readonly #tasks = new Map<string, InstallTask>();
  readonly #installer: Installer;
  readonly #host: HostProduct;
  readonly #onBug: (error: unknown) => void;

  /** @param onBug told of installs that failed for no fault of the add-on */
  constructor(installer: Installer, host: HostProduct, onBug: (error: unknown) => void) {
    this.#installer = installer;
    this.#host = host;
    this.#onBug = onBug;
  }

  find(id: string): InstallTask | undefined {
    return this.#tasks.get(id);
  }

  /** Begins an install; how it ends is found under the id that is returned. */
  start(descriptorUrl: string): string {
    const id = randomUUID();
    this.#tasks.set(id, { state: 'running', descriptorUrl });
    void this.#run(id, descriptorUrl);
    return id;
  }

  async #run(id: string, descriptorUrl: string): Promise<void> {
    try {
      const installation = await this.#installer.install(this.#host.product, descriptorUrl);
      this.#tasks.set(id, { state: 'installed', installation });
    } catch (error) {
      if (!(error instanceof InstallError)) this.#onBug(error);
      this.#tasks.set(id, { state: 'failed', descriptorUrl, error: toInstallError(error) });
    }
  }
}

/** A task that has not succeeded, as UPM shows it; one that has is a redirect to the plug-in. */
export function installTaskJson(
  id: string,
  task: Exclude<InstallTask, { state: 'installed' }>,
  host: HostProduct,
) {
  const failed = task.state === 'failed';
  return {
    id,
    pingAfter: PING_AFTER_MS,
    status: {
      done: failed,
      statusCode: 200,
      contentType: installTaskType(task),
      source: task.descriptorUrl,
      name: task.descriptorUrl,
      ...(failed ? { subCode: task.error.code, errorMessage: task.error.message } : {}),
    },
    links: { self: `${host.contextPath}/rest/plugins/1.0/pending/${id}` },
  };
}

export function installTaskType({ state }: InstallTask): string {
  return `application/vnd.atl.plugins.task.install.${state === 'failed' ? 'err' : 'installing'}+json`;
}

function toInstallError(error: unknown): InstallError {
  if (error instanceof InstallError) return error;
  return new InstallError(
    'connect.remote.upm.install.internal.error',
    'The dev instance failed to install it.',
  );
}
