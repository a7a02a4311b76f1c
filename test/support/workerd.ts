import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';

export interface WorkerOptions {
  /** The program: see {@link import('./tools.ts').installTool}. */
  readonly workerd: string;
  /** A folder for the configuration. */
  readonly folder: string;
  /** The bundle, an ES module. */
  readonly script: string;
  readonly port: number;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  /** Variables and secrets; the worker finds them in its `env`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Is served under the binding `ASSETS`, as Cloudflare does it. */
  readonly assets: string;
}

/**
 * Runs a worker in workerd, the runtime of Cloudflare Workers, until the test ends. It may reach this machine and the
 * network, as a worker on Cloudflare may reach the network.
 * @returns once it listens; `output` is what it has printed so far
 */
export async function startWorker(options: WorkerOptions): Promise<{ readonly output: () => string }> {
  const config = path.join(options.folder, 'workerd.capnp');
  // What is embedded is looked for from the configuration on.
  const script = path.relative(options.folder, options.script).replaceAll('\\', '/');
  await writeFile(config, configOf({ ...options, script }));
  const subprocess = execa(options.workerd, ['serve', '--control-fd=3', config], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    reject: false,
    all: true,
  });
  let output = '';
  subprocess.all.on('data', (chunk) => {
    output += String(chunk);
  });
  onTestFinished(async () => {
    subprocess.kill('SIGTERM');
    await subprocess;
  });
  const control = subprocess.stdio[3];
  await Promise.race([
    new Promise((resolve) => control?.once('data', resolve)),
    subprocess.then(() => {
      throw new Error(`workerd ended before it listened:\n${output}`);
    }),
  ]);
  return { output: () => output };
}

/** Text of Cap'n Proto, in which strings are written as in JSON as long as they are plain. */
function configOf(options: WorkerOptions): string {
  const text = JSON.stringify;
  const variables = Object.entries(options.variables).map(
    ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
    (name = "assets", disk = ${text(options.assets)}),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${options.port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ${text(options.script)})],
  compatibilityDate = ${text(options.compatibilityDate)},
  compatibilityFlags = [${options.compatibilityFlags.map((flag) => text(flag)).join(', ')}],
  bindings = [${[...variables, '(name = "ASSETS", service = "assets")'].join(', ')}],
);
`;
}
