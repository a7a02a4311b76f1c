import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import schema from '../../schemas/template.json' with { type: 'json' };
import { packageFile } from '../../src/core/package-root.ts';
import { parseManifest } from '../../src/scaffold/manifest.ts';
import { templateNames } from '../../src/scaffold/templates.ts';
import { runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/sample-template.ts';
import { createTempDir } from '../support/temp-dir.ts';

const page = readFileSync(packageFile('docs', 'init.md'), 'utf8');
const guide = readFileSync(packageFile('templates', 'README.md'), 'utf8');

function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );
}

/** The words of a command line, as a shell would pass them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const commands = blocks(page, 'sh')
  .flatMap((block) => block.split('\n'))
  .filter((line) => line.startsWith('npx connect-kit init'));

describe('docs/init.md', () => {
  test.each(commands.filter((line) => !/(?:github|npm):/.test(line)))('%s', async (line) => {
    const cwd = await createTempDir();
    const [, , ...argv] = wordsOf(line);
    const run = await runCli([...argv, '--no-install', '--no-git', '--json'], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect((await readdir(cwd)).length > 0).toBe(!argv.includes('--dry-run'));
  });

  test('shows the JSON that comes', async () => {
    const [example = ''] = blocks(page, 'json');
    const cwd = await createTempDir();
    await writeFiles(cwd, { 'package.json': '{"workspaces":["*"]}' });
    const { stdout } = await runCli(['init', 'my-addon', '--no-install', '--no-git', '--json'], { cwd });
    expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(JSON.parse(example)));
  });

  test.each(templateNames())('has a row for the template %s', async (name) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const manifest = parseManifest(
      await readFile(packageFile('templates', name, 'template.json'), 'utf8'),
      name,
    );
    for (const product of manifest.products.keys()) expect(row).toContain(`\`${product}\``);
  });

  test('has a row for every flag', async () => {
    const { stdout } = await runCli(['init', '--help']);
    const [, own = ''] = /Options:\n(.*?)\n\n/s.exec(stdout) ?? [];
    const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
    expect(flags).toContain('--template');
    for (const flag of flags.filter((name) => !['--help'].includes(name)))
      expect(page).toContain(`\`${flag}`);
  });
});

describe('templates/README.md', () => {
  const ajv = new Ajv2020({ strict: true }).compile(schema);

  test('shows a manifest that will do', () => {
    const [example = ''] = blocks(guide, 'json');
    expect(ajv(JSON.parse(example))).toBe(true);
    expect(parseManifest(example, 'example').products.get('jira')).toHaveLength(2);
  });

  test.each(templateNames())('tells of manifests such as that of %s', async (name) => {
    const manifest: unknown = JSON.parse(
      await readFile(packageFile('templates', name, 'template.json'), 'utf8'),
    );
    expect(ajv(manifest), JSON.stringify(ajv.errors)).toBe(true);
  });

  test('has a row for every placeholder, and each is filled', async () => {
    const [table = ''] = /^\| placeholder.*?\n\n/ms.exec(guide) ?? [];
    const names = [...table.matchAll(/^\| `(__[A-Z_]+__)`/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(9);
    const cwd = await createTempDir();
    await writeFiles(path.join(cwd, 't'), {
      'template.json': '{"version":1,"title":"t"}',
      'project/README.md': names.join('\n'),
    });
    const run = await runCli(['init', 'x', '--template', './t'], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(await readFile(path.join(cwd, 'x', 'README.md'), 'utf8')).not.toContain('__');
  });

  test('names every property of a manifest', () => {
    for (const property of Object.keys(schema.properties)) {
      if (property !== '$schema') expect(guide).toContain(`| \`${property}\` `);
    }
  });
});

/** The names in a value, in order, and what kinds of values they have. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]);
}
