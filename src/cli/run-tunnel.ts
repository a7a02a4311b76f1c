import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { EXIT, UsageError } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import { runTunnel, type TunnelControls } from '../tunnel/tunnel.ts';
import { createRecorder, type Recorder } from '../webhook/record/recorder.ts';
import type { Cli } from './cli.ts';
import type { TunnelFlags } from './commands/tunnel.ts';
import { createTunnelDisplay } from './tunnel-display.ts';
import { listenToKeys } from './tunnel-keys.ts';
import { siteFinders } from './tunnel-site.ts';
import { createTunnelView } from './tunnel-view.ts';
import { readRedaction } from './webhook-redaction.ts';

/** `connect-kit tunnel`: what the flags say, and what the person at the terminal sees and presses. */
export async function runTunnelCommand(
  words: readonly string[],
  flags: TunnelFlags,
  cli: Cli,
): Promise<void> {
  const { context } = cli;
  const target = readTarget(flags);
  if (target !== undefined && words.length > 0) {
    throw new UsageError('flags-contradict', 'An add-on that runs already needs no command to start it.', {
      nextSteps: ['Leave out the command, or --port and --target.'],
    });
  }
  const recorder = await openRecorder(flags.record ?? 'recordings', cli);
  const quit = new AbortController();
  const view = createTunnelView(cli);
  const show = createTunnelDisplay(view.cli);
  let controls: TunnelControls | undefined;
  const endKeys = view.isLive
    ? listenToKeys(view, { quit: () => quit.abort(), reinstall: () => controls?.reinstall() })
    : undefined;
  const {
    site: _,
    insecure: __,
    product,
    provider,
    url,
    domain,
    tunnelName,
    env,
    keep,
    replace,
    timeout,
    record,
    ...rest
  } = flags;
  try {
    await runTunnel(
      {
        ...rest,
        dir: context.cwd,
        command: words.length === 0 ? undefined : toCommandLine(words, context.system.platform),
        target,
        addressVariables: env ?? [],
        product,
        provider,
        url,
        domain,
        tunnelName,
        keep: keep === true,
        replace: replace === true,
        timeoutMs: timeout,
        recordsWebhooks: record !== undefined,
      },
      {
        ...context,
        signal: AbortSignal.any([context.signal, quit.signal]),
        ...siteFinders(flags, cli),
        recorder,
      },
      (event) => {
        // What could not be removed is still there, and what could not be written is missing.
        if (event.type === 'unregister-failed' || event.type === 'record-failed')
          cli.finishWith(EXIT.environment);
        view.take(event, show);
      },
      (given) => {
        controls = given;
      },
    );
  } catch (error) {
    if (!quit.signal.aborted) throw error;
  } finally {
    endKeys?.();
    view.end();
  }
}

/** The one of the flag, and of the button in the inspector. What is taken out is as the configuration says. */
async function openRecorder(folder: string, cli: Cli): Promise<Recorder> {
  const { cwd, system } = cli.context;
  const redaction = await readRedaction({ config: true }, [], cli);
  return createRecorder({ folder: path.resolve(cwd, folder), redaction, newId: randomUUID, system });
}

function readTarget({ port, target }: TunnelFlags): string | undefined {
  if (port !== undefined) return `http://localhost:${port}`;
  if (target === undefined) return undefined;
  if (isLoopbackUrl(target) && new URL(target).protocol === 'http:') return target;
  throw new UsageError('target-invalid', `${target} is not the http address of an add-on on this machine.`, {
    nextSteps: ['Write it in full: --target http://localhost:3000', 'A public address is --url https://….'],
  });
}

/** One word is a command line as it stands; several are quoted for the shell that runs them. */
function toCommandLine(words: readonly string[], platform: NodeJS.Platform): string {
  const [first = '', ...others] = words;
  if (others.length === 0) return first;
  return words.map((word) => quote(word, platform)).join(' ');
}

function quote(word: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word)) return word;
  return platform === 'win32'
    ? `"${word.replaceAll('"', '""')}"`
    : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
