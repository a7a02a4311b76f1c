import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, openWatchedPage, type WatchedPage } from '../support/browser.ts';
import { ADDON_KEY, XSRF_TOKEN } from '../support/ui-samples.ts';
import { startUiSite, type UiSite } from '../support/ui-site.ts';

/**
 * The bridge between host page and add-on, with Atlassian's own library at both ends, an add-on on another origin and a
 * real browser. Code for the add-on's page is text: it runs there, against `AP`.
 */
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

describe('a panel on an issue page', () => {
  let frame: Frame;
  beforeEach(async () => {
    await page.goto(`${site.origin}/browse/DEMO-1`);
    frame = await frameOf('checklist');
  });

  test('is as high as its content', async () => {
    const iframe = page.locator('[data-extension$="__checklist"] iframe');
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBeGreaterThan(50);
    const before = (await iframe.boundingBox())?.height ?? 0;
    await frame.evaluate('document.getElementById("hello").style.paddingBottom = "200px"');
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBe(before + 200);
  });

  test('AP.resize sets its size', async () => {
    await frame.evaluate('AP.resize("100%", "321px")');
    const iframe = page.locator('[data-extension$="__checklist"] iframe');
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBe(321);
  });

  test('AP.context.getToken asks the instance with the context of the frame', async () => {
    expect(await frame.evaluate('new Promise((answer) => AP.context.getToken(answer))')).toBe(
      'context.token.sample',
    );
    expect(await frame.evaluate('AP.context.getToken()')).toBe('context.token.sample');
    const asked = site.requests.findLast(({ path }) => path === '/_connect-kit/api/context-token');
    expect(asked?.headers['x-connect-kit-xsrf']).toBe(XSRF_TOKEN);
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      product: 'jira',
      addonKey: ADDON_KEY,
      moduleKey: 'checklist',
      context: { jira: { issue: { id: '10000', key: 'DEMO-1' }, project: { id: '10000', key: 'DEMO' } } },
    });
  });

  test('AP.context.getContext answers the context of the frame', async () => {
    const context = await frame.evaluate('AP.context.getContext()');
    expect(context).toMatchObject({ jira: { issue: { key: 'DEMO-1' } } });
  });

  test('AP.user tells who is signed in', async () => {
    expect(await call('user.getCurrentUser')).toEqual({ atlassianAccountId: 'alex-morgan' });
    expect(await call('user.getLocale')).toBe('en_GB');
    expect(await call('user.getTimeZone')).toBe('Europe/London');
  });

  test('AP.getLocation tells the address of the host page', async () => {
    expect(await call('getLocation')).toBe(`${site.origin}/browse/DEMO-1`);
  });

  test('AP.cookie keeps values for one add-on', async () => {
    await frame.evaluate('AP.cookie.save("colour", "grün; blau", 1)');
    expect(await call('cookie.read', 'colour')).toBe('grün; blau');
    const [stored] = await watched.context.cookies();
    expect(decodeURIComponent(stored?.name ?? '')).toBe(`${ADDON_KEY}$$colour`);
    await frame.evaluate('AP.cookie.erase("colour")');
    expect(await call('cookie.read', 'colour')).toBeUndefined();
  });

  test('AP.flag shows a flag on the host page', async () => {
    await frame.evaluate('AP.flag.create({ title: "Saved <b>", body: "All is well", type: "success" })');
    await expect.poll(() => page.locator('.aui-flag').textContent()).toContain('Saved <b>');
  });

  test('AP.dialog opens another module of the add-on, with the context of the opener, and closes', async () => {
    await frame.evaluate('window.results = []; AP.events.on("dialog.close", (data) => results.push(data))');
    await frame.evaluate(
      'AP.dialog.create({ key: "details", header: "Details", chrome: true, width: "400px", height: "200px", customData: { from: "panel" } })',
    );
    const dialog = await frameOf('details');
    expect(JSON.parse(lastBody('/_connect-kit/api/module'))).toMatchObject({
      addonKey: ADDON_KEY,
      moduleKey: 'details',
      context: { jira: { issue: { key: 'DEMO-1' } } },
    });
    await expect.poll(() => page.locator('.aui-dialog2').textContent()).toContain('Details');
    expect(await dialog.evaluate('new Promise((answer) => AP.dialog.getCustomData(answer))')).toEqual({
      from: 'panel',
    });
    expect(await dialog.evaluate('AP.context.getContext()')).toMatchObject({
      jira: { issue: { key: 'DEMO-1' } },
    });
    await dialog.evaluate('AP.dialog.close({ chosen: 3 })');
    await expect.poll(() => frame.evaluate('results')).toEqual([{ chosen: 3 }]);
    await expect.poll(() => page.locator('.aui-dialog2').count()).toBe(0);
  });

  test('AP.navigator.go moves the host page', async () => {
    await frame.evaluate(
      `AP.navigator.go('addonModule', { addonKey: '${ADDON_KEY}', moduleKey: 'dashboard', customData: { week: '47' } })`,
    );
    await page.waitForURL(`${site.origin}/plugins/servlet/ac/${ADDON_KEY}/dashboard?ac.week=47`);
  });

  test('AP.navigator.go names what it lacks', async () => {
    await frame.evaluate("AP.navigator.go('issue', {})");
    const complaint = 'AP.navigator.go: target "issue" needs "issueKey" in its context.';
    await expect.poll(() => page.locator('.aui-flag').textContent()).toContain(complaint);
  });

  test('a method that is not emulated says so to both sides', async () => {
    const failure = await frame.evaluate('AP.jira.openCreateIssueDialog().catch((error) => error)');
    expect(failure).toBe('AP.jira.openCreateIssueDialog is not emulated by connect-kit.');
    await expect.poll(() => page.locator('.aui-flag').textContent()).toContain('is not emulated');
  });

  test('AP.history is for page modules only', async () => {
    await frame.evaluate('AP.history.pushState("elsewhere")');
    await expect.poll(() => page.locator('.aui-flag').textContent()).toContain('for page modules only');
    expect(page.url()).toBe(`${site.origin}/browse/DEMO-1`);
  });

  function call(method: string, ...args: readonly string[]): Promise<unknown> {
    const given = args.map((arg) => `${JSON.stringify(arg)}, `).join('');
    return frame.evaluate(`new Promise((answer) => AP.${method}(${given}answer))`);
  }
});

