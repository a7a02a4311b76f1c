import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Environment, System } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';
import { listenOnLoopback } from '../core/loopback-server.ts';
import { addonEnvironment } from '../dev/addon-environment.ts';
import { type Leftover, MARK_VARIABLE } from '../dev/leftover.ts';
import { type ProcessTree, startProcessTree } from '../dev/process-tree.ts';
import type { SiteTarget } from '../site/target.ts';
import type { OnTunnelEvent } from './events.ts';

export interface LocalAddonOptions {
  readonly dir: string;
  readonly command: string;
  readonly port: number;
  readonly addressVariables: readonly string[];
  readonly env: Environment;
  readonly system: System;
  readonly onEvent: OnTunnelEvent;
  /** Told of each process before anything depends on it. */
  readonly remember: (leftover: Leftover) => Promise<void>;
}

/** What its process was started with. */
interface Told {
  readonly baseUrl: string;
  readonly keysUrl: string | undefined;
}

/** The add-on's own process, which must know its public address: a new address means a new process. */
export class LocalAddon {
  readonly #options: LocalAddonOptions;
  readonly #fail: (error: unknown) => void;
  /** Rejects when the process ends without having been asked to; never resolves. */
  readonly failed: Promise<never>;
  #process: ProcessTree | undefined;
  #told: Told | undefined;

  constructor(options: LocalAddonOptions) {
    this.#options = options;
    let fail: (error: unknown) => void = () => {};
    this.failed = new Promise((_, reject) => {
      fail = reject;
    });
    this.failed.catch(() => {});
    this.#fail = fail;
  }

  /** Starts it, in place of the process that runs. */
  async start(baseUrl: string, site: Pick<SiteTarget, 'kind' | 'origin'>): Promise<void> {
    await this.stop();
    this.#told = { baseUrl, keysUrl: keysOf(site) };
    const { command, dir, system, onEvent, remember } = this.#options;
    const mark = randomUUID();
    onEvent({ type: 'addon-starting', command, baseUrl });
    const process = startProcessTree({
      command,
      cwd: dir,
      env: { ...this.#environment(baseUrl, site), [MARK_VARIABLE]: mark },
      system,
      onLine: (line) => onEvent({ type: 'addon-output', line }),
    });
    this.#process = process;
    void process.ended.then((exitCode) => {
      if (this.#process === process) this.#fail(hasEnded(command, dir, exitCode));
    });
    await remember({ pid: process.pid, mark });
  }

  /** Whether its environment says the same as it would if it were started now. */
  knows(baseUrl: string, site: Pick<SiteTarget, 'kind' | 'origin'>): boolean {
    return this.#told?.baseUrl === baseUrl && this.#told.keysUrl === keysOf(site);
  }

  async stop(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    await process?.stop();
  }

  #environment(baseUrl: string, site: Pick<SiteTarget, 'kind' | 'origin'>): Environment {
    const { env, port, addressVariables } = this.#options;
    const ofInstance =
      site.kind === 'embedded'
        ? { keysUrl: keysOf(site), hostScriptUrl: `${site.origin}/atlassian-connect/all.js` }
        : {};
    return {
      ...addonEnvironment(env, { port, baseUrl, ...ofInstance }),
      ...Object.fromEntries(addressVariables.map((name) => [name, baseUrl])),
    };
  }
}

/** Where a dev instance has the keys that its installs are signed with; undefined for those of Atlassian. */
export function keysOf({ kind, origin }: Pick<SiteTarget, 'kind' | 'origin'>): string | undefined {
  return kind === 'embedded' ? `${origin}/install-keys` : undefined;
}

function hasEnded(command: string, dir: string, exitCode: number | undefined): EnvironmentError {
  return new EnvironmentError(
    'addon-exited',
    `The add-on's process ended${exitCode === undefined ? '' : ` with exit code ${exitCode}`}.`,
    { where: `${command} (in ${dir})`, nextSteps: ['Its last lines, above, say why.'] },
  );
}

/** A port that was free a moment ago, for a server that wants to be told its port. */
export async function findFreePort(): Promise<number> {
  const server = await listenOnLoopback(() => createServer(), 0);
  await server.close();
  return server.port;
}
