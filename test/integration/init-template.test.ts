import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import languageService from 'vscode-json-languageservice';
import { packageFile } from '../../src/core/package-root.ts';
import { runCli } from '../support/run-cli.ts';
import { SAMPLE_TEMPLATE, writeFiles } from '../support/sample-template.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** Runs `init` on the sample template, which stands beside the project. */
async function init(...flags: readonly string[]) {
  const cwd = await createTempDir();
  await writeFiles(path.join(cwd, 'template'), SAMPLE_TEMPLATE);
  const run = await runCli(['init', 'x', '--template', './template', ...flags], { cwd });
  const read = (file: string) => readFile(path.join(cwd, 'x', file), 'utf8');
  return { ...run, cwd, read, json: async (file: string) => JSON.parse(await read(file)) };
}

describe('layers', () => {
  test.each([
    ['jira', 'jira', false],
    ['confluence', 'confluence', false],
    ['jsm', 'jira', true],
    ['both', 'confluence', false],
  ])('of %s', async (product, text, isServiceManagement) => {
    const { cwd, read, stderr, exitCode } = await init('--product', product);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await read('product.txt')).toBe(`${text}\n`);
    expect((await readdir(path.join(cwd, 'x'))).includes('jsm.txt')).toBe(isServiceManagement);
    expect(await read('src/base.ts')).toBe('base\n');
    expect(await read('src/replaced.ts')).toBe('of the template\n');
  });

  test('of features, which also change the descriptor', async () => {
    const { read, json } = await init('--licensing', '--act-as-user');
    expect(await read('src/licence.ts')).toBe('licence\n');
    expect(await json('atlassian-connect.json')).toMatchObject({
      scopes: ['READ', 'ACT_AS_USER'],
      enableLicensing: true,
    });
    const without = await init();
    expect(await without.json('atlassian-connect.json')).not.toHaveProperty('enableLicensing');
    await expect(without.read('src/licence.ts')).rejects.toThrow('ENOENT');
  });
});

