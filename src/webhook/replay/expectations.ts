import { UsageError } from '../../core/errors.ts';
import { isRecord } from '../../core/json.ts';
import { REDACTED } from '../../core/redact.ts';
import { parseJsonDocument } from '../json-text.ts';
import type { RecordedResponse } from '../recording/recording.ts';

/** What was answered, as far as expectations go. */
export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly latencyMs: number;
}

/** What is expected of every answer. */
export interface Expectations {
  /** Undefined where the status does not matter. */
  readonly isStatusRight: ((status: number) => boolean) | undefined;
  /** As the person wrote it, for messages. */
  readonly statusText: string;
  readonly body: BodyExpectation | undefined;
  readonly maxLatencyMs: number | undefined;
  /** Answers must be those that were recorded. */
  readonly compare: boolean;
}

export type BodyExpectation =
  | { readonly kind: 'expression'; readonly expression: RegExp }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly name: string };

/** What the products take for delivered. */
export const DEFAULT_STATUS = '2xx';

/**
 * Reads `204`, `2xx`, `200-299`, several with commas, or `any`.
 * @throws {UsageError} when it is malformed
 */
export function readStatuses(text: string): ((status: number) => boolean) | undefined {
  if (text === 'any') return undefined;
  const ranges = text.split(',').map((part): readonly [number, number] => {
    const one = part.trim().toLowerCase();
    const hundred = /^([1-5])xx$/.exec(one)?.[1];
    if (hundred !== undefined) return [Number(hundred) * 100, Number(hundred) * 100 + 99];
    const [, from, to] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(one) ?? [];
    if (from === undefined) {
      throw new UsageError('bad-status', `--expect-status ${JSON.stringify(text)} names no statuses.`, {
        nextSteps: ['Write 204, 2xx, 200-299, several with commas, or any.'],
      });
    }
    return [Number(from), Number(to ?? from)];
  });
  return (status) => ranges.some(([from, to]) => status >= from && status <= to);
}

/**
 * Reads an `/expression/` that must be found, or JSON that must be part of the answer.
 * @throws {UsageError} when it is neither
 */
export function readBodyExpectation(text: string): BodyExpectation {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source !== undefined) {
    try {
      return { kind: 'expression', expression: new RegExp(source, flags.replace(/[gy]/g, '')) };
    } catch (cause) {
      throw new UsageError('bad-expression', '--expect-body has a malformed expression.', { cause });
    }
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (cause) {
    throw new UsageError('bad-body', '--expect-body is neither JSON nor an /expression/.', {
      nextSteps: [
        'For a text that is to be found: --expect-body "/the text/". For a file: --expect-body @file',
      ],
      cause,
    });
  }
}

/** What is wrong with an answer, in words; empty when nothing is. */
export function judgeAnswer(
  answer: Answer,
  recorded: RecordedResponse | null,
  expectations: Expectations,
): readonly string[] {
  const { isStatusRight, statusText, body, maxLatencyMs, compare } = expectations;
  const problems: string[] = [];
  if (isStatusRight !== undefined && !isStatusRight(answer.status)) {
    problems.push(`status ${answer.status}, expected ${statusText}`);
  }
  if (maxLatencyMs !== undefined && answer.latencyMs > maxLatencyMs) {
    problems.push(`took ${answer.latencyMs.toFixed(1)} ms, at most ${maxLatencyMs} ms expected`);
  }
  const bodyProblem = body === undefined ? undefined : judgeBody(answer.body, body);
  if (bodyProblem !== undefined) problems.push(bodyProblem);
  if (compare) problems.push(...compareAnswers(answer, recorded));
  return problems;
}

function judgeBody(bytes: Uint8Array, expected: BodyExpectation): string | undefined {
  switch (expected.kind) {
    case 'expression': {
      const text = Buffer.from(bytes).toString('utf8');
      return expected.expression.test(text)
        ? undefined
        : `the body has nothing like ${expected.expression}: ${excerpt(text)}`;
    }
    case 'bytes':
      return Buffer.compare(bytes, expected.bytes) === 0
        ? undefined
        : `the body is not that of ${expected.name}: ${excerpt(Buffer.from(bytes).toString('utf8'))}`;
    case 'json': {
      const text = Buffer.from(bytes).toString('utf8');
      const difference = findDifference(parseAny(text), expected.value, '', true);
      return difference === undefined ? undefined : `the body ${difference}`;
    }
  }
}

function compareAnswers(answer: Answer, recorded: RecordedResponse | null): readonly string[] {
  if (recorded === null) return ['there is no recorded answer to compare with'];
  const problems =
    answer.status === recorded.status ? [] : [`status ${answer.status}, recorded was ${recorded.status}`];
  if (recorded.body.omitted !== undefined) return problems;
  const [given, wanted] = [answer.body, recorded.body.bytes].map((bytes) =>
    Buffer.from(bytes).toString('utf8'),
  );
  const wantedJson = parseJsonDocument(wanted ?? '');
  const difference =
    wantedJson === undefined
      ? matchesRedacted(given ?? '', wanted ?? '')
        ? undefined
        : `is another than the recorded one: ${excerpt(given ?? '')}`
      : findDifference(parseAny(given ?? ''), wantedJson, '', false);
  return difference === undefined ? problems : [...problems, `the body ${difference}`];
}

/**
 * Where a value differs from what is expected.
 * @param isPart whether objects may have more than is expected
 */
function findDifference(
  value: unknown,
  expected: unknown,
  pointer: string,
  isPart: boolean,
): string | undefined {
  const at = pointer === '' ? '' : ` at ${pointer}`;
  if (typeof expected === 'string' && typeof value === 'string') {
    return matchesRedacted(value, expected)
      ? undefined
      : `has ${show(value)}${at}, expected ${show(expected)}`;
  }
  // Numbers and the like were taken out as texts.
  if (expected === REDACTED && value !== undefined) return undefined;
  if (Array.isArray(expected)) {
    if (!Array.isArray(value)) return `has no list${at}`;
    if (value.length !== expected.length)
      return `has ${value.length} items${at}, expected ${expected.length}`;
    return firstOf(expected, (item, index) =>
      findDifference(value[Number(index)], item, `${pointer}/${index}`, isPart),
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(value)) return `has no object${at}`;
    const extra = isPart ? undefined : Object.keys(value).find((key) => !Object.hasOwn(expected, key));
    if (extra !== undefined) return `has ${pointer}/${extra}, which is not expected`;
    return firstOf(expected, (item, key) =>
      findDifference(Object.hasOwn(value, key) ? value[key] : undefined, item, `${pointer}/${key}`, isPart),
    );
  }
  return Object.is(value, expected) ? undefined : `has ${show(value)}${at}, expected ${show(expected)}`;
}

function firstOf(
  items: object,
  find: (item: unknown, key: string) => string | undefined,
): string | undefined {
  for (const [key, item] of Object.entries(items)) {
    const found = find(item, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What was taken out of a recording fits anything. */
function matchesRedacted(text: string, recorded: string): boolean {
  const parts = recorded.split(/\[redacted\]|%5Bredacted%5D|person-\d+(?:@|%40)redacted\.invalid|Person \d+/);
  if (parts.length === 1) return text === recorded;
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

function parseAny(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : excerpt(JSON.stringify(value));
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return 'it is empty';
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
