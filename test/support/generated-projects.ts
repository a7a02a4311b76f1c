import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { PROJECT_PRODUCTS, type ProjectProduct } from '../../src/scaffold/products.ts';
import { launchBrowser, openWatchedPage } from './browser.ts';
import { packedConnectKit } from './packed.ts';
import { spawnCli } from './spawn-cli.ts';

/** Projects of one template, one for each product. The packages are installed once: their `package.json` asks for the same. */
export interface GeneratedProjects {
  readonly products: readonly ProjectProduct[];
  folderOf(product: ProjectProduct): string;
  /** @throws when the script fails, with what it has printed */
  run(product: ProjectProduct, script: string, env?: Readonly<Record<string, string>>): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Makes them with the packed connect-kit.
 * @param flags for `init`, by product
 */
export async function generateProjects(
  template: string,
  flags: Readonly<Partial<Record<ProjectProduct, readonly string[]>>> = {},
): Promise<GeneratedProjects> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), `connect-kit-${template}-`)));
  const folderOf = (product: ProjectProduct) => path.join(root, product);
  const { bin, tarball } = packedConnectKit();
  const [first, ...others] = PROJECT_PRODUCTS;
  const init = async (product: ProjectProduct, ...more: readonly string[]) => {
    const own = [
      '--product',
      product,
      '--key',
      `com.example.${template}-${product}`,
      ...(flags[product] ?? []),
    ];
    const args = [
      'init',
      product,
      '--template',
      template,
      '--connect-kit',
      tarball,
      '--no-git',
      ...own,
      ...more,
    ];
    await execa(process.execPath, [bin, ...args], { cwd: root });
  };
  await init(first);
  for (const product of others) {
    await init(product, '--no-install');
    await symlink(
      path.join(folderOf(first), 'node_modules'),
      path.join(folderOf(product), 'node_modules'),
      'junction',
    );
  }
  return {
    products: PROJECT_PRODUCTS,
    folderOf,
    run: async (product, script, env = {}) => {
      const { all } = await execa('npm', ['run', script], { cwd: folderOf(product), env, all: true });
      return all;
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** What `package.json` depends upon for nothing, in the words of knip; empty where there is nothing of the kind. */
export async function findUnusedDependencies(folder: string): Promise<string> {
  const knip = packageFile('node_modules/knip/bin/knip.js');
  const { all } = await execa(process.execPath, [knip, '--dependencies', '--no-progress'], {
    cwd: folder,
    all: true,
    reject: false,
  });
  return all.trim();
}

/**
 * Runs a project by `connect-kit dev` and looks at each of its pages.
 * @param heading of a page, as a selector
 * @returns what the headings say
 */
export async function seePages(folder: string, heading: string): Promise<readonly string[]> {
  // With time for a database to be made on a busy machine.
  const flags = ['--port', '0', '--ephemeral', '--timeout', '3m', '--json'];
  const dev = spawnCli(['dev', ...flags], { cwd: folder });
  const ready = await dev.waitForEvent('ready');
  const pages = listAt(ready, 'addons').flatMap((addon) => listAt(addon, 'pages'));
  try {
    return await readHeadings(
      pages.map((page) => String(stringAt(page, 'url'))),
      heading,
    );
  } finally {
    await dev.interrupt();
  }
}

/**
 * Looks at pages of a dev instance in a browser, in light and in dark.
 * @param heading of the add-on's page in the first frame of each, as a selector
 * @returns what the headings say
 */
export async function readHeadings(urls: readonly string[], heading: string): Promise<readonly string[]> {
  const browser = await launchBrowser();
  try {
    const { page } = await openWatchedPage(browser);
    const seen: string[] = [];
    for (const url of urls) {
      await page.goto(url);
      // What unfolds is loaded when somebody wants to see it.
      for (const summary of await page.locator('details:not([open]) > summary').all()) await summary.click();
      const frame = page.frameLocator('[data-extension] iframe').first();
      await frame.locator(heading).waitFor();
      seen.push((await frame.locator(heading).textContent()) ?? '');
      for (const mode of ['light', 'dark']) {
        await page.evaluate(`document.documentElement.dataset.colorMode = '${mode}'`);
        const background = 'getComputedStyle(document.body).backgroundColor';
        const brightness = async () => brightnessOf(await frame.locator('body').evaluate(background));
        await expect.poll(brightness).toBe(mode);
      }
    }
    await page.close();
    return seen;
  } finally {
    await browser.close();
  }
}

export function listAt(value: unknown, name: string): readonly unknown[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function brightnessOf(color: unknown): 'light' | 'dark' {
  const [red = 0] = String(color).match(/\d+/g)?.map(Number) ?? [];
  return red > 127 ? 'light' : 'dark';
}
