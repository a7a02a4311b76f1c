import { once } from 'node:events';
import { symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { PROJECT_PRODUCTS } from '../../src/scaffold/products.ts';
import { type GeneratedProjects, generateProjects, seePages } from '../support/generated-projects.ts';
import { packedConnectKit } from '../support/packed.ts';

let projects: GeneratedProjects;
beforeAll(async () => {
  projects = await generateProjects('express', { both: ['--act-as-user', '--licensing'] });
});
afterAll(() => projects.remove());

describe.each(PROJECT_PRODUCTS)('a project of the Express template for %s', (product) => {
  test('passes its own check: lint, types, tests, descriptors', async () => {
    expect(await projects.run(product, 'check')).toMatch(/fail 0$/m);
  });

  test('is formatted, and has nothing that nothing uses', async () => {
    const cwd = projects.folderOf(product);
    await execa(path.join(cwd, 'node_modules/.bin/biome'), ['ci', 'src', 'test', 'public'], { cwd });
    // The script of the pages is no module of the server.
    const config = path.join(cwd, '../knip.json');
    await writeFile(config, '{ "project": ["src/**", "test/**"] }');
    await execa(packageFile('node_modules/.bin/knip'), ['--config', config, '--no-config-hints'], { cwd });
  });

  test('is built, started and stopped', async () => {
    await projects.run(product, 'build');
    const descriptors = product === 'both' ? 2 : 1;
    await startAndStop(projects.folderOf(product), `com.example.express-${product}`, descriptors);
  });

  test('shows its pages in the dev instance, in light and in dark', async () => {
    expect(await seePages(projects.folderOf(product), '#addon-content h1')).toEqual(SEEN[product]);
  });
});

const ISSUE = 'Plan the release of the mobile app';
const PAGE = 'Demo space';
const SEEN = {
  jira: [ISSUE, 'Jira'],
  confluence: [PAGE, 'Confluence'],
  jsm: [ISSUE, 'Jsm'],
  both: [ISSUE, PAGE, 'Both'],
};

const TYPES = {
  jira: ['adminPages', 'jiraProjectPages', 'jiraDashboardItems', 'jiraWorkflowPostFunctions', 'dialogs'],
  confluence: ['dynamicContentMacros', 'staticContentMacros', 'blueprints', 'spaceToolsTabs', 'webPanels'],
};

test.each(['jira', 'confluence'] as const)(
  'modules of every kind of %s come with a test that passes',
  async (product) => {
    const { bin, tarball } = packedConnectKit();
    const root = path.dirname(projects.folderOf(product));
    const modules = TYPES[product].flatMap((type) => ['--module', type]);
    const flags = ['--product', product, ...modules, '--connect-kit', tarball, '--no-install', '--no-git'];
    await execa(process.execPath, [bin, 'init', `${product}-modules`, '--yes', ...flags], { cwd: root });
    const cwd = path.join(root, `${product}-modules`);
    await symlink(
      path.join(projects.folderOf('jira'), 'node_modules'),
      path.join(cwd, 'node_modules'),
      'junction',
    );
    expect((await execa('npm', ['run', 'check'], { cwd, all: true })).all).toMatch(/fail 0$/m);
  },
);

/** Starts what was built, asks for its descriptors, and stops it the way a container would. */
async function startAndStop(project: string, key: string, descriptors: number): Promise<void> {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}/base`;
  const env = { PORT: String(port), AC_LOCAL_BASE_URL: baseUrl };
  const server = execa(process.execPath, ['dist/server.js'], { cwd: project, env, buffer: false });
  let answered = 0;
  for await (const line of server.iterable()) {
    if (!line.startsWith('Descriptor: ')) continue;
    const response = await fetch(line.slice('Descriptor: '.length));
    expect(await response.json()).toMatchObject({ key, baseUrl });
    answered += 1;
    if (answered === descriptors) server.kill('SIGTERM');
  }
  if (process.platform === 'win32') await server.catch(() => {});
  else expect((await server).exitCode).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
