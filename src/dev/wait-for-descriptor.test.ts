import { describe, expect, it } from 'vitest';
import type { Fetch } from '../core/context.ts';
import { waitForDescriptor } from './wait-for-descriptor.ts';

/** A clock whose time passes only by sleeping. */
function createClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      now += ms;
    },
  };
}

/** Answers one after the other, the last one for ever. */
function answering(...answers: readonly (Response | Error)[]): Fetch {
  let next = 0;
  return async (_, init) => {
    init?.signal?.throwIfAborted();
    const answer = answers[Math.min(next, answers.length - 1)] ?? new Error('none');
    next += 1;
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
}

function wait(
  fetch: Fetch,
  options: { readonly accept?: (text: string) => boolean; readonly signal?: AbortSignal } = {},
) {
  const signal = new AbortController().signal;
  return waitForDescriptor({
    url: 'http://x/d',
    timeoutMs: 1000,
    fetch,
    clock: createClock(),
    signal,
    ...options,
  });
}

describe('waitForDescriptor', () => {
  it('asks until there is an answer', async () => {
    const refused = new TypeError('refused');
    expect(await wait(answering(refused, new Response('', { status: 503 }), new Response('text')))).toBe(
      'text',
    );
  });

  it('asks until the answer is the one that is waited for', async () => {
    const fetch = answering(new Response('old'), new Response('old'), new Response('new'));
    expect(await wait(fetch, { accept: (text) => text !== 'old' })).toBe('new');
  });

  it.each([
    ['nothing answers there', new TypeError('refused')],
    ['it answers 404', new Response('', { status: 404 })],
    ['it is still the same', new Response('old')],
  ])('gives up in time, and says that %s', async (problem, answer) => {
    await expect(wait(answering(answer), { accept: () => false })).rejects.toMatchObject({
      code: 'addon-silent',
      exitCode: 3,
      where: 'http://x/d',
      message: `The add-on did not answer its descriptor within 1 s: ${problem}.`,
    });
  });

  it('says when something takes the question and gives no answer', async () => {
    const hanging: Fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const signal = new AbortController().signal;
    const clock = { ...createClock(), now: () => Date.now() };
    await expect(
      waitForDescriptor({ url: 'http://x/d', timeoutMs: 200, fetch: hanging, clock, signal }),
    ).rejects.toThrow('listens there, but does not answer');
  });

  it('stops when it is told to', async () => {
    const reason = new Error('enough');
    await expect(
      wait(answering(new TypeError('refused')), { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});
