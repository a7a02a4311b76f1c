import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openWatchedPage, type WatchedPage } from '../support/browser.ts';
import { ADDON_KEY, XSRF_TOKEN } from '../support/ui-samples.ts';
import { type RecordedRequest, startUiSite, type UiSite } from '../support/ui-site.ts';

/** What a person does on the dev instance's pages, against an API that only records. */
let site: UiSite;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  site = await startUiSite();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  watched = await openWatchedPage(browser);
  page = watched.page;
});

describe('the issue page', () => {
  beforeEach(async () => {
    await page.goto(`${site.origin}/browse/DEMO-1`);
    await page.waitForFunction('document.querySelector("[data-extension] iframe") !== null');
  });

  test('saves a summary that was edited in place', async () => {
    const sent = await requestBeforeReload('PUT', async () => {
      await page.hover('#issue-summary-heading');
      await page.click('[data-action="edit-summary"]');
      await page.fill('#issue-summary-input', 'A <new> summary');
      await page.click('[data-action="save-summary"]');
    });
    expect(sent.path).toBe('/rest/api/3/issue/DEMO-1');
    expect(sent.headers['x-connect-kit-xsrf']).toBe(XSRF_TOKEN);
    expect(JSON.parse(sent.body)).toEqual({ fields: { summary: 'A <new> summary' } });
  });

  test('gives up an edit on escape', async () => {
    await page.hover('#issue-summary-heading');
    await page.click('[data-action="edit-summary"]');
    await page.fill('#issue-summary-input', 'Something else');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#issue-summary-heading')).toBe(true);
    expect(await page.isVisible('#issue-summary-input')).toBe(false);
    expect(await page.inputValue('#issue-summary-input')).toBe('Plan the release of the mobile app');
  });

  test('saves a description as an Atlassian document', async () => {
    const sent = await requestBeforeReload('PUT', async () => {
      await page.hover('#issue-description');
      await page.click('[data-action="edit-description"]');
      await page.fill('#issue-description-input', 'One\ntwo\n\nthree');
      await page.click('[data-action="save-description"]');
    });
    const text = (value: string) => ({ type: 'text', text: value });
    expect(JSON.parse(sent.body).fields.description).toEqual({
      type: 'doc',
      version: 1,
      content: [
        { type: 'paragraph', content: [text('One'), { type: 'hardBreak' }, text('two')] },
        { type: 'paragraph', content: [text('three')] },
      ],
    });
  });

  test('moves the issue to another status', async () => {
    const sent = await requestBeforeReload('POST', async () => {
      await page.click('#issue-status');
      await page.click('[data-transition="31"]');
    });
    expect(sent.path).toBe('/rest/api/3/issue/DEMO-1/transitions');
    expect(JSON.parse(sent.body)).toEqual({ transition: { id: '31' } });
  });

  test('adds a comment', async () => {
    const sent = await requestBeforeReload('POST', async () => {
      await page.click('[data-action="focus-comment"]');
      await page.keyboard.type('Looks good');
      await page.click('[data-action="add-comment"]');
    });
    expect(sent.path).toBe('/rest/api/3/issue/DEMO-1/comment');
    expect(sent.body).toContain('"Looks good"');
  });

  test('deletes the issue at the second click only', async () => {
    const before = site.requests.length;
    await page.click('[data-action="delete-issue"]');
    await page.waitForSelector('text=Really delete?');
    expect(site.requests.length).toBe(before);
    const sent = await requestAfter('DELETE', () => page.click('[data-action="delete-issue"]'));
    expect(sent.path).toBe('/rest/api/3/issue/DEMO-1');
    await page.waitForURL(`${site.origin}/projects/DEMO`);
  });

  test('loads a glance and a tab when they are opened', async () => {
    expect(await page.locator('[data-extension$="__glance"] iframe').count()).toBe(0);
    await page.click('details.ck-disclosure summary');
    await page.waitForSelector('[data-extension$="__glance"] iframe');
    expect(await page.locator('[data-extension$="__log"] iframe').count()).toBe(0);
    await page.click(`[data-tab="${ADDON_KEY}__log"]`);
    await page.waitForSelector('[data-extension$="__log"] iframe');
    expect(await page.isVisible('#issue-comments')).toBe(false);
  });

  test("opens an add-on's button as a dialog with the item's context", async () => {
    const sent = await requestAfter('POST', () => page.click('[data-action="open-dialog"]'));
    expect(JSON.parse(sent.body)).toEqual({
      product: 'jira',
      addonKey: ADDON_KEY,
      moduleKey: 'plan',
      context: { jira: { issue: { key: 'DEMO-1' } } },
    });
    await expect.poll(() => page.locator('.aui-dialog2 iframe').count()).toBe(1);
    expect(await page.locator('.aui-dialog2-header').textContent()).toContain('Plan the release');
  });

  test('turns dark and stays so', async () => {
    await page.click('.ck-user');
    await page.click('[data-action="toggle-theme"]');
    await page.reload();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.colorMode')).toBe('dark');
  });
});

