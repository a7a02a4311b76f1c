import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { moduleTypesOf } from '../../src/catalog/modules.ts';
import type { Prompts } from '../../src/core/prompts.ts';
import { lintDescriptor } from '../../src/lint/lint-descriptor.ts';
import { readModuleIndex } from '../../src/scaffold/modules/module-index.ts';
import { loadBundledTemplate, templateNames } from '../../src/scaffold/templates.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const INDEX = 'src/modules/index.ts';

/** A project as `init` makes it, with no module but those that are named. */
async function createProject(
  template = 'express',
  product = 'jira',
  modules = ['generalPages'],
): Promise<string> {
  const cwd = await createTempDir();
  const flags = ['--template', template, '--product', product, '--yes', '--no-install', '--no-git'];
  const chosen = modules.flatMap((module) => ['--module', module]);
  const run = await runCli(['init', 'notes', ...flags, ...chosen], { cwd });
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  return path.join(cwd, 'notes');
}

function add(folder: string, args: readonly string[], options: CliRunOptions = {}) {
  return runCli(['add', 'module', ...args], { cwd: folder, ...options });
}

async function addJson(folder: string, ...args: readonly string[]) {
  const run = await add(folder, [...args, '--json']);
  return { ...run, json: JSON.parse(run.stdout) };
}

