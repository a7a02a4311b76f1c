import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CancelledError } from '../../src/core/errors.ts';
import type { Prompts } from '../../src/core/prompts.ts';
import { templateNames } from '../../src/scaffold/templates.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

async function readJson(...segments: readonly string[]) {
  return JSON.parse(await readFile(path.join(...segments), 'utf8'));
}

/** Answers questions by the beginning of what they ask; a question without an answer takes its default. */
function answering(
  answers: Readonly<Record<string, string | boolean>>,
): Prompts & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const answerTo = (message: string) => {
    asked.push(message);
    return Object.entries(answers).find(([beginning]) => message.startsWith(beginning))?.[1];
  };
  return {
    asked,
    text: async ({ message, initial, problemOf }) => {
      const answer = String(answerTo(message) ?? initial);
      expect(problemOf?.(answer)).toBeUndefined();
      return answer;
    },
    select: async ({ message, initial, choices }) => {
      const answer = answerTo(message);
      return choices.find(({ value }) => value === answer)?.value ?? initial;
    },
    confirm: async ({ message, initial }) => {
      const answer = answerTo(message);
      return typeof answer === 'boolean' ? answer : initial;
    },
    secret: async () => '',
  };
}

describe('connect-kit init', () => {
  test.each(templateNames())('creates a project from the template %s', async (template) => {
    const cwd = await createTempDir();
    const flags = [
      '--template',
      template,
      '--key',
      'com.acme.notes',
      '--name',
      'Acme "Notes"',
      '--no-install',
    ];
    const run = await runCli(['init', 'sprint-notes', ...flags], { cwd });
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout.trim().split('\n').slice(-3)).toEqual([
      '  cd sprint-notes',
      '  npm install',
      '  npx connect-kit dev',
    ]);
    const folder = path.join(cwd, 'sprint-notes');
    const { version } = await readJson('package.json');
    expect(await readJson(folder, 'package.json')).toMatchObject({
      name: 'sprint-notes',
      devDependencies: { 'connect-kit': `^${version}` },
    });
    expect(await readJson(folder, 'atlassian-connect.json')).toMatchObject({
      key: 'com.acme.notes',
      name: 'Acme "Notes"',
      baseUrl: '{{localBaseUrl}}',
    });
    expect(await readFile(path.join(folder, '.gitignore'), 'utf8')).toContain('node_modules/');
    const names = await readdir(folder, { recursive: true });
    expect(names).not.toContain('_gitignore');
    expect(await readdir(cwd)).toEqual(['sprint-notes']);
  });

  test.each(templateNames())(
    'makes what is valid of the template %s, for each of its products',
    async (template) => {
      const { products, features } = await readJson('templates', template, 'template.json');
      const extras = Object.keys(features ?? {}).map((feature) => `--${feature}`);
      for (const product of Object.keys(products)) {
        for (const flags of [[], extras]) {
          const cwd = await createTempDir();
          const argv = ['init', 'x', '--template', template, '--product', product, ...flags, '--no-install'];
          const run = await runCli(argv, { cwd });
          expect([product, run.exitCode, run.stderr]).toEqual([product, 0, '']);
          const folder = path.join(cwd, 'x');
          const descriptors = (await readdir(folder)).filter((name) =>
            /^atlassian-connect.*json$/.test(name),
          );
          expect(descriptors).toHaveLength(product === 'both' ? 2 : 1);
          const checked = await runCli(['validate', 'descriptor', ...descriptors], { cwd: folder });
          expect([product, checked.exitCode, checked.stdout]).toEqual([product, 0, expect.any(String)]);
        }
      }
    },
  );

  test('puts a project into the folder that it runs in', async () => {
    const cwd = path.join(await createTempDir(), 'Here');
    await mkdir(path.join(cwd, '.git'), { recursive: true });
    const run = await runCli(['init', '.', '--no-install'], { cwd });
    expect(run.stdout).toMatch(/Next:\n {2}npm install\n {2}npx connect-kit dev\n$/);
    expect(await readJson(cwd, 'package.json')).toMatchObject({ name: 'here' });
    expect(await readdir(cwd)).toContain('.git');
  });

  test('says everything as JSON', async () => {
    const cwd = await createTempDir();
    const run = await runCli(['init', 'a b', '--no-install', '--package-manager', 'pnpm', '--json'], { cwd });
    expect(run.exitCode).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({
      version: 1,
      dryRun: false,
      installed: false,
      overwritten: [],
      project: {
        folder: path.join(cwd, 'a b'),
        packageName: 'a-b',
        name: 'A b',
        key: 'com.example.a-b',
        template: 'express',
        product: 'jira',
        packageManager: 'pnpm',
      },
      nextSteps: ['cd "a b"', 'pnpm install', 'pnpm exec connect-kit dev'],
    });
    expect(result.files).toContain('src/server.ts');
    expect(await readFile(path.join(cwd, 'a b', 'README.md'), 'utf8')).toContain('pnpm exec connect-kit dev');
  });

  test('names a folder that shells take for somebody’s home so that they do not', async () => {
    const cwd = await createTempDir();
    const run = await runCli(['init', '~', '--dry-run', '--json'], { cwd });
    expect(JSON.parse(run.stdout).nextSteps[0]).toBe(`cd .${path.sep}~`);
  });

  test('tells the way to the project from where the person is, whatever --cwd says', async () => {
    const cwd = await createTempDir();
    await mkdir(path.join(cwd, 'there'));
    const run = await runCli(['init', 'x', '-C', 'there', '--dry-run', '--json'], { cwd });
    expect(JSON.parse(run.stdout).nextSteps[0]).toBe(`cd ${path.join('there', 'x')}`);
  });

  test('puts a webhook into the descriptor of the product that sends the event', async () => {
    const cwd = await createTempDir();
    const flags = ['--product', 'both', '--module', 'webhooks=page_created', '--no-install', '--no-git'];
    expect(await runCli(['init', 'x', ...flags], { cwd })).toMatchObject({ exitCode: 0 });
    const descriptor = await readJson(cwd, 'x', 'atlassian-connect-confluence.json');
    expect(descriptor.modules.webhooks).toMatchObject([{ event: 'page_created' }]);
  });

  test('takes the package manager that runs it', async () => {
    const cwd = await createTempDir();
    const env = { npm_config_user_agent: 'yarn/1.22.22 npm/? node/v20.19.0 linux x64' };
    const { stdout } = await runCli(['init', 'x', '--no-install'], { cwd, env });
    expect(stdout).toContain('yarn install');
  });
});

