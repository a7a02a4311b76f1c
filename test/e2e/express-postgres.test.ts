import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import type { Addon, Testing, TestSite } from '../../src/testing/api.ts';
import { lineOf } from '../support/line-of.ts';
import { packedConnectKit } from '../support/packed.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';
import { createTempDir } from '../support/temp-dir.ts';

const REQUESTS = 1000;
const programs = await findPostgres();

/** A site with the add-on, and the word that all its data has in it. */
interface Tenant {
  readonly word: string;
  readonly siteUrl: string;
  readonly clientKey: string;
  readonly secret: string;
}

it('the express template on PostgreSQL: two processes, two sites, 1,000 requests at once, and no leak', async (context) => {
  if (programs === undefined) return context.skip('PostgreSQL is not installed: apt-get install postgresql');
  const project = await generateProject();
  const postgres = await startPostgres(programs);
  const { startInstance, findFreePort } = await loadTesting();
  const instance = await startInstance({ sites: ['acme', 'globex'] });
  onTestFinished(() => instance.stop());
  const ports = [await findFreePort(), await findFreePort()];
  const baseUrl = `http://localhost:${ports[0]}`;
  const [older, newer] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
  const start = (port: number | undefined, encryptionKey = older) =>
    startServer(project, {
      ...instance.environment({ baseUrl }),
      PORT: String(port),
      DATABASE_URL: postgres.url,
      ENCRYPTION_KEY: encryptionKey ?? '',
      NODE_ENV: 'production',
    });

  // Both come upon an empty database.
  const servers = await Promise.all(ports.map((port) => start(port)));
  expect((await postgres.query('select name from migrations order by name')).split('\n')).toEqual([
    '0001_tenants.sql',
    '0002_webhook_deliveries.sql',
  ]);

  const descriptorUrl = `${baseUrl}/atlassian-connect.json`;
  const acme = await toTenant('ACME', instance.site('acme'), descriptorUrl);
  const globex = await toTenant('GLOBEX', instance.site('globex'), descriptorUrl);
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const work = Array.from({ length: REQUESTS }, (_, number) => {
    const [own, other] = number % 2 === 0 ? [acme, globex] : [globex, acme];
    const origin = origins[(number >> 1) % 2] ?? '';
    return KINDS[(number >> 2) % KINDS.length]?.({ number, origin, own, other });
  });
  await Promise.all(work);

  for (const { word, clientKey } of [acme, globex]) {
    const names = await postgres.query(
      `select distinct split_part(subject_name, '-', 1) from webhook_deliveries where client_key = '${clientKey}' and subject_name <> 'DEMO-1'`,
    );
    expect(names).toBe(word);
  }
  expect(await postgres.query('select count(*) from webhook_deliveries')).not.toBe('0');

  // What lies in the database is of no use without the key.
  const dump = await postgres.dump();
  expect(dump).toContain(acme.clientKey);
  for (const { secret } of [acme, globex]) expect(dump).not.toContain(secret);

  for (const server of servers) expect(await server.stop()).toBe(0);
  await (await start(ports[0], `${newer},${older}`)).stop();
  const renewed = await start(ports[0], newer);
  await openActivity({ number: 0, origin: origins[0] ?? '', own: globex, other: acme });
  expect(await renewed.stop()).toBe(0);

  await postgres.query('create database tests');
  const env = { TEST_DATABASE_URL: postgres.url.replace('/postgres?', '/tests?') };
  const tests = await execa('npm', ['test'], { cwd: project, env, all: true });
  expect(tests.all).toMatch(/fail 0$/m);
});

interface Work {
  readonly number: number;
  /** Of one of the two processes. */
  readonly origin: string;
  readonly own: Tenant;
  readonly other: Tenant;
}

/** What is asked of the add-on, by turns. Each looks at its own answer. */
const KINDS = [deliver, openActivity, refreshActivity, deliver, openPanel, openActivity, pretend];

