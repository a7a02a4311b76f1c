import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { type CliRunOptions, runCli } from './run-cli.ts';
import { createTempDir } from './temp-dir.ts';

/** A file that a page tells the reader to have: a code block with `title="path"` behind its language. */
interface FileStep {
  readonly kind: 'file';
  readonly name: string;
  readonly content: string;
}

/** A line `$ …` of a `console` block with the output that follows it. */
interface CommandStep {
  readonly kind: 'command';
  readonly command: string;
  readonly expected: readonly string[];
  /** Where it stands on the page, counted from 1. */
  readonly line: number;
}

export type DocsStep = FileStep | CommandStep;

/**
 * Does in a new folder what a page of documentation shows, from top to bottom, and fails where the output differs.
 * Files come from code blocks with a title (```` ```json title="atlassian-connect.json" ````), commands from `console`
 * blocks. Commands are `connect-kit …` (also with `< file`) and `echo $?`, which shows the last exit code.
 * In expected output, `…` stands for anything within its line, and for any lines where it has one for itself.
 * @param page path of the page from the repository's root
 * @returns how many commands were run
 */
export async function followDocs(page: string, options: Omit<CliRunOptions, 'cwd'> = {}): Promise<number> {
  const steps = readSteps(await readFile(packageFile(page), 'utf8'));
  const cwd = await createTempDir();
  let exitCode = 0;
  let commands = 0;
  for (const step of steps) {
    if (step.kind === 'file') {
      await mkdir(path.dirname(path.join(cwd, step.name)), { recursive: true });
      await writeFile(path.join(cwd, step.name), step.content);
      continue;
    }
    commands += 1;
    const ran = await runCommand(step.command, { ...options, cwd }, exitCode);
    exitCode = ran.exitCode;
    const where = `${page}:${step.line} ${step.command}\nprinted:\n${ran.output}`;
    expect(ran.output, where).toMatch(toPattern(step.expected));
  }
  return commands;
}

/** The files and commands of a page, in its order. */
export function readSteps(markdown: string): readonly DocsStep[] {
  const steps: DocsStep[] = [];
  let line = 0;
  let block: { language: string; title: string | undefined; start: number; lines: string[] } | undefined;
  for (const text of markdown.split(/\r?\n/)) {
    line += 1;
    const fence = /^```(\w*)(?:.*\btitle="([^"]+)")?/.exec(text);
    if (block !== undefined && text === '```') {
      steps.push(...readBlock(block));
      block = undefined;
    } else if (block !== undefined) {
      block.lines.push(text);
    } else if (fence !== null) {
      block = { language: fence[1] ?? '', title: fence[2], start: line + 1, lines: [] };
    }
  }
  return steps;
}

function readBlock({
  language,
  title,
  start,
  lines,
}: {
  readonly language: string;
  readonly title: string | undefined;
  readonly start: number;
  readonly lines: readonly string[];
}): readonly DocsStep[] {
  if (title !== undefined) return [{ kind: 'file', name: title, content: `${lines.join('\n')}\n` }];
  if (language !== 'console') return [];
  const prompts = lines.flatMap((text, index) => (text.startsWith('$ ') ? [index] : []));
  return prompts.map((index, order) => ({
    kind: 'command',
    command: (lines[index] ?? '').slice(2),
    expected: lines.slice(index + 1, prompts[order + 1]),
    line: start + index,
  }));
}

async function runCommand(
  command: string,
  options: CliRunOptions & { readonly cwd: string },
  lastExitCode: number,
): Promise<{ exitCode: number; output: string }> {
  if (command === 'echo $?') return { exitCode: 0, output: `${lastExitCode}\n` };
  const [program, ...words] = splitWords(command);
  if (program !== 'connect-kit') throw new Error(`only connect-kit is run, not: ${command}`);
  const redirect = words.indexOf('<');
  const argv = redirect < 0 ? words : words.slice(0, redirect);
  const stdin =
    redirect < 0 ? {} : { stdin: await readFile(path.join(options.cwd, words[redirect + 1] ?? ''), 'utf8') };
  let output = '';
  const onOutput = (text: string) => {
    output += text;
  };
  const { exitCode } = await runCli(argv, { ...options, ...stdin, onOutput });
  return { exitCode, output };
}

/** Words as a shell would split them, with single and double quotes and nothing else. */
function splitWords(command: string): readonly string[] {
  const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

function toPattern(expected: readonly string[]): RegExp {
  const lines = [...expected];
  // An empty line before the next command or the end of the block is for the reader's eye.
  while (lines.at(-1)?.trim() === '') lines.pop();
  const patterns = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escapeRegExp).join('.*')}\\n`,
  );
  return new RegExp(`^${patterns.join('')}\\n*$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