describe('AP.request', () => {
  let frame: Frame;
  beforeEach(async () => {
    await page.goto(`${site.origin}/browse/DEMO-1`);
    frame = await frameOf('checklist');
  });

  test('answers through callbacks, with the body, a word and the request', async () => {
    const answer = await frame.evaluate(`new Promise((resolve) => AP.request('/rest/api/3/myself', {
      success: (body, word, xhr) => resolve([body, word, xhr.status, xhr.getResponseHeader('ETag')]),
    }))`);
    expect(answer).toEqual(['{"displayName":"Alex Morgan"}', 'success', 200, '"sample"']);
    expect(site.requests.at(-1)?.headers['ap-client-key']).toBe(ADDON_KEY);
  });

  test('answers through a promise', async () => {
    const answer = await frame.evaluate(
      "AP.request('/rest/api/3/myself').then(({ body, xhr }) => [JSON.parse(body).displayName, xhr.status])",
    );
    expect(answer).toEqual(['Alex Morgan', 200]);
  });

  test('tells of failures both ways', async () => {
    watched.expectConsoleError(/403/);
    const called = await frame.evaluate(`new Promise((resolve) => AP.request({
      url: '/rest/forbidden', error: (xhr, word, thrown) => resolve([xhr.status, xhr.responseText, word, thrown]),
    }))`);
    expect(called).toEqual([403, '{"errorMessages":["You may not."]}', 'error', 'Forbidden']);
    const caught = await frame.evaluate(
      "AP.request('/rest/forbidden').catch(({ xhr, err }) => [xhr.status, err])",
    );
    expect(caught).toEqual([403, 'Forbidden']);
  });

  test('sends method, body, type and the allowed headers only', async () => {
    await frame.evaluate(`AP.request({
      url: '/rest/api/3/issue/DEMO-1?notifyUsers=false', type: 'PUT', contentType: 'application/json',
      data: JSON.stringify({ fields: { summary: 'Ä' } }), headers: { 'If-Match': 'x', Authorization: 'Basic no' },
    })`);
    const sent = site.requests.at(-1);
    expect(sent).toMatchObject({ method: 'PUT', path: '/rest/api/3/issue/DEMO-1?notifyUsers=false' });
    expect(sent?.body).toBe('{"fields":{"summary":"Ä"}}');
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/json', 'if-match': 'x' });
    expect(sent?.headers).not.toHaveProperty('authorization');
    expect(sent?.headers['x-connect-kit-xsrf']).toBe(XSRF_TOKEN);
  });

  test('turns an object into a query or a form', async () => {
    await frame.evaluate("AP.request({ url: '/rest/api/3/search?a=1', data: { jql: 'key = X', max: 2 } })");
    expect(site.requests.at(-1)?.path).toBe('/rest/api/3/search?a=1&jql=key+%3D+X&max=2');
    await frame.evaluate("AP.request({ url: '/rest/thing', type: 'POST', data: { a: 'b c' } })");
    expect(site.requests.at(-1)).toMatchObject({ method: 'POST', body: 'a=b+c' });
  });

  test.each([
    'https://example.com/steal',
    '//example.com/steal',
    '\\\\\\\\example.com/steal',
    'javascript:alert(1)',
    '/../_connect-kit/api/addons',
    '/%5fconnect-kit/api/addons',
  ])('does not go to %s', async (url) => {
    const before = site.requests.length;
    const caught = await frame.evaluate(`AP.request(${JSON.stringify(url)}).catch(({ err }) => err)`);
    const outcome = site.requests.slice(before).map(({ path }) => path);
    expect(outcome.filter((path) => path.includes('connect-kit'))).toEqual([]);
    if (outcome.length === 0) expect(caught).toContain("is not below the product's own address");
  });
});

