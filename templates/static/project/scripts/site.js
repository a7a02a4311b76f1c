import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PROJECT = path.join(import.meta.dirname, '..');
const PUBLIC = path.join(PROJECT, 'public');

/** Atlassian's script, which the pages name; sites in the cloud take no other. */
const HOST_SCRIPT_URL = 'https://connect-cdn.atl-paas.net/all.js';

/**
 * Everything that is served, by its path below the base URL, as it is on disk now.
 * @param {{ baseUrl: string, hostScriptUrl?: string }} settings where the site will be; and, in the dev instance,
 *   what stands in for Atlassian's script
 * @returns {Promise<Map<string, string | Buffer>>}
 */
export async function makeSite({ baseUrl, hostScriptUrl = HOST_SCRIPT_URL }) {
  const site = new Map();
  for (const entry of await readdir(PUBLIC, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = await readFile(file);
    const name = `/${path.relative(PUBLIC, file).split(path.sep).join('/')}`;
    site.set(name, name.endsWith('.html') ? withHostScript(String(content), hostScriptUrl) : content);
  }
  for (const name of await descriptorNames()) {
    const text = await readFile(path.join(PROJECT, name), 'utf8');
    site.set(`/${name}`, withPages(text.replaceAll('{{localBaseUrl}}', baseUrl), site));
  }
  return site;
}

/** One for each product. */
export async function descriptorNames() {
  return (await readdir(PROJECT)).filter((name) => /^atlassian-connect.*\.json$/.test(name)).sort();
}

/**
 * The address of a site, without a slash at its end.
 * @param {string} name of the variable, for the error
 * @param {string} text
 */
export function readBaseUrl(name, text) {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new Error(`${name} must be an http or https URL, not "${text}".`);
}

/** The script itself, and its origin in the page's Content-Security-Policy. */
function withHostScript(html, url) {
  return html
    .replaceAll(HOST_SCRIPT_URL, url)
    .replaceAll(new URL(HOST_SCRIPT_URL).origin, new URL(url).origin);
}

/** `/issue-panel` in a descriptor is the page `/issue-panel.html`: not every host of files finds it without its ending. */
function withPages(descriptor, site) {
  const named = JSON.parse(descriptor, (_, value) => {
    const [, page, query] = (typeof value === 'string' && /^(\/[\w/-]+)(\?.*)?$/s.exec(value)) || [];
    return site.has(`${page}.html`) ? `${page}.html${query ?? ''}` : value;
  });
  return `${JSON.stringify(named, null, 2)}\n`;
}
