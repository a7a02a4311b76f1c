import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { PROJECT_PRODUCTS } from '../../src/scaffold/products.ts';
import { launchBrowser, openWatchedPage } from '../support/browser.ts';
import {
  findUnusedDependencies,
  type GeneratedProjects,
  generateProjects,
  seePages,
} from '../support/generated-projects.ts';
import { packedConnectKit } from '../support/packed.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { clientOf } from '../support/test-instance.ts';

const ISSUE = 'Plan the release of the mobile app';
const PAGE = 'Demo space';
const SEEN = {
  jira: [ISSUE, 'Your open issues'],
  confluence: [PAGE, 'What you have worked on'],
  jsm: [ISSUE, 'Your open issues'],
  both: [ISSUE, 'Your open issues', PAGE, 'What you have worked on'],
};

let projects: GeneratedProjects;
beforeAll(async () => {
  projects = await generateProjects('ace', { both: ['--act-as-user', '--licensing'] });
});
afterAll(() => projects.remove());

describe.each(PROJECT_PRODUCTS)('a project of the ACE template for %s', (product) => {
  test('passes its own check', async () => {
    expect(await projects.run(product, 'check')).toMatch(/fail 0$/m);
  });

  test('shows its pages in the dev instance, in light and in dark', async () => {
    expect(await seePages(projects.folderOf(product), '#addon-content h1')).toEqual(SEEN[product]);
  });
});

test('the panel of an issue shows what happened to it, once it is refreshed', async () => {
  const dev = spawnCli(['dev', '--port', '0', '--ephemeral', '--json'], { cwd: projects.folderOf('jira') });
  const origin = stringAt(await dev.waitForEvent('ready'), 'productUrl') ?? '';
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const { page } = await openWatchedPage(browser);
  await page.goto(`${origin}/browse/DEMO-1`);
  const panel = page.frameLocator('[data-extension$="__issue-panel"] iframe');
  await panel.locator('#webhook-count', { hasText: '0' }).waitFor();
  const edit = { fields: { summary: 'Edited' } };
  const answer = await clientOf({ origin }).admin('PUT', '/rest/api/3/issue/DEMO-1', edit);
  expect(answer.status).toBe(204);
  await dev.waitForEvent('exchange', ({ exchange }) => stringAt(exchange, 'kind') === 'webhook');
  await expect
    .poll(async () => {
      await panel.locator('[data-refresh]').click();
      return panel.locator('#addon-content').textContent();
    })
    .toMatch(/Edited.*jira:issue_updated/s);
});

test('a module that is added is clean, and tested', async () => {
  const { bin } = packedConnectKit();
  const cwd = projects.folderOf('confluence');
  for (const type of ['generalPages', 'staticContentMacros', 'spaceToolsTabs']) {
    await execa(process.execPath, [bin, 'add', 'module', type], { cwd });
  }
  expect(await projects.run('confluence', 'check')).toMatch(/fail 0$/m);
});

test('nothing is depended upon that is not used', async () => {
  expect(await findUnusedDependencies(projects.folderOf('jira'))).toBe('');
});

test('its tests pass on PostgreSQL as well', async (context) => {
  const programs = await findPostgres();
  if (programs === undefined) return context.skip('PostgreSQL is not installed: apt-get install postgresql');
  const { url } = await startPostgres(programs);
  expect(await projects.run('both', 'test', { TEST_DATABASE_URL: url })).toMatch(/fail 0$/m);
});
