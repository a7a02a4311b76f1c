import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  createQueryStringHash,
  decodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import { describe, expect, test } from 'vitest';
import { fileNameOf, NO_BODY, type Recording } from '../../src/webhook/recording/recording.ts';
import { serializeRecording } from '../../src/webhook/recording/serialize.ts';
import { type ReceivedBytes, startTarget } from '../support/recorded-target.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ';
const CLAIMS = Buffer.from('{"iss":"recorded-client","sub":"user-1"}').toString('base64url');
const TOKEN = `JWT eyJhbGciOiJIUzI1NiJ9.${CLAIMS}.[redacted]`;

function recordingOf(
  event: string,
  second: number,
  change: Partial<Recording['request']> = {},
  response: Recording['response'] = null,
): Recording {
  return {
    id: `${event}-${second}`,
    time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
    event,
    addonKey: null,
    request: {
      method: 'POST',
      path: '/hook',
      query: 'a=%20b&c',
      basePath: '',
      headers: [
        ['Authorization', TOKEN],
        ['Content-Type', 'application/json'],
        ['X-Kept', 'yes'],
      ],
      body: { bytes: Buffer.from(`{"webhookEvent":"${event}","n":3.0,"issue":{"key":"ABC-${second}"}}`) },
      ...change,
    },
    response,
    verdict: null,
    redactions: [],
  };
}

async function folderWith(...recordings: readonly Recording[]): Promise<string> {
  const cwd = await createTempDir();
  await mkdir(path.join(cwd, 'recordings'));
  await writeFile(path.join(cwd, 'secret.txt'), `${SECRET}\n`);
  for (const one of recordings) {
    await writeFile(path.join(cwd, 'recordings', fileNameOf(one)), serializeRecording(one));
  }
  return cwd;
}

function replay(cwd: string, url: string, argv: readonly string[] = [], options: CliRunOptions = {}) {
  const words = ['webhook', 'replay', 'recordings', '--to', url, '--secret-file', 'secret.txt', ...argv];
  return runCli(words, { cwd, ...options });
}

function bodiesOf(received: readonly ReceivedBytes[]): readonly string[] {
  return received.map(({ body }) => body.toString());
}

/** Judged by Atlassian's own library. */
function claimsOf({ headers, url }: ReceivedBytes, baseUrl: string): Record<string, unknown> {
  const token =
    /^JWT (.+)$/.exec(headers.authorization ?? '')?.[1] ??
    new URL(url, 'http://x').searchParams.get('jwt') ??
    '';
  const claims: Record<string, unknown> = decodeSymmetric(token, SECRET, SymmetricAlgorithm.HS256);
  expect(claims['qsh']).toBe(createQueryStringHash(fromMethodAndUrl('POST', url), false, baseUrl));
  return claims;
}

test('sends each again in its order, byte for byte, with a new token of its own', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('jira:b', 2), recordingOf('jira:a', 1));
  const { exitCode, stdout, stderr } = await replay(cwd, target.url);
  expect(exitCode, stderr).toBe(0);
  expect(target.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /hook?a=%20b&c',
    'POST /hook?a=%20b&c',
  ]);
  expect(bodiesOf(target.received)).toEqual([
    '{"webhookEvent":"jira:a","n":3.0,"issue":{"key":"ABC-1"}}',
    '{"webhookEvent":"jira:b","n":3.0,"issue":{"key":"ABC-2"}}',
  ]);
  for (const one of target.received) {
    expect(claimsOf(one, target.url)).toMatchObject({ iss: 'recorded-client', sub: 'user-1', context: {} });
    expect(one.headers).toMatchObject({ 'x-kept': 'yes', 'content-type': 'application/json' });
  }
  expect(stdout).toMatch(/✓ {2}jira:a {2}204 .*\n✓ {2}jira:b {2}204 /);
  expect(stdout).toMatch(/2 deliveries in .* all as expected\nanswers {2}204 × 2\nlatency {2}p50 /);
  expect(stdout + stderr).not.toContain(SECRET);
});

