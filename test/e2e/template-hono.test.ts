import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { PROJECT_PRODUCTS } from '../../src/scaffold/products.ts';
import type { Addon, TestInstance, Testing, TestSite } from '../../src/testing.ts';
import {
  type GeneratedProjects,
  generateProjects,
  listAt,
  readHeadings,
  seePages,
} from '../support/generated-projects.ts';
import { packedConnectKit } from '../support/packed.ts';
import { freePort } from '../support/ports.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';
import { installTool } from '../support/tools.ts';
import { startWorker } from '../support/workerd.ts';

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const SUMMARY = 'Plan the release of the mobile app';

const NO_POSTGRES = 'There is no PostgreSQL: apt-get install postgresql';

const HEADING = '#addon-content h1';
const PAGE = 'Demo space';
const SEEN = {
  jira: [SUMMARY, 'Jira'],
  confluence: [PAGE, 'Confluence'],
  jsm: [SUMMARY, 'Jsm'],
  both: [SUMMARY, PAGE, 'Both'],
};

let projects: GeneratedProjects;
beforeAll(async () => {
  projects = await generateProjects('hono', { jsm: ['--act-as-user', '--licensing'] });
});
afterAll(() => projects.remove());

describe('a project of the Hono template', () => {
  test.each(PROJECT_PRODUCTS)('for %s passes its own check', async (product) => {
    await projects.run(product, 'check');
    await projects.run(product, 'build');
  });

  test.each(PROJECT_PRODUCTS)('for %s shows its pages in the dev instance', async (product) => {
    expect(await seePages(projects.folderOf(product), HEADING)).toEqual(SEEN[product]);
  });

  const workerd = installTool('workerd@1.20261117.1');

  test('runs as a worker on workerd, with PostgreSQL', async ({ skip }) => {
    const [program, programs] = await Promise.all([workerd, findPostgres()]);
    if ('why' in program) return skip(program.why);
    if (programs === undefined) return skip(NO_POSTGRES);
    // Sockets of workerd are those of the network.
    const database = await startPostgres(programs, await freePort());
    const project = projects.folderOf('both');
    await projects.run('both', 'migrate', { DATABASE_URL: database.url });
    await projects.run('both', 'build:worker');

    const { startInstance, findFreePort } = await loadTesting();
    await using instance = await startInstance({ sites: ['acme', 'globex'] });
    const port = await findFreePort();
    await startWorker({
      workerd: program.file,
      folder: path.join(project, 'dist'),
      script: path.join(project, 'dist', 'worker', 'index.js'),
      port,
      ...(await compatibilityOf(project)),
      variables: {
        ...instance.environment({ port }),
        DATABASE_URL: database.url,
        ENCRYPTION_KEY,
      },
      assets: path.join(project, 'public'),
    });
    const jira = await instance.install(`http://localhost:${port}/atlassian-connect.json`);
    await expectWorking(jira, instance);
    expect(await readHeadings([`${instance.jiraUrl}/browse/DEMO-1`], HEADING)).toEqual([SUMMARY]);

    const descriptorUrl = `http://localhost:${port}/atlassian-connect-confluence.json`;
    const sites = await Promise.all(
      instance.sites.map(async (site) => ({ site, addon: await site.install(descriptorUrl) })),
    );
    const opened = sites.flatMap((one) => Array.from({ length: 20 }, () => expectOwnActivity(one)));
    await Promise.all(opened);
    expect(await sites[1]?.addon.fire('page_updated')).toMatchObject({ status: 204 });
    await instance.traffic.assertAccepted();
  });

  test('keeps house where the platform says when', async ({ skip }) => {
    const programs = await findPostgres();
    if (programs === undefined) return skip(NO_POSTGRES);
    const database = await startPostgres(programs);
    await projects.run('jira', 'migrate', { DATABASE_URL: database.url });
    const args = ['--import', 'tsx', '--input-type=module', '--eval', KEEP_HOUSE];
    const env = { DATABASE_URL: database.url, ENCRYPTION_KEY };
    const { stdout } = await execa(process.execPath, args, { cwd: projects.folderOf('jira'), env });
    expect(JSON.parse(stdout)).toEqual([{ client_key: 'lately' }]);
  });

  const bun = installTool('bun@1.4.5');

  test('runs on Bun, with PostgreSQL', async ({ skip }) => {
    const [program, programs] = await Promise.all([bun, findPostgres()]);
    if ('why' in program) return skip(program.why);
    if (programs === undefined) return skip(NO_POSTGRES);
    const database = await startPostgres(programs);
    const { startInstance, findFreePort } = await loadTesting();
    await using instance = await startInstance();
    const port = await findFreePort();
    await startServer(program.file, ['src/node.ts'], projects.folderOf('jira'), {
      ...instance.environment({ port }),
      DATABASE_URL: database.url,
      ENCRYPTION_KEY,
    });
    const addon = await instance.install(`http://localhost:${port}/atlassian-connect.json`);
    await expectWorking(addon, instance);
  });
});

