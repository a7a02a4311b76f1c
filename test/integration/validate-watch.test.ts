import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CliRun } from '../support/run-cli.ts';
import { BROKEN, createFolder, FINE, validate, validateIn } from '../support/validate.ts';

/** A watch that is under way. */
interface Watch {
  /** Waits until what was written since the last call holds the text. */
  readonly sees: (text: string) => Promise<void>;
  readonly end: () => Promise<CliRun>;
}

function startWatch(cwd: string, argv: readonly string[]): Watch {
  const interruption = new AbortController();
  let written = '';
  let notice = () => {};
  const onOutput = (text: string) => {
    written += text;
    notice();
  };
  const run = validateIn(cwd, [...argv, '--watch'], { signal: interruption.signal, onOutput });
  return {
    sees: async (text) => {
      while (!written.includes(text)) {
        const ended = await Promise.race([
          run.then(({ stderr }) => stderr),
          new Promise<undefined>((resolve) => {
            notice = () => resolve(undefined);
          }),
        ]);
        if (ended !== undefined) throw new Error(`the watch has ended: ${ended}`);
      }
      written = '';
    },
    end: () => {
      interruption.abort();
      return run;
    },
  };
}

test('checks again after each change, and ends with the signal', async () => {
  const cwd = await createFolder({ 'a.json': FINE });
  const watch = startWatch(cwd, ['a.json']);
  await watch.sees('nothing found. Waiting for changes; Ctrl-C ends.');
  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(BROKEN));
  await watch.sees('1 error found. Waiting');
  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(FINE));
  await watch.sees('nothing found. Waiting');
  const { exitCode, stderr } = await watch.end();
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(/^\d\d:\d\d:\d\d 1 checked, nothing found\./);
});

test('goes on when a file goes and comes back', async () => {
  const cwd = await createFolder({ 'a.json': FINE });
  const watch = startWatch(cwd, ['a.json']);
  await watch.sees('Waiting');
  await rm(path.join(cwd, 'a.json'));
  await watch.sees('There is no file a.json.');
  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(BROKEN));
  await watch.sees('1 error found. Waiting');
  expect((await watch.end()).exitCode).toBe(130);
});

test('sees files that come, and what the configuration says', async () => {
  const cwd = await createFolder({
    'connect-kit.config.json': { validate: { files: ['apps/**/*.json'] } },
    'apps/a/d.json': FINE,
  });
  const watch = startWatch(cwd, []);
  await watch.sees('1 checked, nothing found. Waiting');
  await writeFile(path.join(cwd, 'apps/a/e.json'), JSON.stringify(BROKEN));
  await watch.sees('2 checked, 1 error found. Waiting');
  const config = path.join(cwd, 'connect-kit.config.json');
  await writeFile(config, '{ "validate": { "files": 1 } }');
  await watch.sees('Not checked. Waiting');
  await writeFile(config, '{ "validate": { "files": ["apps/a/d.json"] } }');
  await watch.sees('1 checked, nothing found. Waiting');
  expect((await watch.end()).exitCode).toBe(130);
});

test('with --json, each run is one line', async () => {
  const cwd = await createFolder({ 'a.json': FINE });
  const watch = startWatch(cwd, ['a.json', '--json']);
  await watch.sees('Waiting');
  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(BROKEN));
  await watch.sees('1 error found');
  await rm(path.join(cwd, 'a.json'));
  await watch.sees('Not checked');
  const { stdout } = await watch.end();
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { summary: { errors: 0 } },
    { summary: { errors: 1 } },
    { error: { code: 'descriptor-not-found' } },
  ]);
});

test.each([
  [['-'], '--watch cannot tell when standard input changes.'],
  [['http://localhost:1/d'], '--watch cannot tell when http://localhost:1/d changes.'],
  [['a.json', '-f', 'serif'], 'there is no format "serif"'],
  [
    ['a.json', '--baseline', 'b.json', '--update-baseline'],
    '--update-baseline does not go together with --watch',
  ],
])('%j is refused', async (argv, message) => {
  const { exitCode, stderr } = await validate({}, [...argv, '--watch']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});