test('goes below the base path of the target, and leaves it out of the hash', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('a', 1, { path: '/old/hook', basePath: '/old', query: null }));
  await replay(cwd, `${target.url}/new/`, ['--client-key', 'given-client']);
  const [received] = target.received;
  expect(received?.url).toBe('/new/hook');
  expect(received && claimsOf(received, `${target.url}/new`)).toMatchObject({ iss: 'given-client' });
});

test('puts the token where it was', async () => {
  const target = await startTarget();
  const query = `a=1&jwt=eyJhbGciOiJIUzI1NiJ9.${CLAIMS}.%5Bredacted%5D`;
  const cwd = await folderWith(recordingOf('a', 1, { query, headers: [] }));
  await replay(cwd, target.url);
  const [received] = target.received;
  expect(received?.headers.authorization).toBeUndefined();
  expect(received?.url).toMatch(/^\/hook\?a=1&jwt=eyJ/);
  expect(received && claimsOf(received, target.url)).toMatchObject({ iss: 'recorded-client' });
});

test('sends no token when told so, and asks for what it lacks otherwise', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('a', 1, { headers: [] }));
  const bare = await runCli(['webhook', 'replay', 'recordings', '--to', target.url, '--unsigned'], { cwd });
  expect(bare.exitCode, bare.stderr).toBe(0);
  expect(target.received[0]?.headers.authorization).toBeUndefined();
  const unknown = await replay(cwd, target.url);
  expect(unknown.stderr).toContain('--client-key');
  expect(unknown.exitCode).toBe(2);
  const secretless = await runCli(['webhook', 'replay', 'recordings', '--to', target.url], { cwd });
  expect(secretless.stderr).toContain('--secret-file');
  const nowhere = await runCli(['webhook', 'replay', 'recordings', '--unsigned'], { cwd });
  expect(nowhere.stderr).toContain('--from-instance');
});

test('chooses, changes and repeats', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('jira:a', 1), recordingOf('jira:b', 2), recordingOf('c', 3));
  const { exitCode, stderr } = await replay(cwd, target.url, [
    ...[
      '--only',
      'jira:*',
      '--repeat',
      '2',
      '--set',
      'issue.key="X-1"',
      '--set',
      '/n=[1, 2]',
      '--header',
      'X-Kept: no',
    ],
  ]);
  expect(exitCode, stderr).toBe(0);
  expect(bodiesOf(target.received)).toEqual(
    ['a', 'b', 'a', 'b'].map((one) => `{"webhookEvent":"jira:${one}","n":[1, 2],"issue":{"key":"X-1"}}`),
  );
  expect(target.received[0]?.headers['x-kept']).toBe('no');
});

test('refuses a change that hits nothing, before anything is sent', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('a', 1), recordingOf('b', 2, { body: NO_BODY }));
  const { exitCode, stderr } = await replay(cwd, target.url, ['--set', 'issue.kay=x']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--set issue.kay hits nothing');
  expect(stderr).toContain('Did you mean issue.key?');
  expect(target.received).toEqual([]);
  const some = await replay(cwd, target.url, ['--set', 'issue.key=x']);
  expect(some.stderr).toContain('--set issue.key changes 1 of 2 deliveries');
});

test('lets neither recordings nor answers steer the terminal', async () => {
  const cwd = await folderWith(recordingOf('\u001b[31ma', 1));
  const target = await startTarget(() => ({ status: 200, body: '\u001b[2Jno\u0007' }));
  const replayed = await replay(cwd, target.url, ['--expect-body', '/yes/']);
  expect([replayed.exitCode, replayed.stdout]).toEqual([1, expect.stringContaining('·[2Jno·')]);
  const verified = await runCli(['webhook', 'verify', 'recordings'], { cwd });
  expect([verified.exitCode, verified.stdout]).toEqual([1, expect.stringContaining('·[31ma')]);
  const planned = await replay(cwd, target.url, ['--dry-run']);
  expect(planned.stdout).toContain('·[31ma');
  for (const { stdout } of [replayed, verified, planned]) expect(stdout).not.toMatch(/[^\n\P{Cc}]/u);
});

