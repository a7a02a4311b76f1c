import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandEntry, CommandModule } from '../../src/cli/command-module.ts';
import { commands } from '../../src/cli/commands.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { runCli } from '../support/run-cli.ts';

/** The command lines that people are shown, in the docs and in `--help`, are ones that the program takes. */
const pages = ['README.md', ...readdirSync(path.join(packageRoot(), 'docs')).map((name) => `docs/${name}`)]
  .filter((page) => page.endsWith('.md'))
  .map((page) => ({ page, lines: shellLines(readFileSync(path.join(packageRoot(), page), 'utf8')) }));

describe.each(pages.filter(({ lines }) => lines.length > 0))('$page', ({ lines }) => {
  it.each(lines)('shows a command line that parses: %s', async (line) => {
    await expectToParse(line);
  });
});

describe.each([...leafPaths(commands), 'jwt', 'jwt keys', 'jwt secret'])('connect-kit %s --help', (name) => {
  it('begins with examples that parse', async () => {
    const { stdout, exitCode } = await runCli([...name.split(' '), '--help']);
    expect(exitCode).toBe(0);
    const examples = exampleLines(stdout);
    expect(examples.length).toBeGreaterThan(0);
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Usage:'));
    for (const line of examples) await expectToParse(line);
  });
});

it('leads to every page from the overview', () => {
  const overview = readFileSync(path.join(packageRoot(), 'docs/README.md'), 'utf8');
  for (const { page } of pages) {
    const name = path.basename(page);
    if (name !== 'README.md') expect(overview).toContain(`(${name})`);
  }
});

/** Parses the line with the real flags and arguments, without doing what the command does. */
async function expectToParse(line: string): Promise<void> {
  const { exitCode, stderr } = await runCli(toArguments(line), { commands: withoutActions(commands) });
  expect(exitCode, `${line}\n${stderr}`).toBe(0);
}

function withoutActions(entries: Readonly<Record<string, CommandEntry>>): Record<string, CommandEntry> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]): [string, CommandEntry] => [
      name,
      'commands' in entry
        ? {
            summary: entry.summary,
            commands: withoutActions(entry.commands),
            ...(entry.load === undefined ? {} : idle(entry.summary, entry.load)),
          }
        : idle(entry.summary, entry.load),
    ]),
  );
}

function idle(summary: string, load: () => Promise<CommandModule>) {
  return {
    summary,
    load: async () => {
      const { configure } = await load();
      return {
        configure: (command: Parameters<typeof configure>[0], getCli: Parameters<typeof configure>[1]) => {
          configure(command, getCli);
          command.action(() => {});
        },
      };
    },
  };
}

function leafPaths(entries: Readonly<Record<string, CommandEntry>>): readonly string[] {
  return Object.entries(entries).flatMap(([name, entry]) =>
    'commands' in entry
      ? [
          ...(entry.load === undefined ? [] : [name]),
          ...leafPaths(entry.commands).map((inner) => `${name} ${inner}`),
        ]
      : [name],
  );
}

function shellLines(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(/^```(?:sh|bash)\n(.*?)^```/gms)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => /^(?:npx )?connect-kit\s/.test(line));
}

function exampleLines(help: string): readonly string[] {
  const section = help.slice(help.indexOf('Examples:'), help.indexOf('Usage:'));
  return section
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('connect-kit '));
}

/** Splits as a shell does, far enough for the docs: quotes, comments, redirections, and an explanation after spaces. */
function toArguments(line: string): readonly string[] {
  const command = line.replace(/^npx /, '').replace(/\s+(?:[|<>]|#\s|&&).*$/, '');
  const [shown = ''] = command.split(/ {2,}/);
  const words = shown.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll(/["']/g, ''));
}