// The watched page fails its test on errors and on violations of the pages' own security policy.
test.each([
  ['/projects/DEMO', 'Issues'],
  ['/apps', 'Manage apps'],
  ['/wiki/spaces/DOCS', 'Documentation'],
  ['/wiki/spaces/DOCS/pages/0', 'Release plan'],
  ['/_connect-kit/login', 'Log in to Demo site'],
  ['/missing', 'Not found'],
])('%s loads without a problem, in a narrow window too', async (path, heading) => {
  await page.setViewportSize({ width: 800, height: 700 });
  await page.goto(site.origin + path);
  await page.waitForFunction('typeof connectHost === "object"');
  expect(await page.textContent('h1')).toBe(heading);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBe(0);
});

test("names that look like markup stay names, also in AUI's menus", async () => {
  await page.goto(`${site.origin}/hostile`);
  for (const menu of ['.ck-user', '[aria-controls="ck-apps-menu"]', '#issue-status']) {
    await page.click(menu);
    await page.keyboard.press('Escape');
  }
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).toContain('<img');
  expect(await page.textContent('#issue-summary-heading')).toContain('<script>');
});

test('the project page creates an issue and goes to it', async () => {
  await page.goto(`${site.origin}/projects/DEMO`);
  const sent = await requestAfter('POST', async () => {
    await page.click('[data-action="create-issue"]');
    await page.waitForSelector('#create-issue-type option', { state: 'attached' });
    await page.fill('#create-issue-summary', 'Ship it');
    await page.click('[data-action="submit-issue"]');
  });
  expect(JSON.parse(sent.body)).toEqual({
    fields: { project: { key: 'DEMO' }, issuetype: { id: '10001' }, summary: 'Ship it' },
  });
  await page.waitForURL(`${site.origin}/browse/DEMO-7`);
});

test("manage apps shows the instance's own words when an app cannot be installed", async () => {
  watched.expectConsoleError(/400/);
  await page.goto(`${site.origin}/apps`);
  const sent = await requestAfter('POST', async () => {
    await page.fill('#install-url', 'http://localhost:9/atlassian-connect.json');
    await page.click('[data-action="install"]');
  });
  expect(sent.path).toBe('/_connect-kit/api/addons');
  expect(JSON.parse(sent.body)).toEqual({
    product: 'jira',
    descriptorUrl: 'http://localhost:9/atlassian-connect.json',
  });
  const message = 'The descriptor at <b>that</b> address is no JSON.';
  await expect.poll(() => page.locator('.aui-flag').textContent()).toContain(message);
});

test('manage apps switches an app off and removes it', async () => {
  watched.expectConsoleError(/400/);
  await page.goto(`${site.origin}/apps`);
  const disabled = await requestAfter('POST', () => page.click('[data-action="disable-addon"]'));
  expect(disabled.path).toBe(`/_connect-kit/api/addons/jira/${ADDON_KEY}/disable`);
  const removed = await requestAfter('DELETE', () => page.click('[data-action="uninstall-addon"]'));
  expect(removed.path).toBe(`/_connect-kit/api/addons/jira/${ADDON_KEY}`);
});

test('the traffic page shows what was and what comes, newest first, once each', async () => {
  await page.goto(`${site.origin}/_connect-kit/`);
  await expect.poll(() => page.locator('#traffic-rows tr').count()).toBe(2);
  await expect.poll(() => page.getAttribute('#traffic-state', 'data-state')).toBe('live');
  expect(await page.isVisible('#traffic-empty')).toBe(false);
  await page.fill('#traffic-filter input', 'hooks/one');
  await expect.poll(() => page.locator('#traffic-rows tr:visible').count()).toBe(1);
});

async function requestAfter(method: string, act: () => Promise<void>): Promise<RecordedRequest> {
  const before = site.requests.length;
  await act();
  const find = () => site.requests.slice(before).find((request) => request.method === method);
  await expect.poll(() => find() !== undefined).toBe(true);
  const found = find();
  if (found === undefined) throw new Error(`no ${method} request`);
  return found;
}

/** As {@link requestAfter}, for actions after which the page loads itself anew. */
async function requestBeforeReload(method: string, act: () => Promise<void>): Promise<RecordedRequest> {
  const reloaded = page.waitForEvent('load');
  const sent = await requestAfter(method, act);
  await reloaded;
  return sent;
}
