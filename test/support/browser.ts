import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Quiet, and able to run as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the machine's Chromium, headless, with a profile of its own.
 * @throws {Error} when there is none, saying how to get one
 */
export async function launchBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(env), headless: true, args: FLAGS });
}

/** @throws {Error} when no Chromium is found */
function findChromium(env: NodeJS.ProcessEnv): string {
  const chosen = env['CONNECT_KIT_CHROMIUM'];
  const found = [...(chosen === undefined ? CANDIDATES : [chosen])].find((file) => existsSync(file));
  if (found !== undefined) return found;
  const where = chosen === undefined ? CANDIDATES.join(', ') : `CONNECT_KIT_CHROMIUM=${chosen}`;
  throw new Error(
    `The browser tests need Chromium and found none (${where}).\n` +
      'Install it, for instance with `apt-get install chromium`, or set CONNECT_KIT_CHROMIUM to its path.',
  );
}

/** Console errors that are no fault of the pages. */
const HARMLESS: readonly RegExp[] = [
  // atlassian-connect-js asks a feature service that exists only inside of Atlassian, and then takes the default.
  /^\[ACJS\] Feature flag service is not initialised/,
];

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Lets console errors pass that a test provokes. */
  expectConsoleError(pattern: RegExp): void;
}

/**
 * A page in a fresh context. The test fails when the page or a frame of it throws, logs an error, or asks anything of
 * a machine other than this one.
 */
export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const problems: string[] = [];
  const expected: RegExp[] = [...HARMLESS];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !expected.some((pattern) => pattern.test(text))) {
      problems.push(`console: ${text} (${message.location().url})`);
    }
  });
  context.on('request', (request) => {
    if (!isLocal(request.url())) problems.push(`request left this machine: ${request.url()}`);
  });
  onTestFinished(async () => {
    // Chromium now and then does not answer when it is busy with a navigation; closing the browser ends it anyway.
    await Promise.race([context.close(), delay(10_000, undefined, { ref: false })]);
    if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
  });
  return { page, context, expectConsoleError: (pattern) => expected.push(pattern) };
}

function isLocal(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'data:' || protocol === 'blob:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  );
}
