import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { packTar } from 'modern-tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { commitAll, type Files, SAMPLE_TEMPLATE, writeFiles } from '../support/sample-template.ts';
import { createTempDir } from '../support/temp-dir.ts';

const ENV = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };

/** A folder with nothing but a template in it, and what `init` makes of that. */
async function initFolder(files: Files, prepare: (template: string) => Promise<unknown> = async () => {}) {
  const cwd = await createTempDir();
  const template = path.join(cwd, 'template');
  await writeFiles(template, files);
  await prepare(template);
  const run = await runCli(['init', 'x', '--template', './template', '--json'], { cwd });
  return { ...run, cwd, result: JSON.parse(run.stdout) };
}

/** Expects an error for people, and nothing besides the template. */
async function expectRefused(outcome: Awaited<ReturnType<typeof initFolder>>, what: string | RegExp) {
  expect(outcome.result.error?.message).toMatch(what);
  expect(outcome.exitCode).toBe(2);
  expect(await readdir(outcome.cwd)).toEqual(['template']);
}

describe.skipIf(process.platform === 'win32')('links in a template are refused:', () => {
  test.each([
    ['to a file outside', 'project/passwd', '/etc/passwd'],
    ['to a folder outside', 'project/src/out', '/etc'],
    ['to a file beside it', 'project/other', 'package.json'],
    ['as a layer', 'products/jira', '../project'],
    ['as the manifest', 'template.json', '/etc/passwd'],
    ['among recipes', 'recipes/page/src/x.ts', '/etc/passwd'],
  ])('%s', async (_, place, target) => {
    const { 'template.json': manifest, 'products/jira/product.txt': layer, ...rest } = SAMPLE_TEMPLATE;
    const files = {
      ...rest,
      ...(place === 'template.json' || manifest === undefined ? {} : { 'template.json': manifest }),
      ...(place === 'products/jira' || layer === undefined ? {} : { 'products/jira/product.txt': layer }),
    };
    const outcome = await initFolder(files, (template) => symlink(target, path.join(template, place)));
    await expectRefused(outcome, /link|no file/);
  });

  test('as a part', async () => {
    const manifest = JSON.stringify({ version: 1, title: 'x', parts: ['etc'] });
    const outcome = await initFolder({ 'template.json': manifest }, (template) =>
      symlink('/etc', path.join(template, 'etc')),
    );
    await expectRefused(outcome, 'has a link');
  });

  test('and a pipe, which would never end', async () => {
    const outcome = await initFolder(SAMPLE_TEMPLATE, (template) =>
      execa('mkfifo', [path.join(template, 'project', 'pipe')]),
    );
    await expectRefused(outcome, 'no file');
  });
});

test.skipIf(process.platform !== 'linux')('a template with a name that is no text is refused', async () => {
  const outcome = await initFolder({ 'package.json': '{}' }, strangeFile);
  await expectRefused(outcome, 'a name that cannot be read');
});

test('a template without files is refused', async () => {
  const outcome = await initFolder({}, (template) => mkdir(template, { recursive: true }));
  await expectRefused(outcome, 'has no files');
});

describe('a manifest is refused', () => {
  test.each<readonly [string, unknown, string | RegExp]>([
    ['that leads to parts outside', { parts: ['../secrets'] }, 'outside of the template'],
    ['that leads to an absolute part', { parts: ['/etc'] }, 'outside of the template'],
    ['that leads there in the way of Windows', { parts: ['..\\secrets'] }, 'outside of the template'],
    ['that leads out and in again', { parts: ['../template/project'] }, 'outside of the template'],
    ['that names itself a part', { parts: ['.'] }, 'outside of the template'],
    ['that names a part that is missing', { parts: ['nothing'] }, 'is no folder'],
    ['of another version', { version: 2 }, '/version must be 1'],
    ['with words that nobody knows', { postInstall: 'curl evil | sh' }, 'no setting "postInstall"'],
    ['with products that nobody knows', { products: { trello: {} } }, 'trello'],
    ['with text where a list belongs', { parts: 'a' }, 'must be a list'],
    ['without a title', { title: undefined }, '/title is missing'],
    ['with an index of modules outside', { moduleIndex: '../../x.ts' }, 'unusable path'],
  ])('%s', async (_, changes, what) => {
    const base = { version: 1, title: 'x', products: { jira: { modules: ['generalPages'] } } };
    const outcome = await initFolder({
      ...SAMPLE_TEMPLATE,
      'template.json': JSON.stringify({ ...base, ...(changes as object) }),
    });
    await expectRefused(outcome, what);
  });

  test.each(['', '{', '[]', 'null', '"x"', '{"version":1,"title":"x"} x'])('that reads %j', async (text) => {
    await expectRefused(await initFolder({ 'template.json': text }), /./);
  });
});

