import { randomUUID } from 'node:crypto';
import type { HostProduct } from '../site.ts';
import { InstallError } from './install-error.ts';
import type { Installation } from './installation.ts';
import type { Installer } from './installer.ts';

/** Milliseconds after which a client should ask again. */
const PING_AFTER_MS = 200;
/** Clients ask within seconds; of older tasks nobody wants to know. */
const KEPT_TASKS = 1000;

interface TaskOrigin {
  readonly descriptorUrl: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Who asked for it. */
  readonly accountId: string;
}

export type InstallTask =
  | ({ readonly state: 'running' } & TaskOrigin)
  | ({ readonly state: 'installed'; readonly installation: Installation } & TaskOrigin)
  | ({ readonly state: 'failed'; readonly error: InstallError } & TaskOrigin);

/** A task that has not succeeded; one that has is shown as what it installed. */
export type UnfinishedTask = Exclude<InstallTask, { state: 'installed' }>;

/** Installs that UPM has been asked for, and how they ended. */
export class InstallTasks {
  readonly #tasks = new Map<string, InstallTask>();
  readonly #installer: Installer;
  readonly #host: HostProduct;
  readonly #onBug: (error: unknown) => void;
  readonly #assertAllowed: (descriptorUrl: string) => void;

  /**
   * @param onBug told of installs that failed for no fault of the add-on
   * @param assertAllowed throws an {@link InstallError} for descriptors that the site takes from nobody
   */
  constructor(
    installer: Installer,
    host: HostProduct,
    onBug: (error: unknown) => void,
    assertAllowed: (descriptorUrl: string) => void,
  ) {
    this.#assertAllowed = assertAllowed;
    this.#installer = installer;
    this.#host = host;
    this.#onBug = onBug;
  }

  find(id: string): InstallTask | undefined {
    return this.#tasks.get(id);
  }

  /** Begins an install; how it ends is found under the id that is returned. */
  start(origin: TaskOrigin): { readonly id: string; readonly task: UnfinishedTask } {
    const id = randomUUID();
    for (const [oldest, task] of this.#tasks) {
      if (this.#tasks.size < KEPT_TASKS) break;
      if (task.state !== 'running') this.#tasks.delete(oldest);
    }
    const task: UnfinishedTask = { state: 'running', ...origin };
    this.#tasks.set(id, task);
    void this.#run(id, origin);
    return { id, task };
  }

  async #run(id: string, origin: TaskOrigin): Promise<void> {
    try {
      this.#assertAllowed(origin.descriptorUrl);
      const installation = await this.#installer.install(this.#host.product, origin.descriptorUrl);
      this.#tasks.set(id, { state: 'installed', installation, ...origin });
    } catch (error) {
      if (!(error instanceof InstallError)) this.#onBug(error);
      this.#tasks.set(id, { state: 'failed', error: toInstallError(error), ...origin });
    }
  }
}

/** A task that has not succeeded, as UPM shows it; one that has is a redirect to the plug-in. */
export function installTaskJson(id: string, task: UnfinishedTask, host: HostProduct) {
  const failed = task.state === 'failed';
  return {
    id,
    type: 'INSTALL',
    pingAfter: PING_AFTER_MS,
    timestamp: task.startedAt,
    userKey: task.accountId,
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
