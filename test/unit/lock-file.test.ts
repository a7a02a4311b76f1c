import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';

// Newer versions of npm refuse `npm ci` when a lock file names only the platforms of the machine that wrote it.
test('the lock file holds each optional package in the version that its dependant asks for', async () => {
  const packages = await readLockedPackages();

  const wanted = [...packages].flatMap(([folder, { optionalDependencies }]) =>
    Object.entries(isRecord(optionalDependencies) ? optionalDependencies : {}).map(([name, version]) => ({
      name,
      version,
      found: findLocked(packages, folder, name),
    })),
  );

  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter(({ found }) => found === undefined)).toEqual([]);
  const pinned = wanted.filter(({ version }) => /^\d/u.test(String(version)));
  expect(pinned.filter(({ version, found }) => found?.['version'] !== version)).toEqual([]);
});

async function readLockedPackages(): Promise<Map<string, Record<string, unknown>>> {
  const lock: unknown = JSON.parse(await readFile(packageFile('package-lock.json'), 'utf8'));
  const packages = isRecord(lock) && isRecord(lock['packages']) ? lock['packages'] : {};
  return new Map(
    Object.entries(packages).filter((entry): entry is [string, Record<string, unknown>] =>
      isRecord(entry[1]),
    ),
  );
}

/** What `name` resolves to from inside of `folder`: the nearest node_modules on the way up that has it. */
function findLocked(
  packages: ReadonlyMap<string, Record<string, unknown>>,
  folder: string,
  name: string,
): Record<string, unknown> | undefined {
  const found = packages.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
  if (found !== undefined || folder === '') return found;
  return findLocked(packages, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name);
}