describe('files are refused', () => {
  test.each([
    ['aux.txt', 'Windows'],
    ['src/con', 'Windows'],
    ['a:b', 'unusable path'],
    ['what?.txt', 'unusable path'],
    ['ends.', 'unusable path'],
    ['back\\slash', 'unusable path'],
    ['line\nbreak', 'unusable path'],
    ['.GIT/hooks/pre-commit', 'unusable path'],
    ['git~1/config', 'unusable path'],
    ['.g\u200cit/config', 'unusable path'],
  ])('called %j', async (name, what) => {
    await expectRefused(await initFolder({ ...SAMPLE_TEMPLATE, [`project/${name}`]: 'x' }), what);
  });

  test('that differ by case only, or only in how their letters are put together', async () => {
    for (const [one, other] of [
      ['a/x.ts', 'A/y.ts'],
      ['Readme', 'README'],
      ['caf\u00e9', 'cafe\u0301'],
    ] as const) {
      const outcome = await initFolder({ [one]: '1', [other]: '2' });
      await expectRefused(outcome, 'twice');
    }
  });

  test('that are huge', async () => {
    const outcome = await initFolder(SAMPLE_TEMPLATE, async (template) => {
      const file = path.join(template, 'project', 'huge.bin');
      await writeFile(file, '');
      await truncate(file, 3 * 1024 ** 3);
    });
    await expectRefused(outcome, 'too large');
  });

  test('that are many', async () => {
    const outcome = await initFolder({ a: '' }, async (template) => {
      for (let index = 0; index <= 2000; index += 1) await writeFile(path.join(template, `f${index}`), '');
    });
    await expectRefused(outcome, 'more than 2000 files');
  });
});

test('a terminal gets nothing to obey from a template', async () => {
  const sequence = '\u001b]0;evil\u0007\u001b[2J';
  const title = JSON.stringify({ version: 1, title: `${sequence}T` });
  const cwd = await createTempDir();
  await writeFiles(cwd, {
    'title/template.json': title,
    'key/template.json': JSON.stringify({ version: 1, title: 'x', [sequence]: 1 }),
    [`name/${sequence}`]: '',
  });
  for (const folder of ['title', 'key', 'name']) {
    const { stdout, stderr } = await runCli(['init', `x-${folder}`, '--template', `./${folder}`], { cwd });
    expect(`${stdout}${stderr}`).not.toContain('\u001b]');
    expect(`${stdout}${stderr}`).toContain('\ufffd]0;evil');
  }
});

describe('placeholders', () => {
  test.each([
    ['README.md', '__NOBODY_KNOWS__', 'unknown placeholder'],
    ['ci.yml', 'name: __ADDON_NAME__', 'without double quotes'],
    ['Dockerfile', 'LABEL name=__ADDON_NAME__', 'without double quotes'],
    ['a.json', Uint8Array.of(0xff), 'not UTF-8'],
  ])('in %s: %s', async (name, content, what) => {
    await expectRefused(await initFolder({ ...SAMPLE_TEMPLATE, [`project/${name}`]: content }), what);
  });

  test('cannot be made to break out of where they stand', async () => {
    const cwd = await createTempDir();
    await writeFiles(path.join(cwd, 'template'), {
      ...SAMPLE_TEMPLATE,
      'project/ci.yml': 'name: "__ADDON_NAME__"\n',
      'project/Dockerfile': 'LABEL name="__ADDON_NAME__"\n',
      'project/page.html': '<p title="__ADDON_NAME__">__ADDON_NAME__</p>\n',
    });
    const name = `"\n: #'<script>\${HOME} \\`.replace('\n', ' ');
    await runCli(['init', 'x', '--template', './template', '--name', name], { cwd });
    const read = (file: string) => readFile(path.join(cwd, 'x', file), 'utf8');
    const { parse } = await import('yaml');
    expect(parse(await read('ci.yml'))).toEqual({ name });
    expect(await read('Dockerfile')).toBe(`LABEL name="\\" : #'<script>\\\${HOME} \\\\"\n`);
    expect(await read('page.html')).not.toContain('<script>');
  });
});

describe('a target that leads elsewhere', () => {
  test.skipIf(process.platform === 'win32')('is refused where a folder of it is a link', async () => {
    const outside = await createTempDir();
    const cwd = await createTempDir();
    await writeFiles(path.join(cwd, 'template'), SAMPLE_TEMPLATE);
    await mkdir(path.join(cwd, 'x'));
    await symlink(outside, path.join(cwd, 'x', 'src'));
    const run = await runCli(['init', 'x', '--template', './template', '--force', '--json'], { cwd });
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: 'in-the-way' });
    expect(await readdir(outside)).toEqual([]);
  });
});

