import path from 'node:path';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { launchBrowser, openWatchedPage } from '../support/browser.ts';
import { packedConnectKit } from '../support/packed.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const SUMMARY = 'Plan the release of the mobile app';
const EDITED = 'Plan the spring release of the app';

/** The whole way, as a new user goes it: scaffold, run, look, edit, and see the webhook arrive. */
it('shows the panel of a generated add-on on an issue, and tells the add-on of an edit', async () => {
  const project = await generateProject();
  const dev = spawnCli(['dev', '--port', '0', '--ephemeral', '--json'], { cwd: project });
  const ready = await dev.waitForEvent('ready');
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const { page } = await openWatchedPage(browser);

  await page.goto(`${stringAt(ready, 'productUrl')}/browse/DEMO-1`);
  const panel = page.frameLocator('[data-extension$="__issue-panel"] iframe');
  await panel.locator('#issue-summary', { hasText: SUMMARY }).waitFor();
  await dev.waitForEvent('exchange', exchanged('rest', '/rest/api/3/issue/DEMO-1', 200));

  await page.hover('#issue-summary-heading');
  await page.click('[data-action="edit-summary"]');
  await page.fill('#issue-summary-input', EDITED);
  await page.click('[data-action="save-summary"]');
  await dev.waitForEvent('exchange', exchanged('webhook', '/webhooks/issue', 204));
  await panel.locator('#issue-summary', { hasText: EDITED }).waitFor();
  await panel.locator('li.event[data-event="jira:issue_updated"]').waitFor();

  // The panel's own button goes another way: a context token from the bridge, and the add-on's own route.
  await panel.locator('[data-refresh]').click();
  await dev.waitForEvent('exchange', exchanged('other', '/api/issue-panel', 200));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: packageFile('test-results', 'issue-panel.png') });

  expect(await dev.interrupt()).toMatchObject({ exitCode: 130 });
  await dev.waitForEvent('exchange', exchanged('lifecycle', '/lifecycle/uninstalled', 204));
});

async function generateProject(): Promise<string> {
  const { bin, tarball } = packedConnectKit();
  const cwd = await createTempDir();
  const answers = ['--name', 'Release notes', '--connect-kit', tarball];
  await execa(process.execPath, [bin, 'init', 'release-notes', '--yes', ...answers], { cwd });
  return path.join(cwd, 'release-notes');
}

/** An exchange that ended with this status and carried a token that holds. */
function exchanged(kind: string, urlPart: string, status: number) {
  return ({ exchange }: Readonly<Record<string, unknown>>): boolean =>
    isRecord(exchange) &&
    exchange['kind'] === kind &&
    exchange['status'] === status &&
    (stringAt(exchange, 'url')?.includes(urlPart) ?? false) &&
    isRecord(exchange['verdict']) &&
    exchange['verdict']['valid'] === true;
}
