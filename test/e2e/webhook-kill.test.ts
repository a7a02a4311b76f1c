import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { parseRecording } from '../../src/webhook/recording/parse.ts';
import { startTarget } from '../support/recorded-target.ts';
import { type RunningProgram, spawnCli } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { send } from '../support/webhook-listener.ts';

/** Numbers from 0 to 1 that are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // Of Numerical Recipes; the high bits are what is used.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A delivery that is known by its number, of a length that takes several writes. */
function bodyOf(number: number, length: number): string {
  return JSON.stringify({ webhookEvent: 'jira:issue_updated', number, text: 'x'.repeat(length) });
}

async function startRecording(cwd: string, env: Readonly<Record<string, string>> = {}) {
  const program = spawnCli(['webhook', 'record', '--listen', '0', '--json'], { cwd, env });
  const { url } = await program.waitForEvent('listening');
  return { program, port: Number(new URL(String(url)).port) };
}

/** Names of what is in the folder, by what they are. */
async function namesIn(cwd: string) {
  const names = await readdir(path.join(cwd, 'recordings'));
  return {
    recordings: names.filter((name) => name.endsWith('.webhook.json')).toSorted(),
    leftovers: names.filter((name) => !name.endsWith('.webhook.json')),
  };
}

/** Bodies of all that is taken for a recording. */
async function bodiesIn(cwd: string): Promise<readonly string[]> {
  const { recordings } = await namesIn(cwd);
  return Promise.all(
    recordings.map(async (name) => {
      const text = await readFile(path.join(cwd, 'recordings', name), 'utf8');
      const { body } = parseRecording(text, name).request;
      expect(body.isEdited).not.toBe(true);
      return Buffer.from(body.bytes).toString();
    }),
  );
}

/** The files that it said it had written. */
function toldBy({ lines }: RunningProgram): readonly string[] {
  return lines.flatMap((line) => {
    try {
      const event: unknown = JSON.parse(line);
      return stringAt(event, 'event') === 'recorded' ? [path.basename(stringAt(event, 'file') ?? '')] : [];
    } catch {
      // A line that was being written.
      return [];
    }
  });
}

/** What is in the folder can be replayed, all of it and as it was sent; the next recording tidies up. */
async function expectWhole(cwd: string, sent: ReadonlySet<string>): Promise<void> {
  const bodies = await bodiesIn(cwd);
  expect(bodies.filter((body) => !sent.has(body))).toEqual([]);
  expect(new Set(bodies).size).toBe(bodies.length);
  if (bodies.length > 0) {
    const target = await startTarget();
    const flags = ['--to', target.url, '--unsigned', '--speed', 'max', '--quiet'];
    const replay = spawnCli(['webhook', 'replay', 'recordings', ...flags], { cwd });
    expect(await replay.ended).toMatchObject({ exitCode: 0 });
    expect(target.received.map(({ body }) => body.toString())).toEqual(bodies);
  }
  const { recordings } = await namesIn(cwd);
  const next = await startRecording(cwd);
  expect(await namesIn(cwd)).toEqual({ recordings, leftovers: [] });
  await next.program.interrupt();
}

/**
 * Loaded into the process before anything else: kills it without a warning at one step of writing a file, which is counted
 * out by how many files were begun before. Half of what is to be written is written then.
 */
const KILL_AT = `
const promises = require('node:fs/promises');
const { syncBuiltinESMExports } = require('node:module');
const [step, file] = process.env.KILL_AT.split(' ');
const { open, rename } = promises;
let begun = 0;
const isTurn = (one) => one === step && begun === Number(file);
const die = () => process.kill(process.pid, 'SIGKILL');
promises.open = async (name, ...rest) => {
  const handle = await open(name, ...rest);
  if (!String(name).endsWith('.tmp')) return handle;
  begun += 1;
  if (isTurn('opened')) die();
  const { writeFile, sync } = handle;
  handle.writeFile = async (text) => {
    if (!isTurn('half-written')) return writeFile.call(handle, text);
    await writeFile.call(handle, text.slice(0, text.length / 2));
    die();
  };
  handle.sync = async () => {
    if (isTurn('written')) die();
    await sync.call(handle);
  };
  return handle;
};
promises.rename = async (...names) => {
  if (isTurn('synced')) die();
  await rename(...names);
  if (isTurn('named')) die();
};
syncBuiltinESMExports();
`;

describe('killed in the middle of a file', () => {
  test.each([
    { step: 'opened', isLeft: true },
    { step: 'half-written', isLeft: true },
    { step: 'written', isLeft: true },
    { step: 'synced', isLeft: true },
    { step: 'named', isLeft: false },
  ])('$step', async ({ step, isLeft }) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'kill-at.cjs'), KILL_AT);
    const env = { NODE_OPTIONS: '--require ./kill-at.cjs', KILL_AT: `${step} 3` };
    const { program, port } = await startRecording(cwd, env);
    const sent = [0, 1, 2].map((number) => bodyOf(number, 50_000));
    for (const [index, body] of sent.entries()) {
      // The last one may be answered or not.
      await send(port, '/hook', { body: Buffer.from(body) }).catch(() => {});
      if (index < 2) await program.waitForEvent('recorded', () => toldBy(program).length > index);
    }
    expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
    const { recordings, leftovers } = await namesIn(cwd);
    expect(recordings).toHaveLength(isLeft ? 2 : 3);
    expect(leftovers).toHaveLength(isLeft ? 1 : 0);
    await expectWhole(cwd, new Set(sent));
  });
});

test.each([1, 2, 3])('killed with deliveries under way, as seed %i says', async (seed) => {
  const random = createRandom(seed);
  const cwd = await createTempDir();
  const sent = new Set<string>();
  let number = 0;
  for (let round = 0; round < 3; round += 1) {
    const { program, port } = await startRecording(cwd);
    const before = (await namesIn(cwd).catch(() => ({ recordings: [] }))).recordings;
    const killAfter = 1 + Math.floor(random() * 20);
    let answered = 0;
    let killed: Promise<unknown> | undefined;
    const work = async () => {
      while (killed === undefined) {
        number += 1;
        const body = bodyOf(number, Math.floor(random() * 200_000));
        sent.add(body);
        await send(port, '/hook', { body: Buffer.from(body) }).catch(() => {});
        answered += 1;
        if (answered === killAfter) killed = program.kill();
      }
    };
    await Promise.all([1, 2, 3, 4].map(work));
    await killed;
    const { recordings } = await namesIn(cwd);
    expect(recordings).toEqual(expect.arrayContaining([...before, ...toldBy(program)]));
  }
  await expectWhole(cwd, sent);
});
