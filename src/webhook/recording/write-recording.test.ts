import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { parseRecording } from './parse.ts';
import { NO_BODY, type Recording } from './recording.ts';
import { isRecordingName, makeRecordingFolder, removeLeftovers, writeRecording } from './write-recording.ts';

const RECORDING: Recording = {
  id: 'abc',
  time: '2026-11-21T10:00:00.000Z',
  event: 'comment_created',
  addonKey: null,
  request: { method: 'POST', path: '/', query: null, basePath: '', headers: [], body: NO_BODY },
  response: null,
  verdict: null,
  redactions: [],
};

/** Processes of these ids are alive, and no others. */
function systemWith(pid: number, ...alive: readonly number[]) {
  return {
    pid,
    kill: (one: number) => {
      if (!alive.includes(one)) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
    },
  };
}

test('a recording is in its folder under a name that says when and what', async () => {
  const folder = path.join(await createTempDir(), 'a', 'b');
  const file = await writeRecording(folder, RECORDING, { pid: 1 });
  expect(path.relative(folder, file)).toBe('20261121T100000_000Z-comment_created-abc.webhook.json');
  expect(await readdir(folder)).toEqual([path.basename(file)]);
  expect(parseRecording(await readFile(file, 'utf8'), file)).toEqual(RECORDING);
});

test('what a killed process left is no recording, and goes; what another one writes stays', async () => {
  const folder = await createTempDir();
  const name = (pid: number) => `.20261121T100000_000Z-x-abc.webhook.json.${pid}.0a1b2c3d.tmp`;
  for (const pid of [10, 11, 12]) await writeFile(path.join(folder, name(pid)), '{"version": 1, "id"');
  await writeFile(path.join(folder, '.other.tmp'), '');
  expect((await readdir(folder)).filter(isRecordingName)).toEqual([]);
  expect(await removeLeftovers(folder, systemWith(10, 10, 12))).toBe(2);
  expect((await readdir(folder)).toSorted()).toEqual([name(12), '.other.tmp'].toSorted());
  expect(await removeLeftovers(path.join(folder, 'missing'), systemWith(1))).toBe(0);
});

test('a folder that cannot be written to is named, and nothing is left', async () => {
  const folder = await createTempDir();
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(writeRecording(file, RECORDING, { pid: 1 })).rejects.toMatchObject({
    code: 'recording-unwritable',
    exitCode: 3,
  });
  expect(await readdir(folder)).toEqual(['file']);
});

test('a folder is made before anything is to be kept in it, and refused where it cannot be', async () => {
  const folder = await createTempDir();
  await makeRecordingFolder(path.join(folder, 'new', 'one'));
  expect(await readdir(path.join(folder, 'new'))).toEqual(['one']);
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(makeRecordingFolder(file)).rejects.toMatchObject({
    ...{ code: 'recording-unwritable', exitCode: 3, where: file },
  });
});