test('shuffles as its seed says', async () => {
  const cwd = await folderWith(...Array.from({ length: 8 }, (_, index) => recordingOf(`e${index}`, index)));
  const orderOf = async (...argv: readonly string[]) => {
    const target = await startTarget();
    const { stderr } = await replay(cwd, target.url, ['--shuffle', ...argv]);
    return { order: bodiesOf(target.received).map((body) => /e\d/.exec(body)?.[0]), stderr };
  };
  const one = await orderOf('--seed', 'x');
  expect((await orderOf('--seed', 'x')).order).toEqual(one.order);
  expect((await orderOf('--seed', 'y')).order).not.toEqual(one.order);
  expect(one.order.toSorted()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7']);
  const unseeded = await orderOf();
  const seed = /--seed (\w+)/.exec(unseeded.stderr)?.[1] ?? '';
  expect((await orderOf('--seed', seed)).order).toEqual(unseeded.order);
});

describe('expectations', () => {
  const answering = (status: number, body: string) => startTarget(() => ({ status, body }));

  test.each([
    [[], 500, '', 1, 'status 500, expected 2xx'],
    [['--expect-status', '200,500-599'], 500, '', 0, ''],
    [['--expect-status', 'any'], 404, '', 0, ''],
    [['--expect-status', '204'], 200, '', 1, 'status 200, expected 204'],
    [['--expect-body', '{"a":{"b":1}}'], 200, '{"a":{"b":1,"c":2},"d":3}', 0, ''],
    [['--expect-body', '{"a":{"b":1}}'], 200, '{"a":{"b":2}}', 1, 'the body has 2 at /a/b, expected 1'],
    [['--expect-body', '/^o.$/i'], 200, 'OK', 0, ''],
    [['--expect-body', '/^o.$/'], 200, 'OK', 1, 'the body has nothing like /^o.$/: OK'],
    [['--expect-body', '@secret.txt'], 200, `${SECRET}\n`, 0, ''],
    [['--expect-body', '@secret.txt'], 200, 'x', 1, 'the body is not that of secret.txt: x'],
    [['--max-latency', '1h'], 204, '', 0, ''],
  ])('%j with %d %j ends with %4$d', async (argv, status, body, exitCode, problem) => {
    const target = await answering(status, body);
    const cwd = await folderWith(recordingOf('a', 1));
    const run = await replay(cwd, target.url, argv);
    expect(run.exitCode, run.stderr).toBe(exitCode);
    expect(run.stdout).toContain(problem);
    expect(run.stdout).toContain(exitCode === 0 ? 'all as expected' : '1 not as expected');
  });

  test('latency', async () => {
    const target = await startTarget(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { status: 204 };
    });
    const run = await replay(await folderWith(recordingOf('a', 1)), target.url, ['--max-latency', '1ms']);
    expect(run.stdout).toMatch(/took [\d.]+ ms, at most 1 ms expected/);
    expect(run.exitCode).toBe(1);
  });

  test('the recorded answer, apart from what was taken out of it', async () => {
    const recorded = {
      status: 400,
      latencyMs: 1,
      headers: [],
      body: { bytes: Buffer.from('{"ok":1,"mail":"person-1@redacted.invalid","token":"[redacted]"}') },
    };
    const cwd = await folderWith(recordingOf('a', 1, {}, recorded));
    const same = await answering(400, '{ "token": 7, "ok": 1, "mail": "alice@example.com" }');
    expect((await replay(cwd, same.url, ['--compare'])).exitCode).toBe(0);
    const other = await answering(200, '{"ok":2,"mail":"a@b.org","token":"x"}');
    const run = await replay(cwd, other.url, ['--compare']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('status 200, recorded was 400');
    expect(run.stdout).toContain('the body has 2 at /ok, expected 1');
    const more = await answering(400, '{"ok":1,"mail":"a","token":"x","new":1}');
    expect((await replay(cwd, more.url, ['--compare'])).stdout).toContain('/new, which is not expected');
  });

  test('what a compressed answer stands for, as it was recorded', async () => {
    const recorded = { status: 200, latencyMs: 1, headers: [], body: { bytes: Buffer.from('{"ok":1}') } };
    const cwd = await folderWith(recordingOf('a', 1, {}, recorded));
    const zipped = await startTarget(() => ({
      status: 200,
      headers: { 'Content-Encoding': 'gzip' },
      body: gzipSync('{"ok":1}'),
    }));
    expect((await replay(cwd, zipped.url, ['--compare'])).stdout).not.toContain('✗');
    expect((await replay(cwd, zipped.url, ['--compare'])).exitCode).toBe(0);
    expect((await replay(cwd, zipped.url, ['--expect-body', '{"ok":2}'])).exitCode).toBe(1);
  });

  test('an answer at all', async () => {
    const run = await replay(await folderWith(recordingOf('a', 1)), 'http://127.0.0.1:1');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('no answer: ECONNREFUSED');
  });
});

describe('retries', () => {
  const failing = (times: number, status = 503) =>
    startTarget((_, count) => ({ status: count <= times ? status : 204 }));

  test('as Jira: the same delivery again, with its count and identifier', async () => {
    const target = await failing(2);
    const run = await replay(await folderWith(recordingOf('jira:a', 1)), target.url, [
      '--retry',
      'product',
      '--retry-wait',
      '1ms',
    ]);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.stdout).toContain('try 3');
    expect(target.received.map(({ headers }) => headers['x-atlassian-webhook-retry'])).toEqual([
      undefined,
      '1',
      '2',
    ]);
    const ids = target.received.map(({ headers }) => headers['x-atlassian-webhook-identifier']);
    expect(ids[0]).toMatch(/^[\da-f-]{36}$/);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(bodiesOf(target.received)).size).toBe(1);
  });

  test('at most five, and not after what Jira does not retry', async () => {
    const always = await failing(100);
    const run = await replay(await folderWith(recordingOf('jira:a', 1)), always.url, [
      '--retry',
      'product',
      '--retry-wait',
      '1ms',
    ]);
    expect(always.received).toHaveLength(6);
    expect(run.exitCode).toBe(1);
    const refused = await failing(100, 404);
    await replay(await folderWith(recordingOf('jira:a', 1)), refused.url, [
      '--retry',
      'product',
      '--retry-wait',
      '1ms',
    ]);
    expect(refused.received).toHaveLength(1);
  });

  test('none for Confluence, which sends once', async () => {
    const target = await failing(100);
    const body = { bytes: Buffer.from('{"userAccountId":"u","page":{}}') };
    await replay(await folderWith(recordingOf('page_created', 1, { body })), target.url, [
      '--retry',
      'product',
      '--retry-wait',
      '1ms',
    ]);
    expect(target.received).toHaveLength(1);
  });
});

