import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './cli/program.ts';
import type { Context, Output } from './core/context.ts';
import { EXIT } from './core/errors.ts';
import { createFetch } from './core/http.ts';
import { createPrompts } from './terminal/prompts.ts';
import { createStandardOutput } from './terminal/standard-output.ts';

/**
 * The only file that touches `process`: streams, arguments, environment, signals and the exit code.
 * Node makes each standard stream when it is first asked for, which takes a while: nothing here asks before it must.
 */

const interruption = new AbortController();
// Everything that waits listens to it, and many things may wait at a time: no leak to be warned of.
setMaxListeners(0, interruption.signal);
let lastSignal: NodeJS.Signals | undefined;

const context: Context = {
  stdin: {
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    readAll: async (limit = Number.POSITIVE_INFINITY) => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of process.stdin) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > limit) break;
      }
      return Buffer.concat(chunks);
    },
    onKey: (listener) => {
      const { stdin } = process;
      const take = (text: string) => {
        for (const key of text) {
          // As long as keys are told one by one, the terminal makes no signal of this one.
          if (key === '\u0003') process.kill(process.pid, 'SIGINT');
          else listener(key);
        }
      };
      stdin.setEncoding('utf8').setRawMode(true).resume().on('data', take);
      return () => {
        stdin.off('data', take).setRawMode(false).pause();
      };
    },
  },
  stdout: outputOf(1, () => process.stdout),
  stderr: outputOf(2, () => process.stderr),
  env: process.env,
  cwd: process.cwd(),
  clock: {
    now: () => Date.now(),
    sleep: (ms, signal) => delay(ms, undefined, { ref: true, ...(signal && { signal }) }),
  },
  fetch: createFetch(process.env),
  prompts: createPrompts({
    get input() {
      return process.stdin;
    },
    get output() {
      return process.stderr;
    },
    signal: interruption.signal,
  }),
  system: {
    pid: process.pid,
    platform: process.platform,
    kill: (pid, signal) => void process.kill(pid, signal),
    lastSignal: () => lastSignal,
  },
  signal: interruption.signal,
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second request to stop skips the clean-up; the next start repairs what it leaves.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    lastSignal = signal;
    interruption.abort();
  });
}

// What stands when a run neither ends nor has anything left to wait for.
process.exitCode = EXIT.bug;
void run(process.argv.slice(2), context).then((exitCode) => {
  process.exitCode = exitCode;
});

function outputOf(fd: 1 | 2, open: () => NodeJS.WriteStream): Output {
  // A reader that went away (`connect-kit … | head`) is no error of ours.
  return createStandardOutput({ fd, open, onClosed: () => process.exit(EXIT.ok) });
}
