import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { endLeftover } from '../../src/dev/leftover.ts';
import { packedConnectKit } from './packed.ts';

/** A program in a process of its own. It ends with the test at the latest, and what it started with it. */
export interface RunningProgram {
  /** What it has printed so far, on either stream, in the order in which it arrived. */
  readonly lines: readonly string[];
  /**
   * Waits for a line of either stream, one that is there already included.
   * @throws when the program ends, or three minutes pass, without it
   */
  waitForLine(pattern: RegExp): Promise<RegExpExecArray>;
  /**
   * Waits for a line that is a JSON document with `event` and, where given, whatever else `accept` asks for.
   * @throws as {@link waitForLine}
   */
  waitForEvent(event: string, accept?: (document: JsonLine) => boolean): Promise<JsonLine>;
  /** Resolves when it has ended, by itself or otherwise. */
  readonly ended: Promise<Ending>;
  /** Presses Ctrl-C, and waits for the end. */
  interrupt(): Promise<Ending>;
  /** Ends it without a warning, and waits until it is gone. */
  kill(): Promise<Ending>;
}

type JsonLine = Readonly<Record<string, unknown>>;

export interface Ending {
  readonly exitCode: number | undefined;
  /** The signal that ended it, when it did not end by itself. */
  readonly signal: string | undefined;
}

export interface SpawnOptions {
  readonly cwd: string;
  /** Added to the few variables that every program needs; nothing else of the test's environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
}

const WAIT_MS = 180_000;
/** Longer than connect-kit gives an add-on to end. */
const GRACE_MS = 15_000;

/** Starts connect-kit as people have it: packed and installed. */
export function spawnCli(args: readonly string[], options: SpawnOptions): RunningProgram {
  return spawnNode([packedConnectKit().bin, ...args], options);
}

/** Starts `node` with `args`. */
export function spawnNode(args: readonly string[], { cwd, env = {} }: SpawnOptions): RunningProgram {
  const subprocess = execa(process.execPath, args, {
    cwd,
    env: { ...basicEnvironment(), ...env },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
  });
  const lines: string[] = [];
  const arrived = new EventTarget();
  const ended = (async (): Promise<Ending> => {
    for await (const line of subprocess.iterable({ from: 'all' })) {
      lines.push(line);
      arrived.dispatchEvent(new Event('line'));
    }
    const { exitCode, signal } = await subprocess;
    return { exitCode, signal };
  })();
  onTestFinished(async () => {
    await end();
    // Whatever had to be ended by force could not tidy up after itself.
    await endLeftover(cwd, {
      pid: process.pid,
      platform: process.platform,
      kill: (pid, signal) => process.kill(pid, signal),
    });
  });
  return {
    lines,
    ended,
    waitForLine: (pattern) => waitFor(String(pattern), (line) => pattern.exec(line) ?? undefined),
    waitForEvent: (event, accept = () => true) =>
      waitFor(`the event ${event}`, (line) => {
        const document = parseJsonLine(line);
        return document?.['event'] === event && accept(document) ? document : undefined;
      }),
    interrupt: () => {
      subprocess.kill('SIGINT');
      return ended;
    },
    kill: () => {
      subprocess.kill('SIGKILL');
      return ended;
    },
  };

  async function waitFor<T>(what: string, find: (line: string) => T | undefined): Promise<T> {
    const over = new AbortController();
    const fail = (why: string): never => {
      throw new Error(`${why} without ${what}. It printed:\n${lines.join('\n')}`);
    };
    const seen = new Promise<T>((resolve) => {
      let next = 0;
      const look = () => {
        for (; next < lines.length; next += 1) {
          const found = find(lines[next] ?? '');
          if (found !== undefined) resolve(found);
        }
      };
      arrived.addEventListener('line', look, { signal: over.signal });
      look();
    });
    try {
      return await Promise.race([
        seen,
        ended.then(() => fail('The program ended')),
        delay(WAIT_MS, undefined, { signal: over.signal }).then(() => fail('Three minutes passed')),
      ]);
    } finally {
      over.abort();
    }
  }

  async function end(): Promise<void> {
    const over = new AbortController();
    subprocess.kill('SIGINT');
    const grace = delay(GRACE_MS, undefined, { signal: over.signal }).then(() => subprocess.kill('SIGKILL'));
    grace.catch(() => {});
    await ended;
    over.abort();
  }
}

function parseJsonLine(line: string): JsonLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Enough for node and npm, and nothing that a test runner or its user has set for other purposes. */
function basicEnvironment(): Record<string, string> {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'USERPROFILE',
    'APPDATA',
    'TEMP',
    'SystemRoot',
    'ComSpec',
    'PATHEXT',
  ];
  const kept = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), NO_COLOR: '1', npm_config_update_notifier: 'false' };
}