describe('pace', () => {
  /** A run whose waits are only noted. */
  async function waitsOf(...argv: readonly string[]) {
    const { replay: run } = await import('../../src/webhook/replay/replay.ts');
    const { findEntries } = await import('../../src/webhook/replay/entries.ts');
    const target = await startTarget();
    const cwd = await folderWith(recordingOf('a', 0), recordingOf('b', 1), recordingOf('c', 3));
    let now = 0;
    const waits: number[] = [];
    const { readPace } = await import('../../src/cli/webhook-replay-flags.ts');
    const [kind = '', value = ''] = argv;
    const pace = readPace({
      ...{ repeat: 1, retry: 'none', timeout: 1 },
      ...(kind === 'rate' ? { rate: Number(value) } : { speed: Number(value) }),
    });
    await run({
      ...{ entries: await findEntries(['recordings'], cwd), origin: target.url, only: [], repeat: 2, pace },
      prepare: { basePath: '', path: undefined, changes: [], headers: [] },
      ...{ signer: undefined, shuffle: undefined, concurrency: 1, retry: undefined, timeout: 10_000 },
      expectations: {
        isStatusRight: undefined,
        statusText: '',
        body: undefined,
        maxLatencyMs: undefined,
        compare: false,
      },
      clock: {
        now: () => now,
        sleep: async (ms) => {
          waits.push(ms);
          now += ms;
        },
      },
      timer: () => now,
      signal: new AbortController().signal,
      onResult: () => {},
    });
    expect(target.received).toHaveLength(6);
    return waits;
  }

  test('keeps the recorded gaps, or so many times shorter ones', async () => {
    expect(await waitsOf('speed', '1')).toEqual([1000, 2000, 1000, 2000]);
    expect(await waitsOf('speed', '2')).toEqual([500, 1000, 500, 1000]);
  });

  test('keeps a rate', async () => {
    expect(await waitsOf('rate', '10')).toEqual([100, 100, 100, 100, 100]);
  });

  test('keeps no more under way than it is told', async () => {
    let underWay = 0;
    let most = 0;
    const target = await startTarget(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return { status: 204 };
    });
    const cwd = await folderWith(recordingOf('a', 1));
    await replay(cwd, target.url, ['--repeat', '60', '--concurrency', '3']);
    expect(target.received).toHaveLength(60);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });
});