describe('a page module', () => {
  let frame: Frame;
  const address = () => `${site.origin}/plugins/servlet/ac/${ADDON_KEY}/dashboard`;
  beforeEach(async () => {
    await page.goto(address());
    frame = await frameOf('dashboard');
  });

  test('AP.sizeToParent takes the room that there is, whatever AP.resize says later', async () => {
    await frame.evaluate('AP.sizeToParent()');
    const iframe = page.locator('[data-extension] iframe');
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBeGreaterThan(700);
    await frame.evaluate('AP.resize("100px", "100px")');
    await page.setViewportSize({ width: 1000, height: 600 });
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBe(600 - 56 - 42);
  });

  test('AP.history changes the fragment and tells when the person goes back', async () => {
    await frame.evaluate('window.popped = []; AP.history.popState((event) => popped.push(event.newURL))');
    await frame.evaluate('AP.history.pushState("first")');
    await page.waitForURL(`${address()}#!first`);
    await frame.evaluate('AP.history.pushState("second")');
    await page.waitForURL(`${address()}#!second`);
    expect(await frame.evaluate('new Promise((answer) => AP.history.getState("hash", answer))')).toBe(
      'second',
    );
    await page.goBack();
    await expect.poll(() => frame.evaluate('popped')).toEqual(['first']);
    await frame.evaluate('AP.history.replaceState("third")');
    await page.waitForURL(`${address()}#!third`);
  });

  test('follows the theme of the host without asking another machine', async () => {
    await frame.evaluate('AP.theming.initializeTheming()');
    await expect.poll(() => frame.evaluate('document.documentElement.dataset.colorMode')).toBe('light');
    await page.evaluate('document.documentElement.dataset.colorMode = "dark"');
    await expect.poll(() => frame.evaluate('document.documentElement.dataset.colorMode')).toBe('dark');
    await expect
      .poll(() =>
        frame.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--ds-surface")'),
      )
      .not.toBe('');
  });
});

async function frameOf(moduleKey: string): Promise<Frame> {
  const isReady = async () => {
    const frame = page.frames().find((candidate) => new URL(candidate.url()).pathname === `/${moduleKey}`);
    return frame === undefined
      ? false
      : frame.evaluate('typeof AP === "object" && document.readyState === "complete"');
  };
  await expect.poll(isReady).toBe(true);
  const frame = page.frames().find((candidate) => new URL(candidate.url()).pathname === `/${moduleKey}`);
  if (frame === undefined) throw new Error(`no frame of module ${moduleKey}`);
  return frame;
}

function lastBody(path: string): string {
  return site.requests.findLast((request) => request.path === path)?.body ?? '';
}
