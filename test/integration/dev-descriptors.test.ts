import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { createDevAddon, DESCRIPTOR, startDev } from '../support/dev-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

const PATHS = ['/atlassian-connect.json', 'atlassian-connect-confluence.json'];

const IN_CONFLUENCE = {
  ...DESCRIPTOR,
  modules: {
    spaceToolsTabs: [{ key: 'tab', name: { value: 'Tab' }, url: '/tab', location: 'contenttools' }],
  },
};

/** An add-on with a descriptor for each product. */
async function createAddonOfBoth(confluence: unknown = IN_CONFLUENCE, jira: unknown = DESCRIPTOR) {
  const addon = await createDevAddon(jira);
  const writeOther = (descriptor: unknown) =>
    writeFile(path.join(addon.dir, 'atlassian-connect-confluence.json'), JSON.stringify(descriptor));
  await writeOther(confluence);
  return { ...addon, writeOther };
}

describe('an add-on with a descriptor for each product', () => {
  it('is installed in both, and uninstalled from both', async () => {
    const { dir, command } = await createAddonOfBoth();
    const run = startDev({ dir, command, descriptorPaths: PATHS, isEphemeral: true });
    const ready = await run.waitFor('ready');
    expect(ready).toMatchObject({ key: 'dev-addon', product: 'jira' });
    expect(
      ready.addons.map(({ key, product, pages, notRendered }) => [key, product, pages.length, notRendered]),
    ).toEqual([
      ['dev-addon', 'jira', 1, []],
      ['dev-addon', 'confluence', 0, ['spaceToolsTabs']],
    ]);
    expect(ready.addons[1]?.productUrl).toBe(`${ready.productUrl}/wiki`);
    await run.interrupt();
    const lines = run.events.flatMap((event) => (event.type === 'addon-output' ? [event.line] : []));
    expect(lines.filter((line) => line === 'POST /uninstalled')).toHaveLength(2);
    expect(lines.filter((line) => line === 'POST /enabled')).toHaveLength(2);
  });

  it('is installed again where its descriptor has changed, and nowhere else', async () => {
    const addon = await createAddonOfBoth();
    const run = startDev({ ...addon, descriptorPaths: PATHS });
    const { productUrl } = await run.waitFor('ready');
    await addon.writeOther({ ...IN_CONFLUENCE, key: 'renamed' });
    expect(await run.waitFor('reinstalled')).toEqual({
      ...{ type: 'reinstalled', key: 'renamed', product: 'confluence', previousKey: 'dev-addon' },
    });
    const { admin } = clientOf({ origin: productUrl });
    const status = async (at: string) => (await admin('GET', `${at}-key`)).status;
    const upm = '/rest/plugins/1.0';
    expect([
      await status(`${upm}/dev-addon`),
      await status(`/wiki${upm}/dev-addon`),
      await status(`/wiki${upm}/renamed`),
    ]).toEqual([...[200, 404, 200]]);
    expect(
      run.events.filter(({ type }) => type === 'reinstalled' || type === 'reinstall-failed'),
    ).toHaveLength(1);
  });

  it('takes the place of what an earlier run has installed', async () => {
    const { dir, command } = await createAddonOfBoth();
    const first = startDev({ dir, command, descriptorPaths: PATHS });
    await first.waitFor('ready');
    await first.interrupt();
    const second = startDev({ dir, command });
    const { productUrl } = await second.waitFor('ready');
    const { admin } = clientOf({ origin: productUrl });
    expect((await admin('GET', '/rest/plugins/1.0/dev-addon-key')).status).toBe(200);
    expect((await admin('GET', '/wiki/rest/plugins/1.0/dev-addon-key')).status).toBe(404);
  });

  it('goes into the product that is left where a descriptor has no modules', async () => {
    const { dir, command } = await createAddonOfBoth(
      { ...DESCRIPTOR, modules: {} },
      { ...DESCRIPTOR, modules: {} },
    );
    const run = startDev({ dir, command, descriptorPaths: PATHS });
    expect((await run.waitFor('ready')).addons.map(({ product }) => product)).toEqual(['jira', 'confluence']);
  });

  it('is installed nowhere when one of them is wrong', async () => {
    const { dir, command } = await createAddonOfBoth({ ...IN_CONFLUENCE, scopes: ['REED'] });
    const run = startDev({ dir, command, descriptorPaths: PATHS, isEphemeral: true });
    expect(await run.ended).toMatchObject({
      code: 'descriptor-invalid',
      where: expect.stringMatching(/-confluence\.json$/),
    });
    expect(run.events.some((event) => event.type === 'addon-output' && event.line === 'POST /enabled')).toBe(
      false,
    );
  });

  it('is told when both are the same', async () => {
    const { dir, command } = await createAddonOfBoth(
      { ...DESCRIPTOR, modules: { jiraReports: [] } },
      { ...DESCRIPTOR, modules: { jiraReports: [] } },
    );
    const run = startDev({ dir, command, descriptorPaths: PATHS, isEphemeral: true });
    const error = await run.ended;
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code: 'descriptors-clash' });
  });
});

describe('what names the descriptors', () => {
  it.each([
    ['a list of nothing', { dev: { descriptors: [] } }, [], 'dev.descriptors names no descriptor'],
    [
      'something else than a list',
      { dev: { descriptors: '/a.json' } },
      [],
      '/dev/descriptors must be a list',
    ],
    ['an unknown name', { dev: { descriptor: ['/a.json'] } }, [], 'descriptor'],
    [
      'a product for all of them',
      { dev: { descriptors: PATHS } },
      ['--product', 'jira'],
      '--product names one product',
    ],
  ])('is refused: %s', async (_, config, flags, message) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'connect-kit.config.json'), JSON.stringify(config));
    const { exitCode, stderr } = await runCli(['dev', '--command', 'true', ...flags], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
