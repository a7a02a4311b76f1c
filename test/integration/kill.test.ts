import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/instance/store/database.ts';
import { KilledWriters } from '../support/killed-writers.ts';
import { createSiteProcesses } from '../support/site-process.ts';
import { soak } from '../support/soak.ts';
import { createTempDir } from '../support/temp-dir.ts';

const KILLS = soak(20, 100);
const WRITERS = 4;

it(`keeps what it has acknowledged when its process is killed, ${KILLS} times`, {
  timeout: 600_000,
}, async () => {
  const processes = await createSiteProcesses();
  const dataFolder = path.join(await createTempDir(), 'sites');
  const copies = await createTempDir();
  const writers = await KilledWriters.create(WRITERS);
  for (let round = 0; round < KILLS; round += 1) {
    const site = await processes.start(dataFolder);
    // What was acknowledged before the kill of the round before, or was on its way then.
    expect(await writers.missing(site, 'since the last kill')).toEqual([]);
    await writers.writeUntilKilled(site, 1 + writers.random(24));
    // The log is left as it is for the next process: what is judged is a copy.
    const copy = path.join(copies, String(round));
    await cp(dataFolder, copy, { recursive: true });
    const database = openDatabase(path.join(copy, 'dev.db'));
    const found = database.all('PRAGMA integrity_check').map((row) => row['integrity_check']);
    const foreign = database.all('PRAGMA foreign_key_check');
    database.close();
    expect([round, found, foreign]).toEqual([round, ['ok'], []]);
  }
  const site = await processes.start(dataFolder);
  expect(await writers.missing(site, 'ever')).toEqual([]);
  expect(writers.acknowledged).toBeGreaterThan(KILLS * 8);
  await site.kill();
});
