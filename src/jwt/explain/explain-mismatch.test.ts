import { describe, expect, test } from 'vitest';
import { MISTAKE_SAMPLES, sha256 } from '../../../test/support/mistake-samples.ts';
import { type Explanation, explainMismatch } from './explain-mismatch.ts';
import { MISTAKE_IDS } from './mistakes.ts';

describe('names each mistake, and no other', () => {
  test.each(MISTAKE_SAMPLES)(
    '$id: $request.method $request.url',
    ({ id, request, hashed, claim = sha256 }) => {
      const explanation = explainMismatch({ method: 'GET', ...request }, claim(hashed));
      expect(namesOf(explanation)).toEqual([id]);
      expect(explanation.outcome).toBe('one-mistake');
      expect(explanation.claimed.canonicalRequest).toBe(id === 'context-qsh' ? undefined : hashed);
    },
  );

  test('there is a sample for every one', () => {
    const sampled = new Set<string>(MISTAKE_SAMPLES.map(({ id }) => id));
    expect(MISTAKE_IDS.filter((id) => !sampled.has(id))).toEqual([]);
  });
});

function namesOf({ causes }: Explanation): readonly string[] {
  return causes.map(({ mistakes }) => mistakes.map(({ id }) => id).join(' + '));
}
