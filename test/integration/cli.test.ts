import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../src/cli/command-module.ts';
import { EnvironmentError, NotFineError, UsageError } from '../../src/core/errors.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl';

/** Commands that do what the tests need, behind the real program. */
const commands: Readonly<Record<string, CommandEntry>> = {
  show: leaf((cli) => {
    if (cli.options.json) cli.json({ version: 1, cwd: cli.context.cwd });
    else cli.result(cli.palette.bold('result'));
    cli.note('a note');
    cli.detail('a detail');
    cli.warn('a warning');
  }),
  fail: {
    summary: 'fail in some way',
    commands: {
      usage: leaf(() => {
        throw new UsageError('some-code', 'Wrong usage.', {
          where: 'file.json:3:4',
          nextSteps: ['Do it right.'],
        });
      }),
      'after-lines': leaf((cli) => {
        cli.jsonLine({ version: 1, event: 'started' });
        throw new UsageError('some-code', 'Wrong usage.');
      }),
      'not-fine': leaf(() => {
        throw new NotFineError('not-fine', `Bad token ${TOKEN}.`);
      }),
      environment: leaf(() => {
        throw new EnvironmentError('no-network', 'No network.', { cause: new Error('the cause of it') });
      }),
      bug: leaf(() => {
        throw new TypeError('x is not a function');
      }),
    },
  },
};

function leaf(action: (cli: ReturnType<Parameters<CommandModule['configure']>[1]>) => void): Leaf {
  return {
    summary: 'do something',
    load: async () => ({
      configure: (command, getCli) =>
        void command.option('--size <n>', 'size').action(() => action(getCli())),
    }),
  };
}
type Leaf = Extract<CommandEntry, { load: unknown }>;
type CommandModule = Awaited<ReturnType<Extract<CommandEntry, { load: unknown }>['load']>>;

const cli = (line: string, options: CliRunOptions = {}) =>
  runCli(line === '' ? [] : line.split(' '), { commands, ...options });

describe('output', () => {
  it('puts the result on stdout and everything else on stderr', async () => {
    expect(await cli('show')).toEqual({
      exitCode: 0,
      stdout: 'result\n',
      stderr: 'a note\nwarning a warning\n',
    });
  });

  it('says less with --quiet and more with --verbose, before or after the command', async () => {
    expect((await cli('show --quiet')).stderr).toBe('warning a warning\n');
    expect((await cli('--quiet show')).stderr).toBe('warning a warning\n');
    expect((await cli('show -v')).stderr).toBe('a note\na detail\nwarning a warning\n');
  });

  it.each([
    ['show', { isTTY: true }, true],
    ['show', { isTTY: false }, false],
    ['show --no-color', { isTTY: true }, false],
    ['show', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['show', { isTTY: true, env: { TERM: 'dumb' } }, false],
    ['show', { isTTY: false, env: { FORCE_COLOR: '1' } }, true],
  ])('colours `%s` under %j: %s', async (line, options, isColoured) => {
    expect((await cli(line, options)).stdout.includes('\u001b[')).toBe(isColoured);
  });

  it('takes its flags from the environment as well', async () => {
    expect(JSON.parse((await cli('show', { env: { CONNECT_KIT_JSON: '1' } })).stdout)).toHaveProperty(
      'version',
      1,
    );
    expect((await cli('show', { env: { CONNECT_KIT_QUIET: 'true' } })).stderr).toBe('warning a warning\n');
    expect((await cli('show', { env: { CONNECT_KIT_QUIET: '0' } })).stderr).toContain('a note');
    const coloured = await cli('show', { isTTY: true, env: { CONNECT_KIT_NO_COLOR: '1' } });
    expect(coloured.stdout).toBe('result\n');
    const cwd = await createTempDir();
    const moved = await cli('show --json', { env: { CONNECT_KIT_CWD: cwd } });
    expect(JSON.parse(moved.stdout)).toMatchObject({ cwd });
  });

  it('runs as if in another folder with --cwd', async () => {
    const cwd = await createTempDir();
    expect(JSON.parse((await cli(`show --json --cwd ${cwd}`)).stdout)).toMatchObject({ cwd });
    expect(JSON.parse((await cli(`-C ${cwd} show --json`)).stdout)).toMatchObject({ cwd });
  });

  it('refuses --cwd where there is no such folder', async () => {
    const missing = path.join(await createTempDir(), 'missing');
    const run = await cli(`show --json --cwd ${missing}`);
    expect(run.exitCode).toBe(2);
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: 'missing-cwd', where: '--cwd' });
  });
});

describe('errors', () => {
  it.each([
    ['usage', 2],
    ['not-fine', 1],
    ['environment', 3],
    ['bug', 70],
  ])('of kind %s end with exit code %d', async (kind, exitCode) => {
    expect((await cli(`fail ${kind}`)).exitCode).toBe(exitCode);
  });

  it('say what happened, where, and what to do next', async () => {
    expect((await cli('fail usage')).stderr).toBe(
      'error Wrong usage.\n  at file.json:3:4\n  → Do it right.\n',
    );
  });

  it('leave stdout parseable with --json', async () => {
    const { stdout } = await cli('fail usage --json');
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      error: {
        code: 'some-code',
        message: 'Wrong usage.',
        where: 'file.json:3:4',
        nextSteps: ['Do it right.'],
      },
    });
  });

  it('are a line of their own where lines were written before', async () => {
    const { stdout } = await cli('fail after-lines --json');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { version: 1, event: 'started' },
      { version: 1, error: { code: 'some-code', message: 'Wrong usage.', nextSteps: [] } },
    ]);
  });

  it('show their cause with --verbose only', async () => {
    expect((await cli('fail environment')).stderr).not.toContain('the cause of it');
    expect((await cli('fail environment --verbose')).stderr).toContain('the cause of it');
  });

  it('call a bug a bug, with its stack', async () => {
    const { stderr } = await cli('fail bug');
    expect(stderr).toContain('This is a bug in connect-kit: x is not a function');
    expect(stderr).toMatch(/TypeError: x is not a function\n\s+at /);
  });

  it('never show a usable token', async () => {
    const { stdout, stderr } = await cli('fail not-fine --json --verbose');
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(stderr).toContain('[redacted]');
  });
});

describe('usage', () => {
  it.each(['', 'fail'])('shows help for `connect-kit %s` alone, but does not succeed', async (line) => {
    const { exitCode, stdout, stderr } = await cli(line);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Commands:');
    expect(JSON.parse((await cli(`${line} --json`.trim())).stdout)).toHaveProperty(
      'error.code',
      'usage-help',
    );
  });

  it.each(['--help', '-h', 'help'])('%s ends well, on stdout', async (flag) => {
    const { exitCode, stdout, stderr } = await cli(flag);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stderr).toBe('');
  });

  it('suggests what was meant', async () => {
    expect(await cli('shwo')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Did you mean show?'),
    });
    expect((await cli('fail usgae')).stderr).toContain('Did you mean usage?');
    expect((await cli('show --jsno')).stderr).toContain('Did you mean --json?');
  });

  it('refuses what it does not know', async () => {
    expect((await cli('show --colour')).exitCode).toBe(2);
    expect((await cli('show surplus')).exitCode).toBe(2);
    expect((await cli('show --size')).exitCode).toBe(2);
  });

  it('ends with 130 and without an error when it is interrupted', async () => {
    const interrupted = await cli('show', { signal: AbortSignal.abort() });
    expect(interrupted).toMatchObject({ exitCode: 130, stderr: expect.not.stringContaining('error') });
  });
});
