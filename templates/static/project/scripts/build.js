// Writes the site into dist/, for any host of static files. BASE_URL says where it will be.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeSite, readBaseUrl } from './site.js';

const DIST = path.join(import.meta.dirname, '../dist');

const baseUrl = readBaseUrl('BASE_URL', process.env.BASE_URL ?? '');
const site = await makeSite({ baseUrl });
await rm(DIST, { recursive: true, force: true });
for (const [name, content] of site) {
  const file = path.join(DIST, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
console.log(`dist/ holds ${site.size} files for ${baseUrl}`);
