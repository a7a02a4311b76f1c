import type { LoopbackServer } from '../core/loopback-server.ts';
import type { Instance } from '../instance/instance.ts';
import { removeInstanceFile } from '../instance/instance-file.ts';
import { forgetProcess } from './leftover.ts';
import type { ProcessTree } from './process-tree.ts';

/** What `connect-kit dev` has started so far. */
export class Resources {
  readonly #dir: string;
  watcher: Promise<() => Promise<void>> | undefined;
  instance: Instance | undefined;
  proxy: LoopbackServer | undefined;
  process: ProcessTree | undefined;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Ends everything. The order matters: the instance tells the add-on that it is removed, so the add-on and the proxy
   * in front of it must still be there; and the notes about a process go only when the process is gone.
   */
  async end(): Promise<void> {
    const { watcher, instance, proxy, process } = this;
    const endWatch = await watcher;
    await endWatch?.();
    await instance?.stop();
    if (instance !== undefined) {
      await removeInstanceFile(this.#dir, { origin: instance.origin, controlToken: instance.controlToken });
    }
    await process?.stop();
    await proxy?.close();
    if (process !== undefined) await forgetProcess(this.#dir);
  }
}
