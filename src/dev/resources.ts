import type { LoopbackServer } from '../core/loopback-server.ts';
import type { FoundInstance } from '../instance/serve.ts';
import { forgetProcess } from './leftover.ts';
import type { ProcessTree } from './process-tree.ts';

/** What `connect-kit dev` has started so far. */
export class Resources {
  readonly #dir: string;
  watcher: Promise<() => Promise<void>> | undefined;
  served: FoundInstance | undefined;
  announced: Promise<unknown> | undefined;
  proxy: LoopbackServer | undefined;
  process: ProcessTree | undefined;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Ends everything. The order matters: an instance that keeps nothing tells the add-on that it is removed, so the
   * add-on and the proxy in front of it must still be there; and the notes about a process go only when the process is
   * gone.
   */
  async end(): Promise<void> {
    const { watcher, served, announced, proxy, process } = this;
    const steps: readonly (() => Promise<void> | undefined)[] = [
      async () => (await watcher)?.(),
      () => served?.stop(),
      async () => void (await announced),
      () => process?.stop(),
      () => proxy?.close(),
      async () => {
        if (process !== undefined) await forgetProcess(this.#dir);
      },
    ];
    const failures: unknown[] = [];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // The rest must still be ended.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
