import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startFakeAddon } from '../support/fake-addon.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { startStandInSite } from '../support/stand-in-site.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { createThrowAwayCa } from '../support/throw-away-ca.ts';

it('trusts the authority that NODE_EXTRA_CA_CERTS names, and no other', async () => {
  const { ca, server } = createThrowAwayCa();
  const [site, addon, cwd] = await Promise.all([startStandInSite(server), startFakeAddon(), createTempDir()]);
  const file = path.join(cwd, 'ca.pem');
  await writeFile(file, ca);
  const env = {
    CONNECT_KIT_SITE_URL: site.origin,
    CONNECT_KIT_SITE_EMAIL: 'admin@example.com',
    CONNECT_KIT_SITE_TOKEN: 'admin-api-token',
  };
  const strange = spawnCli(['install', addon.descriptorUrl], { cwd, env });
  await strange.waitForLine(/authority that this machine does not know/);
  expect(await strange.ended).toMatchObject({ exitCode: 3 });
  expect(site.requests).toEqual([]);

  const trusted = spawnCli(['install', addon.descriptorUrl], {
    cwd,
    env: { ...env, NODE_EXTRA_CA_CERTS: file },
  });
  await trusted.waitForLine(/Installed Fake add-on in Jira/);
  expect(await trusted.ended).toMatchObject({ exitCode: 0 });
  expect(addon.receivedAt('/installed')).toHaveLength(1);
});