describe('reports', () => {
  test('JSON on stdout, alone', async () => {
    const target = await startTarget((_, count) => ({ status: count === 1 ? 500 : 204 }));
    const cwd = await folderWith(recordingOf('a', 1), recordingOf('b', 2));
    const { stdout, exitCode } = await replay(cwd, target.url, ['--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ version: 1, ok: false, deliveries: 2, requests: 2, passed: 1, failed: 1, interrupted: 0 },
      outcomes: { 204: 1, 500: 1 },
      events: { a: 1, b: 1 },
      failures: [{ number: 1, event: 'a', status: 500, problems: ['status 500, expected 2xx'] }],
    });
  });

  test('JUnit in a file: a case for each recording', async () => {
    const target = await startTarget((_, count) => ({ status: count === 3 ? 500 : 204 }));
    const cwd = await folderWith(recordingOf('a', 1), recordingOf('b', 2));
    await replay(cwd, target.url, [
      '--repeat',
      '2',
      '--report',
      'junit=out/report.xml',
      '--report',
      'json=out/report.json',
    ]);
    const xml = await readFile(path.join(cwd, 'out/report.xml'), 'utf8');
    expect(xml).toMatch(/<testsuites name="connect-kit webhook replay" tests="2" failures="1" errors="0"/);
    expect(xml.match(/<testcase /g)).toHaveLength(2);
    expect(xml).toContain('<failure message="status 500, expected 2xx (1 of 2 deliveries)"');
    expect(JSON.parse(await readFile(path.join(cwd, 'out/report.json'), 'utf8'))).toMatchObject({
      failed: 1,
    });
  });

  test('are refused where nothing can be written, before anything is sent', async () => {
    const target = await startTarget();
    const cwd = await folderWith(recordingOf('a', 1));
    await writeFile(path.join(cwd, 'file'), '');
    const { exitCode, stderr } = await replay(cwd, target.url, ['--report', 'json=file/deep/report.json']);
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('file/deep/report.json cannot be written'),
    ]);
    expect(target.received).toEqual([]);
  });

  test('what would be sent, with --dry-run', async () => {
    const target = await startTarget();
    const cwd = await folderWith(recordingOf('a', 1));
    const { stdout, exitCode } = await replay(cwd, target.url, ['--dry-run', '--path', '/other']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`a  POST ${target.url}/other?a=%20b&c  `);
    expect(target.received).toEqual([]);
  });

  test('a bar on a terminal, that is gone in the end', async () => {
    const target = await startTarget();
    const cwd = await folderWith(recordingOf('a', 1));
    const { stderr } = await replay(cwd, target.url, ['--repeat', '300'], { isTTY: true });
    expect(stderr).toMatch(/█ 300\/300 {2}\d+\/s/);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  });
});

