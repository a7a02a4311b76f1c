import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnv } from '../core/context.ts';
import { EnvironmentError, NotFineError, UsageError } from '../core/errors.ts';
import type { Cli } from './cli.ts';

/** A text that a person has written in an editor. Its file is there until it is dropped. */
export interface EditedText<Value> {
  readonly value: Value;
  readonly file: string;
  drop(): Promise<void>;
}

/** What is read from a text, or what is wrong with it and where. */
export type ReadText<Value> =
  | { readonly value: Value }
  | { readonly problem: string; readonly line: number; readonly column: number };

/**
 * Has a person change a text in the editor of their choice.
 * @param name of the file, which tells editors its kind
 * @param read reads what was written; undefined when nothing was, which cancels
 * @throws {NotFineError} `edit-cancelled`
 * @throws {UsageError} when what was written cannot be read: the file stays where it is
 */
export async function editText<Value>(
  name: string,
  text: string,
  read: (text: string) => ReadText<Value> | undefined,
  cli: Cli,
): Promise<EditedText<Value>> {
  const editor = findEditor(cli);
  const folder = await mkdtemp(path.join(tmpdir(), 'connect-kit-'));
  const file = path.join(folder, name);
  const drop = () => rm(folder, { recursive: true, force: true });
  await writeFile(file, text, { mode: 0o600 });
  for (;;) {
    const exitCode = await openEditor(editor, file, cli);
    const found = exitCode === 0 ? read(await readFile(file, 'utf8').catch(() => '')) : undefined;
    if (found === undefined) {
      await drop();
      const why = exitCode === 0 ? 'The file is empty' : `The editor ended with ${exitCode}`;
      throw new NotFineError('edit-cancelled', `${why}, so nothing was sent.`);
    }
    if ('value' in found) return { value: found.value, file, drop };
    const where = `${file}:${found.line}:${found.column}`;
    if (!cli.canPrompt) {
      throw new UsageError('edit-invalid', found.problem, {
        where,
        nextSteps: [`What you have written is still there. Mend it, and send it with --body ${file}`],
      });
    }
    cli.warn(`${where}: ${found.problem}`);
    const again = await cli.context.prompts.confirm({ message: 'Edit it again?', initial: true });
    if (!again) {
      throw new NotFineError('edit-cancelled', 'Nothing was sent.', {
        nextSteps: [`What you have written is still in ${file}.`],
      });
    }
  }
}

function findEditor({ context: { env }, options }: Cli): string {
  if (!options.input) {
    throw new UsageError('edit-without-input', '--edit asks a person, and --no-input forbids that.', {
      nextSteps: ['Use --set, --remove or --merge.'],
    });
  }
  const editor = readEnv(env, 'VISUAL') ?? readEnv(env, 'EDITOR');
  if (editor !== undefined) return editor;
  throw new UsageError('editor-missing', 'Neither VISUAL nor EDITOR says which editor to open.', {
    nextSteps: ['For instance: export EDITOR=nano, or EDITOR="code --wait"'],
  });
}

/** As git does it: the variable may hold arguments, and is what a shell makes of it. */
async function openEditor(editor: string, file: string, { context }: Cli): Promise<number> {
  const { execa } = await import('execa');
  const isWindows = context.system.platform === 'win32';
  const [program, args] = isWindows
    ? [`${editor} "${file}"`, []]
    : ['sh', ['-c', `${editor} "$1"`, 'sh', file]];
  // What is piped on is ours; editors draw on the terminal.
  const screen = context.stdout.isTTY ? 1 : 2;
  const { exitCode, code } = await execa(program, args, {
    cwd: context.cwd,
    env: { ...context.env },
    extendEnv: false,
    stdio: [0, screen, 2],
    shell: isWindows,
    reject: false,
  });
  if (exitCode !== undefined && exitCode !== 127) return exitCode;
  throw new EnvironmentError(
    'editor-failed',
    `The editor ${editor} cannot be run${code === undefined ? '' : `: ${code}`}.`,
    {
      nextSteps: ['Name another in the environment variable EDITOR.'],
    },
  );
}
