import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The notices of everything that is bundled into the package.
 * @param {string} root the repository
 * @param {readonly string[]} folders of packages in node_modules that ended up in the bundle
 * @returns {Promise<string>} Markdown
 */
export async function renderNotices(root, folders) {
  const sections = await Promise.all(folders.map(renderPackage));
  return [
    '# Third-party notices',
    '',
    'connect-kit contains the following software, each under its own licence. Licences of what the pages of the dev',
    'instance load stand in `browser/licenses`.',
    '',
    ...sections.sort(),
  ].join('\n');

  async function renderPackage(folder) {
    const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined && license === undefined)
      throw new Error(`${name} in ${path.relative(root, folder)} states no licence`);
    const text =
      file === undefined ? `Licence: ${license}` : (await readFile(path.join(folder, file), 'utf8')).trim();
    return `## ${name} ${version}\n\n${text.replace(/^#/gm, '\\#')}\n`;
  }
}