test('says that a body was changed since, and sends it', async () => {
  const target = await startTarget();
  const cwd = await folderWith(recordingOf('a', 1));
  const file = path.join(cwd, 'recordings', fileNameOf(recordingOf('a', 1)));
  await writeFile(file, (await readFile(file, 'utf8')).replace('ABC-1', 'ABC-9'));
  const { stderr, exitCode } = await replay(cwd, target.url);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/the body in recordings.* is not the one that was recorded/);
  expect(bodiesOf(target.received)[0]).toContain('ABC-9');
});

test('does not send half a body, and says why', async () => {
  const target = await startTarget();
  const cwd = await folderWith(
    recordingOf('a', 1, { body: { ...NO_BODY, omitted: 'it broke off' } }),
    recordingOf('b', 2),
  );
  const { stdout, exitCode } = await replay(cwd, target.url);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('not sent, for its body was not kept: it broke off');
  expect(target.received).toHaveLength(1);
});

test('Ctrl-C ends it with the summary so far', async () => {
  const abort = new AbortController();
  const target = await startTarget((_, count) => {
    if (count < 5) return { status: 204 };
    abort.abort();
    return new Promise(() => {});
  });
  const cwd = await folderWith(recordingOf('a', 1));
  const run = await replay(cwd, target.url, ['--repeat', '1000'], { signal: abort.signal });
  expect(run.exitCode).toBe(130);
  expect(run.stdout).toContain('4 deliveries in');
  expect(run.stdout).toContain('1 broken off');
});

test('asks before it sends to another machine', async () => {
  const cwd = await folderWith(recordingOf('a', 1));
  const url = 'http://app.connect-kit.invalid';
  const silent = await replay(cwd, url);
  expect(silent.stderr).toContain('Add --yes');
  expect(silent.exitCode).toBe(2);
  let asked = '';
  const prompts = {
    text: async () => '',
    secret: async () => '',
    select: async <Value extends string>({ initial }: { readonly initial: Value }) => initial,
    confirm: async ({ message }: { readonly message: string }) => {
      asked = message;
      return false;
    },
  };
  const declined = await replay(cwd, url, [], { isTTY: true, prompts });
  expect(asked).toBe(`Send 1 delivery to ${url}, which is not this machine?`);
  expect(declined.stderr).toContain('Nothing was sent.');
  expect(declined.exitCode).toBe(1);
  expect((await replay(cwd, url, ['--yes'])).stdout).toMatch(/no answer: (ENOTFOUND|EAI_AGAIN)/);
});

test.each([
  [['--speed', '0x'], '--speed'],
  [['--rate', 'fast'], '--rate'],
  [['--speed', 'original', '--shuffle'], 'the recorded gaps are none'],
  [['--expect-status', 'fine'], '--expect-status "fine" names no statuses'],
  [['--expect-body', 'fine'], 'neither JSON nor an /expression/'],
  [['--report', 'html'], '--report "html" is no report'],
  [['--header', 'Authorization: x'], '--unsigned'],
  [['--set', 'novalue'], 'path=value'],
  [['--only', 'nothing'], 'None of the recordings is nothing'],
  [['--only', ''], 'the name of an event'],
  [['--report', 'json=.'], 'is a folder'],
])('refuses %j', async (argv, message) => {
  const cwd = await folderWith(recordingOf('a', 1));
  const { exitCode, stderr } = await replay(cwd, 'http://127.0.0.1:1', argv);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

test.each([
  ['missing', 'There is no missing.'],
  ['empty', 'empty has no recordings.'],
  ['no*thing', 'Nothing matches no*thing.'],
  ['broken.webhook.json', 'This is no recording'],
])('says what is the matter with %s', async (source, message) => {
  const cwd = await folderWith();
  await mkdir(path.join(cwd, 'empty'));
  await writeFile(path.join(cwd, 'broken.webhook.json'), '{"version": 1, "id');
  const { stderr, exitCode } = await runCli(
    ['webhook', 'replay', source, '--to', 'http://localhost:1', '--unsigned'],
    { cwd },
  );
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});