async function deliver({ number, origin, own }: Work): Promise<void> {
  const response = await fetch(`${origin}/webhooks/issue`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `JWT ${await sign(own, 'POST', '/webhooks/issue')}`,
      'X-Atlassian-Webhook-Identifier': randomUUID(),
    },
    body: JSON.stringify({
      webhookEvent: 'jira:issue_updated',
      issue: { id: '10001', key: `${own.word}-${number}` },
    }),
  });
  expect(response.status).toBe(204);
}

async function openActivity({ origin, own, other }: Work): Promise<void> {
  const response = await fetch(`${origin}/activity?jwt=${await sign(own, 'GET', '/activity')}`);
  await expectOwn(response, own, other);
}

async function refreshActivity({ origin, own, other }: Work): Promise<void> {
  const token = await sign(own, 'GET', '/', 'context-qsh');
  const response = await fetch(`${origin}/api/activity`, { headers: { Authorization: `JWT ${token}` } });
  await expectOwn(response, own, other);
}

/** Reads the issue over REST from the site. */
async function openPanel({ origin, own, other }: Work): Promise<void> {
  const target = '/issue-panel?issue=DEMO-1';
  const response = await fetch(`${origin}${target}&jwt=${await sign(own, 'GET', target)}`);
  expect(await expectOwn(response, own, other)).toContain(`${own.word} and nobody else`);
}

/** A token of the one site in the name of the other. */
async function pretend({ origin, own, other }: Work): Promise<void> {
  const token = await sign({ ...own, clientKey: other.clientKey }, 'GET', '/activity');
  const response = await fetch(`${origin}/activity?jwt=${token}`);
  expect(response.status).toBe(401);
  expect(await response.text()).not.toMatch(/ACME|GLOBEX/);
}

async function expectOwn(response: Response, own: Tenant, other: Tenant): Promise<string> {
  const text = await response.text();
  expect([response.status, text]).toEqual([200, expect.not.stringContaining(other.word)]);
  const framedBy = /frame-ancestors (.+)$/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
  expect(framedBy).toBe(text.includes('<!doctype html>') ? own.siteUrl : undefined);
  return text;
}

function sign(
  { clientKey, secret }: Tenant,
  method: string,
  url: string,
  qsh = createQueryStringHash({ method, url }),
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const context = { jira: { issue: { id: '10001', key: 'DEMO-1' } } };
  const claims = { iss: clientKey, iat, exp: iat + 900, qsh, context };
  return signToken(claims, { algorithm: 'HS256', secret });
}

async function toTenant(word: string, site: TestSite, descriptorUrl: string): Promise<Tenant> {
  const addon: Addon = await site.install(descriptorUrl);
  await site.asAdmin().put('/rest/api/3/issue/DEMO-1', { fields: { summary: `${word} and nobody else` } });
  await site.settled();
  const secret = (await addon.sharedSecret()) ?? '';
  return { word, siteUrl: site.url, clientKey: addon.clientKey, secret };
}

async function generateProject(): Promise<string> {
  const { bin, tarball } = packedConnectKit();
  const cwd = await createTempDir();
  await execa(process.execPath, [bin, 'init', 'on-postgres', '--yes', '--connect-kit', tarball], { cwd });
  const project = path.join(cwd, 'on-postgres');
  await execa('npm', ['run', 'build'], { cwd: project });
  return project;
}

async function loadTesting(): Promise<Testing> {
  return import(path.join(path.dirname(packedConnectKit().bin), '../dist/testing.js'));
}

async function startServer(cwd: string, env: Readonly<Record<string, string>>) {
  const server = execa(process.execPath, ['dist/server.js'], {
    cwd,
    env,
    all: true,
    buffer: false,
    reject: false,
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  await lineOf(server.all, (line) => line.startsWith('Descriptor: '));
  return {
    stop: async () => {
      server.kill('SIGTERM');
      return (await server).exitCode;
    },
  };
}
