import { expect, it } from 'vitest';
import { Queue } from './queue.ts';

/** A promise, and what settles it. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('lets works of one name wait for each other, and others pass', async () => {
  const queue = new Queue();
  const gate = createGate();
  const order: string[] = [];
  const first = queue.run('a', async () => {
    await gate.opened;
    order.push('first');
  });
  const second = queue.run('a', async () => void order.push('second'));
  await queue.run('b', async () => void order.push('other'));
  gate.open();
  await Promise.all([first, second]);
  expect(order).toEqual(['other', 'first', 'second']);
});

it('goes on after a failure, which only its own caller hears of', async () => {
  const queue = new Queue();
  const failing = queue.run('a', async () => Promise.reject(new Error('no')));
  const next = queue.run('a', async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