/** The harness of the packed connect-kit. */
async function loadTesting(): Promise<Testing> {
  const file = path.join(path.dirname(packedConnectKit().bin), '..', 'dist', 'testing.js');
  return import(pathToFileURL(file).href);
}

/** A panel with what its server read over REST, a webhook that is remembered, and a page's own call; many at once. */
async function expectWorking(addon: Addon, instance: TestInstance): Promise<void> {
  expect(await addon.fire('jira:issue_updated', {}, { issue: 'DEMO-1' })).toMatchObject({ status: 204 });
  const panels = await Promise.all(
    Array.from({ length: 20 }, () => addon.openModule('issue-panel', { issue: 'DEMO-1' })),
  );
  for (const panel of panels) {
    expect(panel.status).toBe(200);
    expect(panel.text()).toContain(SUMMARY);
    expect(panel.text()).toContain('jira:issue_updated');
  }
  const token = await panels[0]?.contextToken();
  const headers = { Authorization: `JWT ${token}` };
  const refreshed = await fetch(`${addon.baseUrl}/api/issue-panel`, { headers });
  expect([refreshed.status, await refreshed.text()]).toEqual([200, expect.stringContaining(SUMMARY)]);

  const forged = await fetch(`${panels[0]?.url}&issue=DEMO-2`);
  expect(forged.status).toBe(401);
  await addon.rotateSecret();
  expect(await addon.openModule('issue-panel', { issue: 'DEMO-1' })).toMatchObject({ status: 200 });
  await instance.traffic.assertAccepted();
}

/** The page about a site says which one it knows it to be. */
async function expectOwnActivity({ site, addon }: { site: TestSite; addon: Addon }): Promise<void> {
  const page = await addon.openModule('activity');
  expect([page.status, page.text()]).toEqual([200, expect.stringContaining(`>${new URL(site.url).host}<`)]);
}

async function startServer(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const server = execa(program, args, { cwd, env, all: true, reject: false });
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await server;
  });
  await new Promise<void>((resolve, reject) => {
    let output = '';
    server.all.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Descriptor: ')) resolve();
    });
    void server.then(() => reject(new Error(`${program} ended before it listened:\n${output}`)));
  });
}

/** Calls the worker as a cron trigger does, with a site that has gone long ago and one that has gone lately. */
const KEEP_HOUSE = `
  import worker from './src/worker.ts';
  import { openPostgres } from './src/storage/postgres.ts';
  const database = openPostgres(process.env.DATABASE_URL, console.error);
  const insert = "insert into tenants (client_key, product, base_url, display_url, uninstalled_at) values ($1, 'jira', '', '', $2)";
  await database.query(insert, ['long ago', new Date('2020-01-01')]);
  await database.query(insert, ['lately', new Date()]);
  await worker.scheduled({}, process.env, { waitUntil: () => {} });
  const gone = 'select client_key from tenants where uninstalled_at is not null and base_url = $1';
  console.log(JSON.stringify(await database.query(gone, [''])));
  await database.close();
`;

/** What `wrangler.json` says about the runtime. */
async function compatibilityOf(project: string) {
  const settings: unknown = JSON.parse(await readFile(path.join(project, 'wrangler.json'), 'utf8'));
  return {
    compatibilityDate: String(stringAt(settings, 'compatibility_date')),
    compatibilityFlags: listAt(settings, 'compatibility_flags').map(String),
  };
}
