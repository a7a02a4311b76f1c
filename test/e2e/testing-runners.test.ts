import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { namedBlocks } from '../support/named-blocks.ts';
import { packedConnectKit } from '../support/packed.ts';

/** The installed package under each test runner: the examples of docs/testing.md, and what they cannot show. */

let project = '';

beforeAll(async () => {
  project = await realpath(await mkdtemp(path.join(tmpdir(), 'connect-kit-runners-')));
  const files = namedBlocks(await readFile(packageFile('docs/testing.md'), 'utf8'));
  const manifest = {
    private: true,
    devDependencies: { 'connect-kit': `file:${packedConnectKit().tarball}`, jest: '^30', vitest: '^4' },
  };
  const more = {
    'package.json': JSON.stringify(manifest),
    'vitest.config.mjs': 'export default { test: { include: ["*.test.mjs"] } };',
    'jest.config.cjs': 'module.exports = { testMatch: ["**/*.test.cjs", "**/*.jest.mjs"], transform: {} };',
    'realms.test.cjs': `const { startInstance } = require('connect-kit/testing');\n${REALMS}`,
    'realms.jest.mjs': `import { jest } from '@jest/globals';\nimport { startInstance } from 'connect-kit/testing';\n${REALMS}`,
    'end.mjs': END,
    'types.mts': TYPES,
    'types.cts': TYPES,
  };
  for (const [name, text] of [...files, ...Object.entries(more)])
    await writeFile(path.join(project, name), text);
  await execa('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: project });
});

afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 3 }));

describe('the examples of docs/testing.md', () => {
  it.each(['forks', 'threads', 'vmThreads'])('pass in Vitest, with the pool %s', async (pool) => {
    const { exitCode, all } = await run(['vitest', 'run', `--pool=${pool}`]);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('5 passed');
  });

  it('pass in Jest', async () => {
    const { exitCode, all } = await run(['jest', 'panel.test']);
    expect(exitCode, all).toBe(0);
  });

  it('pass in node:test, and the process ends by itself', async () => {
    const files = ['panel.node.mjs', 'faults.node.mjs', 'context.node.mjs'];
    const { exitCode, all = '' } = await execa(process.execPath, ['--test', ...files], {
      cwd: project,
      all: true,
      reject: false,
    });
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/^# pass 3$/m);
  });
});

describe('Jest, whose tests live in a world of their own', () => {
  it('gets errors, lists and objects that are its own, and may stop its timers: CommonJS', async () => {
    const { exitCode, all } = await run(['jest', 'realms.test']);
    expect(exitCode, all).toBe(0);
  });

  it('as ES modules', async () => {
    const { exitCode, all } = await run(['jest', 'realms.jest'], {
      NODE_OPTIONS: '--experimental-vm-modules',
    });
    expect(exitCode, all).toBe(0);
  });
});

it('leaves nothing in the process that would keep it', async () => {
  const { stdout, exitCode } = await execa(process.execPath, ['end.mjs'], { cwd: project });
  expect([exitCode, stdout]).toEqual([0, '[]']);
});

it.each(['types.mts', 'types.cts'])('has types for %s', async (file) => {
  const tsc = packageFile('node_modules/typescript/bin/tsc');
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--skipLibCheck',
    'false',
  ];
  const types = ['--types', 'node', '--typeRoots', packageFile('node_modules/@types')];
  const { all } = await execa(process.execPath, [tsc, ...flags, ...types, file], {
    cwd: project,
    all: true,
    reject: false,
  });
  expect(all).toBe('');
});

async function run(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [name = '', ...args] = command;
  const bin = path.join(project, 'node_modules', '.bin', name);
  return execa(bin, args, {
    cwd: project,
    all: true,
    reject: false,
    env: { CI: '1', NO_COLOR: '1', VITEST: undefined, VITEST_POOL_ID: undefined, ...env },
  });
}

const REALMS = `
test('what comes out of the instance is of this realm', async () => {
  const instance = await startInstance();
  const error = await instance.install('nowhere').catch((thrown) => thrown);
  expect(error).toBeInstanceOf(Error);
  await expect(instance.findAddon('nobody')).rejects.toThrow('No add-on nobody is installed');
  expect(await instance.traffic.requests()).toStrictEqual([]);
  const { body } = await instance.asAdmin().get('/rest/api/3/issue/DEMO-1?fields=labels');
  expect(body.fields.labels).toStrictEqual([...body.fields.labels]);
  expect(instance.environment({ port: 1 })).toStrictEqual({ ...instance.environment({ port: 1 }) });
  jest.useFakeTimers();
  expect((await instance.asUser('mia').get('/rest/api/3/myself')).status).toBe(200);
  await instance.clock.advance('15m');
  await instance.stop();
  jest.useRealTimers();
});
`;

const END = `
import { startInstance } from 'connect-kit/testing';
const many = await Promise.all([startInstance(), startInstance({ sites: ['a', 'b'] })]);
await many[0].asAdmin().get('/rest/api/3/myself');
await Promise.all(many.map((instance) => instance[Symbol.asyncDispose]()));
// Where stdout is a pipe, it is one of what there is.
const held = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|FS/.test(name));
while (held().length > 0) await new Promise((resolve) => setImmediate(resolve));
console.log(JSON.stringify(held()));
`;

const TYPES = `
import { connectInstance, findFreePort, type OpenedModule, startInstance, type TestInstance } from 'connect-kit/testing';
export async function open(): Promise<OpenedModule> {
  const instance: TestInstance = await startInstance({ sites: ['dev'] });
  const addon = await instance.install(\`http://localhost:\${await findFreePort()}/x\`, { licence: 'evaluation' });
  const { body } = await instance.asUser('mia').get<{ key: string }>('/rest/api/3/issue/DEMO-1');
  await instance.traffic.assertRequest({ path: /x/, where: ({ status }) => status === 200 });
  return addon.openModule('panel', { issue: body.key, 'board.id': 1 }, { user: null });
}
// @ts-expect-error: there is no such option
export const wrong = () => startInstance({ site: 'dev' });
export const connected = connectInstance;
`;
