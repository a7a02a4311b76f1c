import { isRecord } from '../../src/core/json.ts';
import { writeInstanceFile } from '../../src/instance/instance-file.ts';
import { startInstalled } from './installed-addon.ts';
import { type CliRunOptions, runCli } from './run-cli.ts';
import { createTempDir } from './temp-dir.ts';

type Installed = Awaited<ReturnType<typeof startInstalled>>;

/** An add-on in a dev instance, and the command line in the instance's folder. */
export async function startWithCli(
  descriptor: Readonly<Record<string, unknown>> = {},
  product: 'jira' | 'confluence' = 'jira',
) {
  const installed = await startInstalled(descriptor, { product });
  return { ...installed, ...(await cliFor(installed.instance)) };
}

/** The command line in a folder where the dev instance was started. */
export async function cliFor({
  origin,
  controlToken,
}: Pick<Installed['instance'], 'origin' | 'controlToken'>) {
  const cwd = await createTempDir();
  await writeInstanceFile(cwd, { origin, controlToken });
  return { cwd, run: commandIn(cwd) };
}

/** Runs `connect-kit webhook …` in a folder. */
export function commandIn(cwd: string) {
  return async (argv: readonly string[], options: CliRunOptions = {}) => {
    const ran = await runCli(['webhook', ...argv], {
      cwd,
      fetch: (url, init) => fetch(url, init),
      ...options,
    });
    return { ...ran, json: () => parseObject(ran.stdout) };
  };
}

export function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('no object');
  return value;
}