/** Every file of a folder with its content, and where links lead. */
async function treeOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const pairs = files.map(async ({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    const isLink = (await lstat(file)).isSymbolicLink();
    return [path.relative(folder, file), isLink ? '(link)' : await readFile(file, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

async function expectUnchanged(folder: string, args: readonly string[], expected: object): Promise<void> {
  const before = await treeOf(folder);
  const run = await addJson(folder, ...args);
  expect(run).toMatchObject({ exitCode: 2, json: { error: expected } });
  expect(await treeOf(folder)).toEqual(before);
}

describe('connect-kit add module', () => {
  test.each(templateNames())(
    'adds what the template %s has routes for, and the linter is content',
    async (template) => {
      const folder = await createProject(template);
      const { manifest, readRecipes } = await loadBundledTemplate(template);
      const hasServer = (await readRecipes()).find(['webhook', 'webhook-jira']) !== undefined;
      const types = ['generalPages', 'jiraIssueContexts', 'jiraReports', 'jiraIssueFields'];
      const more = hasServer ? ['webhooks=comment_created', 'jiraWorkflowPostFunctions'] : [];
      for (const type of [...types, ...more]) {
        const run = await add(folder, [type]);
        expect(run, run.stderr).toMatchObject({ exitCode: 0, stderr: '' });
        expect(run.stdout).toContain('Next:\n');
      }
      if (!hasServer) expect(await add(folder, ['webhooks'])).toMatchObject({ exitCode: 2 });
      const files = await treeOf(folder);
      const { diagnostics } = await lintDescriptor(files['atlassian-connect.json'] ?? '', {
        product: 'jira',
      });
      expect(
        diagnostics.filter(({ severity, ruleId }) => severity !== 'info' && !ruleId.startsWith('vendor/')),
      ).toEqual([]);
      if (manifest?.moduleIndex !== undefined) {
        const names = [
          'generalPage',
          'generalPage2',
          'issueContext',
          'report',
          'onComment',
          'postFunctionTriggered',
        ];
        const index = readModuleIndex(files[manifest.moduleIndex] ?? '');
        expect(index.names).toEqual([...names, 'postFunctionEdit', 'postFunctionView']);
        for (const source of index.sources.filter((one) => one.startsWith('./'))) {
          expect(Object.keys(files)).toContain(
            path.posix.join(path.posix.dirname(manifest.moduleIndex), source),
          );
        }
      }
      expect(Object.values(files).filter((text) => /__[A-Z]+(?:_[A-Z]+)*__/.test(text))).toEqual([]);
    },
  );

  test('adds to the descriptor of the product, where there are two', async () => {
    const folder = await createProject('express', 'both', ['jira:generalPages']);
    expect((await addJson(folder, 'jiraIssueContents')).json).toMatchObject({
      descriptor: 'atlassian-connect.json',
    });
    expect((await addJson(folder, 'contentBylineItems')).json).toMatchObject({
      descriptor: 'atlassian-connect-confluence.json',
      product: 'confluence',
    });
    expect((await addJson(folder, 'confluence:generalPages')).json).toMatchObject({
      descriptor: 'atlassian-connect-confluence.json',
      key: 'confluence-general-page',
    });
    await expectUnchanged(folder, ['adminPages'], {
      code: 'missing-product',
      nextSteps: ['Say it: --product jira or --product confluence'],
    });
    expect((await addJson(folder, 'adminPages', '--product', 'confluence')).json).toMatchObject({
      descriptor: 'atlassian-connect-confluence.json',
    });
    expect(
      (await addJson(folder, 'dialogs', '--descriptor', 'atlassian-connect-confluence.json')).json,
    ).toMatchObject({
      product: 'confluence',
    });
  });

  test('knows by its event for which of two products a webhook is', async () => {
    const folder = await createProject('express', 'both');
    const { exitCode, json } = await addJson(folder, 'webhooks', '--event', 'page_removed');
    expect([exitCode, json.descriptor]).toEqual([0, 'atlassian-connect-confluence.json']);
  });

  test('works in a folder of the project', async () => {
    const folder = await createProject();
    const run = await add(path.join(folder, 'src', 'modules'), ['jiraIssueContents']);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(Object.keys(await treeOf(folder))).toContain(path.join('src', 'modules', 'issue-panel.ts'));
  });

  test('shows a patch with --dry-run, which changes the same', async () => {
    const folder = await createProject();
    const before = await treeOf(folder);
    const args = ['jiraWorkflowPostFunctions', '--key', 'tell-us', '--name', 'Tell "us"'];
    const dry = await add(folder, [...args, '--dry-run']);
    expect(dry.stderr).toMatch(/^Nothing was written: \d+ files would change in /);
    expect(await treeOf(folder)).toEqual(before);
    await execa('git', ['init', '--quiet'], { cwd: folder });
    await execa('git', ['apply', '-'], { cwd: folder, input: dry.stdout });
    await rm(path.join(folder, '.git'), { recursive: true });
    const patched = await treeOf(folder);
    await rm(folder, { recursive: true });
    await mkdir(folder);
    for (const [file, text] of Object.entries(before)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    expect(await add(folder, args)).toMatchObject({ exitCode: 0 });
    expect(await treeOf(folder)).toEqual(patched);
  });

  test('shows the patch in colour to a person', async () => {
    const folder = await createProject();
    const { stdout } = await add(folder, ['dialogs', '--dry-run'], {
      isTTY: true,
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).toContain('\u001b[');
    expect((await add(folder, ['dialogs', '--dry-run'], { env: { FORCE_COLOR: '1' } })).stdout).not.toContain(
      '\u001b[',
    );
  });

  test('says as JSON what it did', async () => {
    const folder = await createProject();
    const { json } = await addJson(folder, 'keyboardShortcuts', '--key', 'keys', '--name', 'Keys');
    expect(json).toMatchObject({
      version: 1,
      dryRun: false,
      folder,
      descriptor: 'atlassian-connect.json',
      type: 'keyboardShortcuts',
      product: 'jira',
      key: 'keys',
      entry: { key: 'keys', target: { key: 'general-page' } },
      routes: [],
      companions: [],
      files: [{ path: 'atlassian-connect.json', status: 'changed' }],
      diff: expect.stringContaining('+++ b/atlassian-connect.json'),
      warnings: [],
      findings: [],
    });
  });

  test('asks a person for the type', async () => {
    const folder = await createProject();
    const asked: string[] = [];
    const refuse = async () => {
      throw new Error('unexpected question');
    };
    const prompts: Prompts = {
      text: refuse,
      confirm: refuse,
      secret: refuse,
      select: async ({ message, choices }) => {
        asked.push(message);
        const [choice] = choices.filter(({ value }) => value === 'jiraProjectPages');
        if (choice === undefined) throw new Error('not offered');
        expect(choice.label).toBe('jiraProjectPages  Project page');
        return choice.value;
      },
    };
    const run = await add(folder, [], { isTTY: true, prompts });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(asked).toEqual(['Type of the module']);
    await expectUnchanged(folder, [], { code: 'missing-module-type' });
  });

  test('lists the types', async () => {
    const { json } = await addJson('/', '--list');
    const types = json.modules.map(({ type }: { type: string }) => type);
    expect(new Set(types)).toEqual(new Set([...moduleTypesOf('jira'), ...moduleTypesOf('confluence')]));
    const { stdout } = await add('/', ['--list', '--product', 'confluence']);
    expect(stdout).toMatch(/^blueprints\s+Confluence\s+Blueprint: A template for new pages\.$/m);
    expect(stdout).not.toContain('jiraReports');
    expect((await add('/', ['--list'])).stdout).toMatch(
      /jiraIssueGlances\s.*deprecated, use jiraIssueContexts/,
    );
  });

  test('warns of what is deprecated, once', async () => {
    const { stderr, exitCode } = await add(await createProject(), ['jiraIssueGlances']);
    expect(exitCode).toBe(0);
    expect(stderr.match(/deprecated/g)).toHaveLength(1);
    expect(stderr).toContain('Their successor is jiraIssueContexts.');
  });
});

describe('the entry alone', () => {
  const DESCRIPTOR =
    '{\n  "key": "a",\n  "baseUrl": "https://a.test",\n  "scopes": ["READ"],\n  "modules": {}\n}\n';

  test('goes into the descriptor of any project', async () => {
    const folder = await createTempDir();
    await writeFile(path.join(folder, 'atlassian-connect.json'), DESCRIPTOR);
    await mkdir(path.join(folder, 'app'));
    await expectUnchanged(folder, ['jiraReports'], {
      code: 'unknown-template',
      nextSteps: expect.arrayContaining([expect.stringContaining('--descriptor-only')]),
    });
    const { json } = await addJson(path.join(folder, 'app'), 'jiraReports', '--descriptor-only');
    expect(json).toMatchObject({ folder, files: [{ path: 'atlassian-connect.json' }] });
  });

  test('goes into a descriptor elsewhere', async () => {
    const folder = await createTempDir();
    const other = await createTempDir();
    await writeFile(path.join(other, 'x.json'), DESCRIPTOR);
    const file = path.join(other, 'x.json');
    const { json } = await addJson(folder, 'jiraReports', '--descriptor-only', '--descriptor', file);
    expect(json).toMatchObject({ folder: other, descriptor: 'x.json', product: 'jira' });
    const project = await createProject();
    await expectUnchanged(project, ['jiraReports', '--descriptor', file], { code: 'descriptor-outside' });
  });

  test.each([
    ['a.yaml', 'key: a\nmodules: {}\n'],
    ['a.json', '{ "modules": {{modules}} }'],
    ['a.json', '{ "modules": {}, "modules": {} }'],
    ['a.json', Buffer.from([0xff, 0xfe, 0x7b, 0x00])],
  ])('is shown where %s cannot be edited', async (name, content) => {
    const folder = await createTempDir();
    await writeFile(path.join(folder, name), content);
    const run = await add(folder, [
      'dialogs',
      '--descriptor-only',
      '--descriptor',
      name,
      '--product',
      'jira',
    ]);
    expect(run.exitCode).toBe(2);
    if (typeof content === 'string') expect(run.stderr).toContain('"dialogs": [');
    expect(await readFile(path.join(folder, name))).toEqual(Buffer.from(content));
  });

  test('goes into no descriptor for Bitbucket', async () => {
    const folder = await createTempDir();
    await writeFile(
      path.join(folder, 'atlassian-connect.json'),
      '{"modules":{"repoPages":[]},"contexts":["account"]}',
    );
    await expectUnchanged(folder, ['webPanels', '--descriptor-only'], { code: 'descriptor-for-bitbucket' });
  });
});

describe('what is left alone', () => {
  test('a folder without a project', async () => {
    const folder = await createTempDir();
    await mkdir(path.join(folder, '.git'));
    await expectUnchanged(folder, ['dialogs'], { code: 'no-project' });
  });

  test.each([
    ['../../evil', 'invalid-module-key'],
    ['a/b', 'invalid-module-key'],
    ['..', 'invalid-module-key'],
    ['index', 'key-taken'],
    ['module', 'key-taken'],
    ['general-page', 'key-taken'],
  ])('a project, for the key %s', async (key, code) => {
    await expectUnchanged(await createProject(), ['adminPages', '--key', key], { code });
  });

  test('a file that has the name of a new route', async () => {
    const folder = await createProject();
    await writeFile(path.join(folder, 'src/modules/dialog.ts'), '// mine\n');
    await expectUnchanged(folder, ['dialogs', '--key', 'dialog'], { code: 'key-taken' });
    expect((await addJson(folder, 'dialogs')).json).toMatchObject({ key: 'dialog-2' });
    expect(await readFile(path.join(folder, 'src/modules/dialog.ts'), 'utf8')).toBe('// mine\n');
  });

  test('a project about which two things are said at once', async () => {
    const folder = await createProject();
    for (const [word, ...flags] of [
      ['generalPages=one', '--key', 'two'],
      ['jira:generalPages', '--product', 'confluence'],
      ['webhooks=comment_created', '--event', 'comment_updated'],
    ]) {
      await expectUnchanged(folder, [word ?? '', ...flags], { code: 'contradiction', where: flags[0] });
    }
  });

  test('a descriptor with a mistake, of which no placeholder of a text is blamed', async () => {
    const folder = await createProject();
    const file = path.join(folder, 'atlassian-connect.json');
    await writeFile(file, `${await readFile(file, 'utf8')}}\n`);
    await expectUnchanged(folder, ['webPanels'], {
      code: 'descriptor-not-editable',
      message: expect.stringContaining('no JSON that can be edited safely'),
    });
  });

  test('what a link leads to', async () => {
    const folder = await createProject();
    await rename(path.join(folder, 'src/modules'), path.join(folder, 'elsewhere'));
    await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'src/modules'));
    await expectUnchanged(folder, ['dialogs'], { code: 'in-the-way' });

    const other = await createProject();
    await rename(path.join(other, 'atlassian-connect.json'), path.join(other, 'real.json'));
    await symlink(path.join(other, 'real.json'), path.join(other, 'atlassian-connect.json'));
    await expectUnchanged(other, ['dialogs'], { code: 'not-a-file' });

    const third = await createProject();
    await rm(path.join(third, 'test/modules'), { recursive: true });
    await symlink(path.join(third, 'src'), path.join(third, 'test/modules'));
    await expectUnchanged(third, ['dialogs'], { code: 'in-the-way' });
  });

  test('a project in which a file stands where a folder belongs', async () => {
    const folder = await createProject();
    await rm(path.join(folder, 'test/modules'), { recursive: true });
    await writeFile(path.join(folder, 'test/modules'), '');
    await expectUnchanged(folder, ['dialogs'], { code: 'in-the-way' });
  });

  test.each([
    ['strange code', 'export const modules = [...load()];\n'],
    ['no code', '\0\0\0'],
    ['no list', 'export const routes = [];\n'],
  ])('a list of routes with %s', async (_, text) => {
    const folder = await createProject();
    await writeFile(path.join(folder, INDEX), text);
    await expectUnchanged(folder, ['dialogs'], {
      code: 'module-index-not-editable',
      nextSteps: expect.arrayContaining(["import { dialog } from './dialog.ts';"]),
    });
  });

  test('a project without its list of routes, or with a configuration that is none', async () => {
    const folder = await createProject();
    await rm(path.join(folder, INDEX));
    await expectUnchanged(folder, ['dialogs'], { code: 'missing-file' });
    await writeFile(path.join(folder, 'connect-kit.config.json'), '{ "scaffold": ');
    await expectUnchanged(folder, ['dialogs'], { code: 'config-invalid' });
    await writeFile(
      path.join(folder, 'connect-kit.config.json'),
      '{ "scaffold": { "template": "../../etc" } }',
    );
    await expectUnchanged(folder, ['dialogs'], { code: 'unknown-template' });
  });
});
