import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFakeClock } from '../../test/support/fake-clock.ts';
import { createAdvanceableClock } from './advanceable-clock.ts';

/** A machine whose time stands still: whatever wakes up here was put forward to. */
function createClock() {
  const machine = createFakeClock(1_000_000);
  // What has no length is over when everything else has had its turn, as on a machine.
  const sleep = (ms: number, signal?: AbortSignal) => (ms === 0 ? nextTurn() : machine.sleep(ms, signal));
  return { machine, clock: createAdvanceableClock({ now: machine.now, sleep }) };
}

const settled = async () => {};

it('goes with the machine, and ahead of it', async () => {
  const { machine, clock } = createClock();
  await clock.advance(500, settled);
  expect([clock.now(), clock.machineNow?.()]).toEqual([1_000_500, 1_000_000]);
  await machine.advance(10);
  expect([clock.now(), clock.machineNow?.()]).toEqual([1_000_510, 1_000_010]);
});

it('wakes sleepers in order, each at its own time, and those that go to sleep on the way', async () => {
  const { clock } = createClock();
  const woken: (readonly [string, number])[] = [];
  const note = (name: string) => woken.push([name, clock.now() - 1_000_000]);
  void clock.sleep(300).then(() => note('c'));
  void clock.sleep(100).then(async () => {
    note('a');
    await clock.sleep(100);
    note('b');
  });
  void clock.sleep(1001).then(() => note('too late'));
  await clock.advance(1000, settled);
  expect(woken).toEqual([
    ['a', 100],
    ['b', 200],
    ['c', 300],
  ]);
  expect(clock.now()).toBe(1_001_000);
});

it('waits for what those who wake up do', async () => {
  const { clock } = createClock();
  let work = Promise.resolve();
  let isDone = false;
  void clock.sleep(100).then(() => {
    work = nextTurn().then(() => {
      isDone = true;
    });
  });
  await clock.advance(100, () => work);
  expect(isDone).toBe(true);
});

it('does not wait for work that sleeps itself, and is to be woken', async () => {
  const { clock } = createClock();
  const work = clock.sleep(50);
  await clock.advance(100, () => work);
  expect(clock.now()).toBe(1_000_100);
});

it('lets nobody sleep on who is not wanted any more', async () => {
  const { clock } = createClock();
  const over = new AbortController();
  const sleep = clock.sleep(100, over.signal);
  over.abort(new Error('over'));
  await expect(sleep).rejects.toThrow('over');
  await expect(clock.sleep(100, over.signal)).rejects.toThrow('over');
});

it('sleeps by the machine where nobody puts it forward', async () => {
  const { machine, clock } = createClock();
  const sleep = clock.sleep(100);
  await machine.advance(100);
  await expect(sleep).resolves.toBeUndefined();
});
