import { expect, onTestFinished } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import type { FakeAddon } from './fake-addon.ts';
import { type CliRunOptions, runCli } from './run-cli.ts';
import { clientOf } from './test-instance.ts';

interface Ready {
  readonly jira: string;
  readonly keysUrl: string;
  readonly sites: readonly { readonly site: string; readonly jira: string }[];
}

/** `instance start` in a folder, until the test ends or `stop` is called. */
export async function startIn(cwd: string, ...flags: readonly string[]) {
  const ending = new AbortController();
  let output = '';
  let announce: ((ready: Ready) => void) | undefined;
  const ready = new Promise<Ready>((resolve) => {
    announce = resolve;
  });
  const running = runCli(['instance', 'start', '--json', '--port', '0', ...flags], {
    cwd,
    signal: ending.signal,
    fetch: (url, init) => fetch(url, init),
    onOutput: (text) => {
      output += text;
      const line = output.split('\n').find((one) => one.startsWith('{"version":1,"event":"ready"'));
      if (line !== undefined) announce?.(JSON.parse(line));
    },
  });
  const stop = async () => {
    ending.abort();
    return running;
  };
  onTestFinished(async () => void (await stop()));
  const started = await Promise.race([
    ready,
    running.then(({ stderr }) => {
      throw new Error(`it ended: ${stderr}`);
    }),
  ]);
  return { ...started, stop, ended: running, output: () => output };
}

export function commandsIn(cwd: string) {
  return async (line: string, options: CliRunOptions = {}) => {
    const run = await runCli(['instance', ...line.split(' ').filter(Boolean)], {
      cwd,
      fetch: (url, init) => fetch(url, init),
      ...options,
    });
    const json = (): Record<string, unknown> => {
      const value: unknown = JSON.parse(run.stdout);
      if (!isRecord(value)) throw new Error('no object');
      return value;
    };
    return { ...run, json };
  };
}

export async function install(origin: string, addon: FakeAddon, product = ''): Promise<void> {
  const { admin } = clientOf({ origin });
  const list = await admin('GET', `${product}/rest/plugins/1.0/`);
  const token = list.headers.get('upm-token');
  const before = addon.receivedAt('/enabled').length;
  await admin('POST', `${product}/rest/plugins/1.0/?token=${token}`, { pluginUri: addon.descriptorUrl });
  await expect.poll(() => addon.receivedAt('/enabled').length).toBe(before + 1);
}
