// Packs connect-kit and installs the tarball the way people do, into a folder of its own.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './steps.mjs';

const MAX_INSTALLED_BYTES = 40 * 1024 * 1024;
const exec = promisify(execFile);

/**
 * @returns {Promise<{ bin: string, tarball: string, bytes: number, remove: () => Promise<void> }>} the installed
 *   launcher, the tarball, and the size of everything that was installed
 */
export async function packAndInstall() {
  const folder = await mkdtemp(path.join(tmpdir(), 'connect-kit-packed-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const shell = process.platform === 'win32';
  // dist has just been built by the gate; packing must not build it again while tests may read it.
  const { stdout } = await exec('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    shell,
  });
  const packed = JSON.parse(stdout);
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  const tarball = path.join(folder, filename);
  const project = path.join(folder, 'project');
  await mkdir(project);
  await writeFile(path.join(project, 'package.json'), '{ "private": true }\n');
  await exec('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: project, shell });
  const modules = path.join(project, 'node_modules');
  const bytes = await sizeOf(modules);
  if (bytes > MAX_INSTALLED_BYTES) {
    throw new Error(`the installed package takes ${bytes} bytes, more than ${MAX_INSTALLED_BYTES}`);
  }
  return { bin: path.join(modules, 'connect-kit', 'bin', 'connect-kit.js'), tarball, bytes, remove };
}

async function sizeOf(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