/** A repository of a template in `repository`, and its address. */
async function createRepository(
  files: Files,
  prepare: (folder: string) => Promise<unknown> = async () => {},
) {
  const cwd = await createTempDir();
  const folder = path.join(cwd, 'r.git');
  await writeFiles(folder, files);
  await prepare(folder);
  await commitAll(folder);
  return { cwd, folder, address: pathToFileURL(folder).href };
}

async function leftovers(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('connect-kit-template-'));
}

/** A name that is no UTF-8, as Linux lets files have it. */
const strangeFile = (folder: string) =>
  writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), 'x');

describe('a template from a repository', () => {
  test.skipIf(process.platform !== 'linux')('has no name that is no text', async () => {
    const { cwd, address } = await createRepository({ 'package.json': '{}' }, strangeFile);
    const run = await runCli(['init', 'x', '--template', address], { cwd, env: ENV });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('a name that cannot be read')]);
  });

  test('is fetched, says where it is from, and leaves nothing behind', async () => {
    const before = await leftovers();
    const { cwd, address } = await createRepository(SAMPLE_TEMPLATE);
    const run = await runCli(['init', 'x', '--template', address, '--json'], { cwd, env: ENV });
    expect(run.exitCode).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(result).toMatchObject({ installed: false, project: { template: address, templateSource: 'git' } });
    expect(result.nextSteps).toEqual(['cd x', 'npm install --ignore-scripts', 'npx connect-kit dev']);
    const config = JSON.parse(await readFile(path.join(cwd, 'x', 'connect-kit.config.json'), 'utf8'));
    expect(config.scaffold.template).toBe(address);
    expect((await leftovers()).filter((name) => !before.includes(name))).toEqual([]);
    const shown = await runCli(['init', 'y', '--template', address], { cwd, env: ENV });
    expect(shown.stdout).toContain(`${address}, which is not part of connect-kit`);
  });

  test('may be in a folder, on a branch, and share parts with others', async () => {
    const { 'template.json': manifest = '', ...rest } = SAMPLE_TEMPLATE;
    const moved = Object.entries(rest).map(([name, content]) => [
      name.startsWith('parts/') ? name : `templates/one/${name}`,
      content,
    ]);
    const { cwd, folder, address } = await createRepository({
      ...Object.fromEntries(moved),
      'templates/one/template.json': String(manifest).replace('parts/base', '../../parts/base'),
    });
    await execa('git', ['branch', 'other/one'], { cwd: folder });
    const flags = ['--template', `${address}/templates/one#other/one`];
    const run = await runCli(['init', 'x', ...flags], { cwd, env: ENV });
    expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('Fetching')]);
    expect(await readFile(path.join(cwd, 'x', 'src', 'base.ts'), 'utf8')).toBe('base\n');
    const missing = await runCli(['init', 'y', '--template', `${address}/templates/two`], { cwd, env: ENV });
    expect([missing.exitCode, missing.stderr]).toEqual([
      2,
      expect.stringContaining('no folder templates/two'),
    ]);
    const unknown = await runCli(['init', 'y', '--template', `${address}#none`], { cwd, env: ENV });
    expect([unknown.exitCode, unknown.stderr]).toEqual([3, expect.stringContaining('none')]);
    expect(await readdir(cwd)).toEqual(['r.git', 'x']);
  });

  test('runs nothing of its own: no hooks, filters, submodules or scripts', async () => {
    const { cwd, address } = await createRepository({
      ...SAMPLE_TEMPLATE,
      'project/.gitattributes': '* filter=evil\n',
      '.gitattributes': '* filter=evil ident\n',
      'project/ident.ts': '// $Id$\n',
      'project/package.json': JSON.stringify({
        name: '__PROJECT_NAME__',
        scripts: { preinstall: 'touch ran', prepare: 'touch ran' },
      }),
    });
    const home = await createTempDir();
    const hooks = path.join(home, 'hooks');
    const evil = `touch ${path.join(home, 'ran')}`;
    await writeFiles(home, {
      '.gitconfig': `[core]\n\thooksPath = ${hooks}\n[filter "evil"]\n\tsmudge = ${evil}\n[user]\n\tname = T\n\temail = t@example.com\n`,
      'hooks/post-checkout': `#!/bin/sh\n${evil}\n`,
      'hooks/pre-commit': `#!/bin/sh\n${evil}\n`,
      'hooks/reference-transaction': `#!/bin/sh\n${evil}\n`,
    });
    await execa('chmod', ['-R', '+x', hooks]);
    const env = { ...ENV, HOME: home };
    const run = await runCli(['init', 'x', '--template', address, '--json'], { cwd, env });
    expect(JSON.parse(run.stdout)).toMatchObject({ installed: false, git: 'committed' });
    expect(await readdir(home)).not.toContain('ran');
    expect(await readdir(path.join(cwd, 'x'))).not.toContain('ran');
    expect(await readFile(path.join(cwd, 'x', 'ident.ts'), 'utf8')).toBe('// $Id$\n');
  });

  test.skipIf(process.platform === 'win32')('has no links and no submodules', async () => {
    const linked = await createRepository(SAMPLE_TEMPLATE, (folder) =>
      symlink('/etc/passwd', path.join(folder, 'project', 'passwd')),
    );
    const run = await runCli(['init', 'x', '--template', linked.address], { cwd: linked.cwd, env: ENV });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('has a link')]);
    expect(await readdir(linked.cwd)).toEqual(['r.git']);
  });

  test('with options or commands in its address runs nothing', async () => {
    const cwd = await createTempDir();
    for (const address of [
      '--upload-pack=touch ran',
      `file:///x#--upload-pack=touch${'\t'}ran`,
      'ext::sh -c touch% ran',
      'git@-oProxyCommand=touch ran:x',
      'ssh://-oProxyCommand=touch%20ran/x',
    ]) {
      const run = await runCli(['init', 'x', `--template=${address}`], { cwd, env: ENV });
      expect([address, run.exitCode]).toEqual([address, 2]);
    }
    expect(await readdir(cwd)).toEqual([]);
  });

  test('that cannot be reached is an error that names it, without its credentials', async () => {
    const cwd = await createTempDir();
    const address = pathToFileURL(path.join(cwd, 'missing.git')).href;
    const run = await runCli(['init', 'x', '--template', address, '--json'], { cwd, env: ENV });
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: 'template-unreachable', where: address });
    const PATH = await createTempDir();
    const without = await runCli(['init', 'x', '--template', address], { cwd, env: { PATH } });
    expect([without.exitCode, without.stderr]).toEqual([3, expect.stringContaining('git is not installed')]);
    expect(await readdir(cwd)).toEqual([]);
  });

  test('is not installed with --install either where it brings what a package manager obeys', async () => {
    const { cwd, address } = await createRepository({
      ...SAMPLE_TEMPLATE,
      'project/.yarnrc.yml': 'yarnPath: ./evil.cjs\n',
    });
    const run = await runCli(['init', 'x', '--template', address, '--install'], { cwd, env: ENV });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('look at .yarnrc.yml first');
    expect(await readdir(path.join(cwd, 'x'))).not.toContain('node_modules');
  });
});