describe('modules', () => {
  test('are those of the product unless others are asked for', async () => {
    const byDefault = await init('--product', 'confluence');
    expect(Object.keys((await byDefault.json('atlassian-connect.json')).modules)).toEqual(['generalPages']);
    const asked = await init('--module', 'jiraIssueContents', '--module', 'adminPages=settings');
    expect(asked.stderr).toBe('');
    const { modules } = await asked.json('atlassian-connect.json');
    expect(Object.keys(modules)).toEqual(['jiraIssueContents', 'adminPages']);
    expect(modules.adminPages).toMatchObject([{ key: 'settings' }]);
    expect(await asked.read('src/modules/index.ts')).toContain('export const modules: readonly Module[] = [');
    expect(await asked.read('src/modules/settings.ts')).toMatch(/^export const settings = '\/settings';$/m);
  });

  test('of two products stand in two descriptors', async () => {
    const { json } = await init('--product', 'both');
    expect((await json('atlassian-connect.json')).modules.generalPages).toMatchObject([{ key: 'jira-page' }]);
    const confluence = await json('atlassian-connect-confluence.json');
    expect(confluence.modules.generalPages).toMatchObject([{ key: 'confluence-page' }]);
  });

  test.each([
    [['--module', 'jiraIssueContent'], 'Did you mean jiraIssueContents?'],
    [['--product', 'jira', '--module', 'confluence:generalPages'], 'not for'],
    [['--product', 'confluence', '--module', 'jiraIssueContents'], 'jiraIssueContents'],
    // There is no recipe for webhooks.
    [['--module', 'webhooks'], 'webhook'],
  ])('%j are refused, and nothing is written', async (flags, what) => {
    const { exitCode, stderr, cwd } = await init(...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(what);
    expect(await readdir(cwd)).toEqual(['template']);
  });
});

test('a project says how it was made, and editors know its descriptor', async () => {
  const { json } = await init('--product', 'both');
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(await json('connect-kit.config.json')).toEqual({
    $schema: './node_modules/connect-kit/schemas/config.json',
    scaffold: { template: './template', product: 'both', connectKit: version },
  });
  expect(await json('.vscode/settings.json')).toEqual({
    'json.schemas': [
      {
        fileMatch: ['/atlassian-connect.json'],
        url: './node_modules/connect-kit/schemas/jira-descriptor.json',
      },
      {
        fileMatch: ['/atlassian-connect-confluence.json'],
        url: './node_modules/connect-kit/schemas/confluence-descriptor.json',
      },
    ],
  });
});

test('what editors are told leads to the schema of the descriptor', async () => {
  const { json } = await init('--product', 'confluence');
  const [settings] = (await json('.vscode/settings.json'))['json.schemas'];
  const service = languageService.getLanguageService({
    workspaceContext: { resolveRelativePath: (relative, from) => new URL(relative, from).href },
    schemaRequestService: (uri) => {
      const name = uri.replace('file:///project/node_modules/connect-kit/', '');
      return readFile(packageFile(...name.split('/')), 'utf8');
    },
  });
  // As VS Code does: patterns count from the folder that is open, and so do addresses.
  const schemas = [{ fileMatch: settings.fileMatch, uri: new URL(settings.url, 'file:///project/').href }];
  service.configure({ validate: true, schemas });
  const { TextDocument } = languageService;
  const document = TextDocument.create(
    'file:///atlassian-connect.json',
    'json',
    1,
    '{ "modules": { "spacePage": [] } }',
  );
  const problems = await service.doValidation(document, service.parseJSONDocument(document));
  expect(JSON.stringify(problems)).toMatch(/key|baseUrl|spacePage/);
});

test('a project does not have the name of one of its dependencies', async () => {
  const cwd = await createTempDir();
  await writeFiles(path.join(cwd, 'template'), SAMPLE_TEMPLATE);
  await runCli(['init', 'Express', '--template', './template'], { cwd });
  const { name } = JSON.parse(await readFile(path.join(cwd, 'Express', 'package.json'), 'utf8'));
  expect(name).toBe('express-addon');
});

describe('names with everything in them', () => {
  test.each([`Quo"te's`, 'Ünïcödé 漢字', '`$(id)` $HOME', '__ADDON_KEY__', '<b>&amp;</b> #1', '$& $1 \\'])(
    '%s',
    async (name) => {
      const { json, read, exitCode } = await init('--name', name);
      expect(exitCode).toBe(0);
      expect((await json('atlassian-connect.json')).name).toBe(name);
      const [title = ''] = (await read('README.md')).split('\n');
      expect(title.replace(/\\(.)/g, '$1')).toBe(`# ${name} for Jira`);
    },
  );

  test('of folders too', async () => {
    const cwd = await createTempDir();
    await writeFiles(path.join(cwd, 'template'), SAMPLE_TEMPLATE);
    const folder = "Über's $HOME add-on";
    const run = await runCli(['init', folder, '--template', './template', '--json'], { cwd });
    const { project, nextSteps } = JSON.parse(run.stdout);
    expect(project).toMatchObject({
      packageName: 'uber-s-home-add-on',
      key: 'com.example.uber-s-home-add-on',
    });
    if (path.sep === '/') expect(nextSteps[0]).toBe(String.raw`cd "Über's \$HOME add-on"`);
  });
});

describe('a plain project', () => {
  const PLAIN = {
    'pom.xml': '<name>__ADDON_NAME__</name>',
    'README.md': '# __ADDON_NAME__ and __INIT__ and __SOMETHING_ELSE__\n',
    'data/seed.json': '{"key":"__ADDON_KEY__"}',
    'latin1.md': Uint8Array.of(0xe9),
  };

  async function initPlain(...flags: readonly string[]) {
    const cwd = await createTempDir();
    await writeFiles(path.join(cwd, 'plain'), PLAIN);
    const run = await runCli(['init', 'x', '--template', './plain', '--json', ...flags], { cwd });
    return { ...run, result: JSON.parse(run.stdout), folder: path.join(cwd, 'x') };
  }

  test('is copied as a whole, with its placeholders filled and what looks like others left alone', async () => {
    const { result, folder } = await initPlain('--name', 'N');
    expect(result.files).toEqual(['README.md', 'data/seed.json', 'latin1.md', 'pom.xml']);
    expect(result.nextSteps).toEqual(['cd x']);
    expect(result.project).not.toHaveProperty('product');
    expect(await readFile(path.join(folder, 'README.md'), 'utf8')).toBe(
      '# N and __INIT__ and __SOMETHING_ELSE__\n',
    );
    expect(await readFile(path.join(folder, 'pom.xml'), 'utf8')).toContain('__ADDON_NAME__');
  });

  test.each([['--product', 'jira'], ['--module', 'generalPages'], ['--licensing']])(
    'has no %s',
    async (...flags) => {
      const { exitCode, result } = await initPlain(...flags);
      expect([exitCode, result.error.code]).toEqual([2, 'unsupported-choice']);
    },
  );
});
