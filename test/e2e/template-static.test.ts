import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_PRODUCTS } from '../../src/scaffold/products.ts';
import {
  findUnusedDependencies,
  type GeneratedProjects,
  generateProjects,
  seePages,
} from '../support/generated-projects.ts';
import { packedConnectKit } from '../support/packed.ts';

const BASE_URL = 'https://example.com/my-addon';

let projects: GeneratedProjects;
beforeAll(async () => {
  projects = await generateProjects('static');
});
afterAll(() => projects.remove());

describe.each(PROJECT_PRODUCTS)('a project of the static template for %s', (product) => {
  test('passes its own check', async () => {
    expect(await projects.run(product, 'check')).toMatch(/fail 0$/m);
  });

  test('builds a site for any host of files', async () => {
    await projects.run(product, 'build', { BASE_URL: `${BASE_URL}/` });
    const dist = path.join(projects.folderOf(product), 'dist');
    const descriptors = (await readdir(dist)).filter((name) => name.endsWith('.json'));
    expect(descriptors).toHaveLength(product === 'both' ? 2 : 1);
    for (const name of descriptors) {
      const text = await readFile(path.join(dist, name), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ baseUrl: BASE_URL, authentication: { type: 'none' } });
      expect(text).toMatch(/"url": "\/[\w-]+\.html/);
    }
    const page = await readFile(path.join(dist, 'general-page.html'), 'utf8');
    expect(page).toContain('<script src="https://connect-cdn.atl-paas.net/all.js">');
  });

  test('shows its pages in the dev instance, in light and in dark', async () => {
    const seen = await seePages(projects.folderOf(product), 'main h1');
    expect(seen).toEqual(SEEN[product]);
  });
});

const ISSUE = 'Plan the release of the mobile app';
const PAGE = 'Demo space';
const SEEN = {
  jira: [ISSUE, 'Your open issues'],
  confluence: [PAGE, 'What you have worked on'],
  jsm: [ISSUE, 'Your open issues'],
  both: [ISSUE, 'Your open issues', PAGE, 'What you have worked on'],
};

test('nothing is depended upon that is not used', async () => {
  expect(await findUnusedDependencies(projects.folderOf('jira'))).toBe('');
});

test('modules that need a server are refused', async () => {
  const { bin } = packedConnectKit();
  for (const type of ['webhooks', 'jiraWorkflowPostFunctions']) {
    const add = execa(process.execPath, [bin, 'add', 'module', type], { cwd: projects.folderOf('jira') });
    await expect(add).rejects.toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('need a server'),
    });
  }
});