describe('what is missing', () => {
  test('fails, naming the argument and the flag, where nobody can be asked', async () => {
    const cwd = await createTempDir();
    const { exitCode, stderr } = await runCli(['init'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('connect-kit init my-addon');
    expect(stderr).toContain('--yes');
    expect((await runCli(['init', '--no-input'], { cwd, isTTY: true })).exitCode).toBe(2);
    expect(await readdir(cwd)).toEqual([]);
  });

  test('is taken from the defaults with --yes', async () => {
    const cwd = await createTempDir();
    expect((await runCli(['init', '--yes', '--no-install'], { cwd, isTTY: true })).exitCode).toBe(0);
    expect(await readJson(cwd, 'my-addon', 'atlassian-connect.json')).toMatchObject({
      key: 'com.example.my-addon',
      name: 'My addon',
    });
  });

  test('is asked on a terminal', async () => {
    const cwd = await createTempDir();
    const prompts = answering({
      Folder: 'notes',
      Name: 'Notes!',
      Key: 'com.acme.n',
      'Package manager': 'bun',
      Install: false,
    });
    const { exitCode, stdout } = await runCli(['init'], {
      cwd,
      prompts,
      isTTY: true,
      env: { NO_COLOR: '1' },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('bun install\n  bunx connect-kit dev');
    expect(await readJson(cwd, 'notes', 'atlassian-connect.json')).toMatchObject({
      key: 'com.acme.n',
      name: 'Notes!',
    });
  });

  test('is all that is asked', async () => {
    const cwd = await createTempDir();
    const prompts = answering({});
    await runCli(['init', 'notes', '--name', 'N', '--package-manager', 'npm', '--no-install'], {
      cwd,
      prompts,
      isTTY: true,
    });
    expect(prompts.asked).toEqual([
      'Template',
      'Product',
      'Modules, with commas between them',
      expect.stringContaining('as the people'),
      expect.stringContaining('Paid'),
      'Key of the add-on',
      'Make it a git repository?',
    ]);
  });

  test('is nothing where there is a flag for everything', async () => {
    const cwd = await createTempDir();
    const prompts = answering({});
    const flags = [
      ...['--template', 'express', '--product', 'jira', '--module', 'generalPages', '--licensing'],
      ...[
        '--no-act-as-user',
        '--name',
        'N',
        '--key',
        'k',
        '--package-manager',
        'npm',
        '--no-install',
        '--no-git',
      ],
    ];
    const run = await runCli(['init', 'notes', ...flags], { cwd, prompts, isTTY: true });
    expect(run.exitCode).toBe(0);
    expect(prompts.asked).toEqual([]);
  });

  test('is not asked any further after Ctrl-C', async () => {
    const cwd = await createTempDir();
    const prompts = answering({});
    const cancel = async () => {
      throw new CancelledError();
    };
    const run = await runCli(['init'], { cwd, prompts: { ...prompts, select: cancel }, isTTY: true });
    expect(run.exitCode).toBe(130);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('wrong answers', () => {
  test.each([
    [['x', '--key', 'has space'], '--key', 'A key has'],
    [['x', '--name', ''], '--name', 'A name needs'],
    [['x', '--template', 'expres'], '--template', 'Did you mean express?'],
    [['x', '--package-manager', 'pip'], '--package-manager', 'npm, pnpm, yarn, bun'],
    [['x', '--connect-kit', './missing'], '--connect-kit', 'There is no connect-kit'],
    [['a/nul/b'], 'nul', 'Windows'],
  ])('init %j is refused before anything is written', async (argv, where, what) => {
    const cwd = await createTempDir();
    const run = await runCli(['init', ...argv, '--no-install'], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(where);
    expect(run.stderr).toContain(what);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe('a folder that is in use', () => {
  test.skipIf(process.platform === 'win32')('is refused where it is a link that leads nowhere', async () => {
    const cwd = await createTempDir();
    await symlink('nowhere', path.join(cwd, 'x'));
    const run = await runCli(['init', 'x'], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('A link is in the way.')]);
  });

  test('is not the current one where a script gives none', async () => {
    const cwd = await createTempDir();
    const run = await runCli(['init', ''], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('A folder needs a name')]);
    expect(await readdir(cwd)).toEqual([]);
  });

  test('is refused, and named as JSON too', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'notes.txt'), 'mine');
    const { exitCode, stdout } = await runCli(['init', '.', '--no-install', '--json'], { cwd });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'folder-not-empty', where: cwd });
    expect(await readdir(cwd)).toEqual(['notes.txt']);
  });

  test('is written into with --force, which says what it overwrites', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'notes.txt'), 'mine');
    await writeFile(path.join(cwd, 'README.md'), 'mine');
    const { exitCode, stderr } = await runCli(['init', '.', '--no-install', '--force'], { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('warning README.md is overwritten.\n');
    expect(await readFile(path.join(cwd, 'notes.txt'), 'utf8')).toBe('mine');
    expect(await readFile(path.join(cwd, 'README.md'), 'utf8')).not.toBe('mine');
  });

  test('is shown, untouched, by a dry run', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'README.md'), 'mine');
    const { exitCode, stdout } = await runCli(['init', '.', '--force', '--dry-run'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('README.md  overwrites\n');
    expect(stdout).toContain('\nsrc/server.ts\n');
    expect(await readdir(cwd)).toEqual(['README.md']);
  });
});

describe.skipIf(process.platform === 'win32')('installing', () => {
  /** A PATH with a program of that name. */
  async function createFakeProgram(name: string, script: string): Promise<string> {
    const folder = await createTempDir();
    const program = path.join(folder, name);
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    return `${folder}:/usr/bin:/bin`;
  }

  /** Runs a command line and interrupts it when it writes a word. */
  async function interruptAt(word: string, argv: readonly string[], options: CliRunOptions) {
    const interruption = new AbortController();
    const onOutput = (text: string) => {
      if (text.includes(word)) interruption.abort();
    };
    return runCli(argv, { ...options, signal: interruption.signal, onOutput });
  }

  test('runs the package manager in the project and shows on stderr what it says', async () => {
    const cwd = await createTempDir();
    const PATH = await createFakeProgram(
      'npm',
      'echo "$1 in $(pwd)"; echo "from stderr" >&2; touch installed',
    );
    const { exitCode, stdout, stderr } = await runCli(['init', 'x'], { cwd, env: { PATH } });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`install in ${path.join(cwd, 'x')}\n`);
    expect(stderr).toContain('from stderr\n');
    expect(stdout).toMatch(/Next:\n {2}cd x\n {2}npx connect-kit dev\n$/);
    expect(await readdir(path.join(cwd, 'x'))).toContain('installed');
  });

  test('that fails leaves the project, and says how to go on', async () => {
    const cwd = await createTempDir();
    const PATH = await createFakeProgram('npm', 'echo "no network" >&2; exit 7');
    const { exitCode, stdout, stderr } = await runCli(['init', 'x', '--json'], { cwd, env: { PATH } });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('no network');
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'install-failed',
      message: 'npm install failed with exit code 7.',
      nextSteps: [expect.any(String), 'cd x', 'npm install', 'npx connect-kit dev'],
    });
    expect(await readdir(path.join(cwd, 'x'))).toContain('package.json');
  });

  test('needs a package manager', async () => {
    const cwd = await createTempDir();
    const PATH = await createTempDir();
    const run = await runCli(['init', 'x', '--package-manager', 'pnpm'], { cwd, env: { PATH } });
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('pnpm is not installed.');
  });

  test('that is interrupted leaves the project and not half of its dependencies', async () => {
    const cwd = await createTempDir();
    const PATH = await createFakeProgram('npm', 'mkdir -p node_modules/half; echo started; exec sleep 60');
    const run = await interruptAt('started', ['init', 'x'], { cwd, env: { PATH } });
    expect(run.exitCode).toBe(130);
    expect(run.stderr).toContain('To go on:\n  cd x\n  npm install\n  npx connect-kit dev\n');
    expect(await readdir(cwd)).toEqual(['x']);
    const names = await readdir(path.join(cwd, 'x'));
    expect(names).toContain('package.json');
    expect(names).not.toContain('node_modules');
  });

  test('that fails removes what it left, and nothing that was there before', async () => {
    const cwd = await createTempDir();
    const PATH = await createFakeProgram('npm', 'mkdir -p node_modules/half; exit 1');
    await runCli(['init', 'x'], { cwd, env: { PATH } });
    expect(await readdir(path.join(cwd, 'x'))).not.toContain('node_modules');
    await mkdir(path.join(cwd, 'y', 'node_modules'), { recursive: true });
    await runCli(['init', 'y', '--force'], { cwd, env: { PATH } });
    expect(await readdir(path.join(cwd, 'y'))).toContain('node_modules');
  });

  test('is not begun after an interruption while a template is fetched, of which nothing stays', async () => {
    const cwd = await createTempDir();
    const PATH = await createFakeProgram('git', 'exec sleep 60');
    const argv = ['init', 'x', '--template', 'github:acme/template'];
    const run = await interruptAt('Fetching', argv, { cwd, env: { PATH } });
    expect(run.exitCode).toBe(130);
    expect(await readdir(cwd)).toEqual([]);
  });
});
