import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openWatchedPage } from '../support/browser.ts';
import { startInspected } from '../support/inspected-proxy.ts';

/** What a person does on the inspector's page while an add-on is installed and used behind the proxy. */
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openInspector() {
  const inspected = await startInspected();
  await inspected.install();
  await inspected.asProduct('GET', '/page?a=1&xdm_e=x');
  const { page } = await openWatchedPage(browser);
  await page.goto(inspected.front.inspector.url);
  await rowOf(page, 'GET /page').waitFor();
  return { ...inspected, page };
}

const rowOf = (page: Page, text: string) => page.locator('#rows tr', { hasText: text });
const visibleRows = (page: Page) => page.locator('#rows tr:visible').count();

describe('the page of the inspector', () => {
  test('shows what has passed, and what passes while one looks', async () => {
    const { page, asProduct, front } = await openInspector();
    expect(await rowOf(page, 'POST /installed').textContent()).toContain('valid');
    await asProduct('POST', '/hook', { signedFor: '/other' });
    await rowOf(page, 'POST /hook').waitFor();
    expect(await rowOf(page, 'POST /hook').textContent()).toContain('qsh-mismatch');
    expect(await page.locator('#state').textContent()).toBe('Live');
    expect(await page.locator('header').textContent()).toContain(front.proxy.url);
  });

  test('filters, and forgets', async () => {
    const { page, asProduct } = await openInspector();
    await asProduct('POST', '/hook', { signedFor: '/other' });
    await rowOf(page, 'POST /hook').waitFor();
    await page.check('#failed');
    expect(await visibleRows(page)).toBe(1);
    await page.uncheck('#failed');
    await page.fill('#filter', 'lifecycle');
    expect(await visibleRows(page)).toBe(2);
    await page.click('#clear');
    await page.locator('#empty').waitFor();
    expect(await page.locator('#rows tr').count()).toBe(0);
  });

  test('says why a hash does not match, without the signature, and sends the request again', async () => {
    const { page, asProduct, addon, secret } = await openInspector();
    await asProduct('GET', '/find?q=a%20b', { signedFor: '/find?q=a%2Bb' });
    await rowOf(page, '/find').locator('button').click();
    const pane = page.locator('#detail');
    await pane.locator('h3', { hasText: 'Why the hash does not match' }).waitFor();
    const text = (await pane.textContent()) ?? '';
    expect(text).toContain('GET&/find&q=a%20b');
    expect(text).toContain('"qsh"');
    expect(text).not.toContain(secret());
    await pane.locator('button', { hasText: 'signed afresh' }).click();
    await pane.locator('output', { hasText: 'Answered 200' }).waitFor();
    await expect.poll(() => rowOf(page, '/find').count()).toBe(2);
    expect(await rowOf(page, '/find').first().textContent()).toContain('valid');
    expect(addon.receivedAt('/find')).toHaveLength(2);
  });

  test('saves a recording and says where', async () => {
    const { page, recordings } = await openInspector();
    await rowOf(page, 'POST /enabled').locator('button').click();
    await page.locator('#detail button', { hasText: 'Save as recording' }).click();
    await page.locator('#detail output', { hasText: recordings }).waitFor();
  });

  test('runs nothing that stands in a request', async () => {
    const { page, front } = await openInspector();
    await fetch(`${front.proxy.url}/<img%20src=x%20onerror=alert(1)>`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', 'X-Own': '<script>alert(1)</script>' },
      body: '<img src=x onerror=alert(1)>',
    });
    await rowOf(page, 'onerror').locator('button').click();
    await page.locator('#detail h2', { hasText: 'onerror' }).waitFor();
    expect(await page.locator('#detail img, #rows img, #detail script').count()).toBe(0);
  });
});
