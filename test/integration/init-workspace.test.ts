import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { commitAll, type Files, SAMPLE_TEMPLATE, writeFiles } from '../support/sample-template.ts';
import { createTempDir } from '../support/temp-dir.ts';

const PATH = process.env['PATH'] ?? '';

/** Runs `init packages/x` in a workspace with these files at its root. */
async function initIn(
  files: Files,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const cwd = await createTempDir();
  await writeFiles(cwd, files);
  const template = await createTempDir();
  await writeFiles(template, SAMPLE_TEMPLATE);
  const argv = ['init', 'packages/x', '--template', template, '--json', ...flags];
  const run = await runCli(argv, { cwd, env });
  const folder = path.join(cwd, 'packages', 'x');
  return { ...run, cwd, folder, result: JSON.parse(run.stdout) };
}

const MEMBERS = JSON.stringify({ workspaces: ['packages/*'] });

describe('in a workspace', () => {
  test.each<readonly [string, Files]>([
    ['npm', { 'package.json': MEMBERS, 'package-lock.json': '{}' }],
    [
      'yarn',
      { 'package.json': JSON.stringify({ workspaces: { packages: ['packages/*'] } }), 'yarn.lock': '' },
    ],
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  - "packages/**"\n' }],
    ['bun', { 'package.json': JSON.stringify({ workspaces: ['{apps,packages}/*'] }), 'bun.lock': '' }],
    [
      'yarn',
      { 'package.json': JSON.stringify({ workspaces: ['./packages/x/'], packageManager: 'yarn@4.9.1' }) },
    ],
    ['npm', { 'package.json': MEMBERS }],
  ])('%s is taken, as the root says', async (manager, files) => {
    const { result, stderr, cwd } = await initIn(files);
    expect(stderr).toBe('');
    expect(result.project).toMatchObject({ packageManager: manager, workspace: cwd });
    expect(result.nextSteps[1]).toMatch(new RegExp(`^${manager} install`));
  });

  test('the root is asked before the program that runs init, and after the flag', async () => {
    const files = { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: ["packages/*"]' };
    const env = { npm_config_user_agent: 'npm/11.0.0 node/v20' };
    expect((await initIn(files, [], env)).result.project.packageManager).toBe('pnpm');
    const forced = await initIn(files, ['--package-manager', 'bun'], env);
    expect(forced.result.project.packageManager).toBe('bun');
    expect(forced.stderr).toContain('uses pnpm, not bun');
  });

  test('it is said when the root does not count the folder among its packages', async () => {
    const npm = await initIn({ 'package.json': JSON.stringify({ workspaces: ['apps/*'] }) });
    expect(npm.stderr).toContain(`${path.join(npm.cwd, 'package.json')} does not count the folder`);
    const pnpm = await initIn({ 'pnpm-workspace.yaml': 'packages: ["packages/*", "!packages/x"]' });
    expect(pnpm.stderr).toContain('pnpm-workspace.yaml does not count the folder');
    // With a file of its own, the project is one by itself; before version 10, pnpm has to be told.
    expect(pnpm.result.files).toContain('pnpm-workspace.yaml');
    const old = await initIn({ 'pnpm-workspace.yaml': 'packages: [a]' }, [], {
      npm_config_user_agent: 'pnpm/9.1.0 npm/? node/v20',
    });
    expect(old.result.files).not.toContain('pnpm-workspace.yaml');
    expect(old.result.nextSteps[1]).toMatch(/^pnpm install --ignore-workspace/);
  });

  test('editors find the schemas where npm puts the packages', async () => {
    const { folder } = await initIn({ 'package.json': MEMBERS });
    const settings = await readFile(path.join(folder, '.vscode', 'settings.json'), 'utf8');
    expect(settings).toContain('"../../node_modules/connect-kit/schemas/jira-descriptor.json"');
    const config = await readFile(path.join(folder, 'connect-kit.config.json'), 'utf8');
    expect(config).toContain('"../../node_modules/connect-kit/schemas/config.json"');
  });

  test('a package.json without packages is none', async () => {
    const { result, stderr } = await initIn({
      'package.json': '{"name":"a"}',
      'pnpm-workspace.yaml': 'nodeLinker: x',
    });
    expect([result.project.workspace, result.project.packageManager, stderr]).toEqual([undefined, 'npm', '']);
  });
});

describe('yarn', () => {
  const berry = { npm_config_user_agent: 'yarn/4.9.1 npm/? node/v20.19.0 linux x64' };

  test('from version 2 on puts packages into a folder, and knows its version', async () => {
    const { folder } = await initIn({}, [], berry);
    expect(await readFile(path.join(folder, '.yarnrc.yml'), 'utf8')).toBe('nodeLinker: node-modules\n');
    expect(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))).toMatchObject({
      packageManager: 'yarn@4.9.1',
    });
    expect(await readFile(path.join(folder, '.gitignore'), 'utf8')).toContain('\n.yarn/\n');
    expect(await readdir(folder)).not.toContain('yarn.lock');
  });

  test('from version 2 on has a lock file of its own below another project', async () => {
    const { folder } = await initIn({ 'package.json': '{}' }, [], berry);
    expect(await readFile(path.join(folder, 'yarn.lock'), 'utf8')).toBe('');
  });

  test('needs nothing of that in version 1, nor in a workspace', async () => {
    const classic = await initIn({}, [], {
      npm_config_user_agent: 'yarn/1.22.22 npm/? node/v20.19.0 linux x64',
    });
    expect(await readdir(classic.folder)).not.toContain('.yarnrc.yml');
    const member = await initIn({ 'package.json': MEMBERS, 'yarn.lock': '' }, [], berry);
    expect(await readdir(member.folder)).not.toContain('.yarnrc.yml');
  });
});