/** A registry with one package, and the environment in which npm uses it. */
async function startRegistry(files: Files, change: (tarball: Buffer) => Buffer = (tarball) => tarball) {
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name: `package/${name}`, size: Buffer.byteLength(body), type: 'file' as const },
    body,
  }));
  const tarball = gzipSync(await packTar(entries));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    if (request.url?.endsWith('.tgz')) {
      response.end(change(tarball));
      return;
    }
    const dist = { tarball: `${base}/t/-/t-1.0.0.tgz`, integrity };
    const versions = { '1.0.0': { name: 't', version: '1.0.0', dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: 't', 'dist-tags': { latest: '1.0.0' }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const home = await createTempDir();
  return {
    ...ENV,
    HOME: home,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: path.join(home, 'npm'),
    npm_config_fetch_retries: '0',
  };
}

describe('a template from a registry', () => {
  const PACKAGE = JSON.stringify({
    name: 't',
    version: '1.0.0',
    scripts: { prepare: 'touch ran', prepack: 'touch ran' },
  });

  test('is fetched by npm, and runs none of its scripts', async () => {
    const env = await startRegistry({ ...SAMPLE_TEMPLATE, 'package.json': PACKAGE });
    const cwd = await createTempDir();
    const run = await runCli(['init', 'x', '--template', 'npm:t@^1', '--json', '--no-git'], { cwd, env });
    expect([run.exitCode, run.stderr]).toEqual([0, 'Fetching npm:t@^1 …\n']);
    expect(JSON.parse(run.stdout)).toMatchObject({ installed: false, project: { templateSource: 'npm' } });
    expect(await readdir(cwd)).toEqual(['x']);
    expect(await readdir(path.join(cwd, 'x'))).not.toContain('ran');
  });

  test('that is not what was published is refused', async () => {
    const other = gzipSync(await packTar([{ header: { name: 'package/x', size: 0, type: 'file' } }]));
    const env = await startRegistry({ 'package.json': PACKAGE }, () => Buffer.from(other));
    const cwd = await createTempDir();
    const run = await runCli(['init', 'x', '--template', 'npm:t'], { cwd, env });
    expect([run.exitCode, run.stderr]).toEqual([3, expect.stringContaining('npm cannot fetch the template')]);
    expect(await readdir(cwd)).toEqual([]);
  });
});
