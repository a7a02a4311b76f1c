// Finds a browser for the browser tests, or gets one where that takes no decision of anybody's.
import { existsSync } from 'node:fs';
import { run } from './steps.mjs';

const CANDIDATES = [
  process.env['CONNECT_KIT_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** As root on Debian the package is installed; elsewhere it is for people to decide, and the script says how. */
export async function ensureBrowser() {
  if (hasBrowser()) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('No browser found: installing the chromium package.');
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (hasBrowser()) return;
  console.error(
    [
      'The browser tests need Chromium or Chrome, and none was found.',
      '  → Debian, Ubuntu: sudo apt-get install chromium',
      '  → macOS: brew install --cask google-chrome',
      '  → anywhere else: install it, and set CONNECT_KIT_CHROMIUM to its program file',
    ].join('\n'),
  );
  process.exit(3);
}

function hasBrowser() {
  return CANDIDATES.some((file) => file !== undefined && file !== '' && existsSync(file));
}