/** The environment of a person who uses git, with these settings besides. */
async function createHome(settings = '[user]\n\tname = Jo\n\temail = jo@example.com\n') {
  const HOME = await createTempDir();
  await writeFiles(HOME, { '.gitconfig': settings });
  return { PATH, HOME, GIT_CONFIG_NOSYSTEM: '1' };
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { cwd: folder })).stdout;
}

describe('git', () => {
  test('gets a new project as its first commit, on main', async () => {
    const { folder, result } = await initIn({}, [], await createHome());
    expect(result.git).toBe('committed');
    expect(await git(folder, 'branch', '--show-current')).toBe('main');
    expect(await git(folder, 'log', '--format=%an %s')).toBe('Jo Create the add-on with connect-kit init');
    expect(await git(folder, 'status', '--porcelain')).toBe('');
    expect(await git(folder, 'config', '--local', '--list')).not.toContain('hookspath');
  });

  test('gets no commit of nobody', async () => {
    const { folder, result } = await initIn({}, [], await createHome(''));
    expect(result.git).toBe('initialized');
    expect(await git(folder, 'branch', '--show-current')).toBe('main');
    await expect(git(folder, 'rev-parse', 'HEAD')).rejects.toThrow();
  });

  test('is left alone with --no-git, in a repository, in a dry run, and where there is none', async () => {
    const env = await createHome();
    expect((await initIn({}, ['--no-git'], env)).result.git).toBe('skipped');
    expect((await initIn({ '.git/HEAD': '' }, [], env)).result.git).toBe('skipped');
    expect((await initIn({ '.git': 'gitdir: ../x' }, [], env)).result.git).toBe('skipped');
    const dry = await initIn({}, ['--dry-run'], env);
    expect([dry.result.git, await readdir(dry.cwd)]).toEqual(['skipped', []]);
    const without = await initIn({}, [], { ...env, PATH: await createTempDir() });
    expect([without.result.git, without.exitCode, without.stderr]).toEqual(['skipped', 0, '']);
  });

  test('is left alone in a folder that has other things in it, which nobody wants to commit', async () => {
    const { result } = await initIn({ 'packages/x/secret.txt': 'x' }, ['--force'], await createHome());
    expect(result.git).toBe('skipped');
  });

  test('neither runs hooks of the person nor signs', async () => {
    const env = await createHome();
    const evil = `#!/bin/sh\ntouch "${env.HOME}/ran"\nexit 1\n`;
    await writeFiles(env.HOME, {
      'hooks/pre-commit': evil,
      'hooks/commit-msg': evil,
      'template/hooks/pre-commit': evil,
      '.gitconfig': `[user]\n\tname = Jo\n\temail = jo@example.com\n[core]\n\thooksPath = ${env.HOME}/hooks\n[init]\n\ttemplateDir = ${env.HOME}/template\n[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = ${env.HOME}/hooks/pre-commit\n`,
    });
    await execa('chmod', ['-R', '+x', env.HOME]);
    const { result } = await initIn({}, [], env);
    expect(result.git).toBe('committed');
    expect(await readdir(env.HOME)).not.toContain('ran');
  });

  test('of the repository that runs init is not taken for that of the project', async () => {
    const other = await createTempDir();
    await writeFiles(other, { a: 'a' });
    await commitAll(other);
    const env = { ...(await createHome()), GIT_DIR: path.join(other, '.git'), GIT_WORK_TREE: other };
    const { result, folder } = await initIn({}, [], env);
    expect(result.git).toBe('committed');
    expect(await readdir(folder)).toContain('.git');
    expect(await git(other, 'log', '--format=%s')).toBe('x');
  });
});
