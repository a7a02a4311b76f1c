import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes the licence of each package and of everything that it depends upon, for their published scripts hold their
 * dependencies: one text file for each.
 * @param {readonly string[]} folders of the packages, in node_modules
 * @param {string} outDir
 * @param {readonly string[]} absent names of dependencies of which nothing is passed on
 */
export async function writeLicenses(folders, outDir, absent) {
  await mkdir(outDir, { recursive: true });
  const closure = new Set();
  for (const folder of folders) await collect(folder, closure, absent);
  await Promise.all([...closure].map((folder) => writeLicense(folder, outDir)));
}

async function collect(folder, closure, absent) {
  if (closure.has(folder)) return;
  closure.add(folder);
  const { dependencies = {} } = await readManifest(folder);
  for (const name of Object.keys(dependencies).filter((name) => !absent.includes(name))) {
    const dependency = findPackage(name, folder);
    if (dependency !== undefined) await collect(dependency, closure, absent);
  }
}

/** As Node looks for packages, without minding which of their files they export. */
function findPackage(name, from) {
  for (let folder = from; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

async function writeLicense(folder, outDir) {
  const { name, version, license } = await readManifest(folder);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${await readFile(path.join(folder, file), 'utf8')}`;
  const title = `${name} ${version}\nLicence: ${license ?? (file === undefined ? 'the package states none' : 'see below')}\n`;
  await writeFile(path.join(outDir, `${name.replace(/^@/, '').replace('/', '-')}.txt`), title + text);
}

async function readManifest(folder) {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
}
