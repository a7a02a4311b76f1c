import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseRecording } from '../../src/webhook/recording/parse.ts';
import { type Recording, targetOf } from '../../src/webhook/recording/recording.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const BODY = '{"timestamp":1767225600000,"webhookEvent":"jira:issue_created","n":1.0,"mail":"a@example.com"}';
const KEPT = BODY.replace('a@example.com', 'person-1@redacted.invalid');

async function importText(text: string | Uint8Array, argv: readonly string[] = [], name = 'input') {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, name), text);
  const run = await runCli(['webhook', 'import', name, ...argv], { cwd });
  const names = await readdir(path.join(cwd, 'recordings')).catch((): string[] => []);
  const recordings: Recording[] = [];
  for (const one of names.toSorted()) {
    recordings.push(parseRecording(await readFile(path.join(cwd, 'recordings', one), 'utf8'), one));
  }
  return { ...run, recordings, names, cwd };
}

function textOf(recording: Recording | undefined): string {
  return Buffer.from(recording?.request.body.bytes ?? []).toString();
}

function har(change: object = {}, requestChange: object = {}): string {
  const entry = {
    startedDateTime: '2026-01-01T00:00:00.500Z',
    time: 12.5,
    request: {
      ...{
        method: 'POST',
        url: 'https://app.example.com/ac/hook?x=%20y',
        httpVersion: 'HTTP/2.0',
        cookies: [],
      },
      headers: [
        { name: ':authority', value: 'app.example.com' },
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Authorization', value: 'JWT eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJjIn0.SIGNATURE' },
      ],
      queryString: [],
      postData: { mimeType: 'application/json', text: BODY },
      ...requestChange,
    },
    response: {
      ...{ status: 200, statusText: 'OK', headers: [{ name: 'Content-Encoding', value: 'gzip' }] },
      content: { size: 2, mimeType: 'text/plain', text: 'b2s=', encoding: 'base64' },
    },
    ...change,
  };
  const get = { ...entry, request: { ...entry.request, method: 'GET' } };
  return JSON.stringify({ log: { version: '1.2', creator: {}, entries: [entry, get] } });
}

test('HAR: the POST requests, with their answers, without their secrets', async () => {
  const { recordings, stderr, exitCode } = await importText(har(), [
    '--base-url',
    'https://app.example.com/ac',
  ]);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('passed over 1 request that is no POST');
  const [recording] = recordings;
  expect(recordings).toHaveLength(1);
  expect(recording).toMatchObject({
    time: '2026-01-01T00:00:00.500Z',
    event: 'jira:issue_created',
    request: {
      ...{ path: '/ac/hook', query: 'x=%20y', basePath: '/ac' },
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', 'JWT eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJjIn0.[redacted]'],
      ],
    },
    response: { status: 200, latencyMs: 12.5, headers: [] },
  });
  expect(textOf(recording)).toBe(KEPT);
  expect(Buffer.from(recording?.response?.body.bytes ?? []).toString()).toBe('ok');
});

test('ngrok: the raw requests that the agent has captured, oldest first', async () => {
  const raw = (text: string) => Buffer.from(text).toString('base64');
  const request = (target: string, start: string, body = BODY, length = body.length) => ({
    ...{ uri: '/api/requests/http/x', id: 'x', start, duration: 3_500_000 },
    request: {
      ...{ method: 'POST', uri: target },
      raw: raw(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\nX-A: 1\r\n\r\n${body}`),
    },
    response: { status_code: 204, raw: raw('HTTP/1.1 204 No Content\r\nX-B: 2\r\n\r\n') },
  });
  const chunked = request('/c', '2026-01-01T00:00:02Z');
  chunked.request.raw = raw(
    `POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`,
  );
  const capture = {
    requests: [
      chunked,
      request('/b?x', '2026-01-01T00:00:01+00:00'),
      request('/cut', '2026-01-01T00:00:03Z', BODY, 5000),
    ],
  };
  const { recordings, stderr } = await importText(JSON.stringify(capture));
  expect(recordings.map((one) => targetOf(one.request))).toEqual(['/b?x', '/c', '/cut']);
  expect(recordings[0]).toMatchObject({ response: { status: 204, latencyMs: 3.5, headers: [['X-B', '2']] } });
  expect(textOf(recordings[0])).toBe(KEPT);
  expect(textOf(recordings[1])).toBe('{"a":1}');
  expect(recordings[2]?.request.body.omitted).toContain('the capture lacks the last');
  expect(stderr).toMatch(/warning .* has no body: the capture lacks the last/);
});

test('payloads alone, to a path that is given', async () => {
  const { recordings, stderr } = await importText(BODY, ['--path', '/hook?y=1']);
  expect(recordings, stderr).toMatchObject([
    {
      time: '2026-01-01T00:00:00.000Z',
      event: 'jira:issue_created',
      request: { path: '/hook', query: 'y=1' },
    },
  ]);
  expect(textOf(recordings[0])).toBe(KEPT);
  const without = await importText(BODY);
  expect(without.stderr).toContain('--path /issue-updated');
  expect(without.exitCode).toBe(2);
  const confluence = await importText('{"userAccountId":"u","accountType":"customer","page":{}}', [
    ...['--path', '/hook', '--event', 'page_created'],
  ]);
  expect(confluence.recordings).toMatchObject([{ event: 'page_created' }]);
});

describe('logs', () => {
  test('raw HTTP, with or without the answers', async () => {
    const text = `POST /a HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 3\n\n${BODY}\n\nHTTP/1.1 500 Oops\nX-E: 1\n\nno\n\nPOST /b HTTP/1.1\nHost: x\n\n${BODY}\n`;
    const { recordings, stderr } = await importText(text);
    expect(recordings, stderr).toHaveLength(2);
    const byPath = new Map(recordings.map((one) => [one.request.path, one]));
    expect(byPath.get('/a')).toMatchObject({ response: { status: 500, headers: [['X-E', '1']] } });
    expect(byPath.get('/b')).toMatchObject({ response: null });
  });

  test('curl -v, which does not show what it sends', async () => {
    const text = `* Connected to localhost (127.0.0.1) port 3000
> POST /hook?a=1 HTTP/1.1
> Host: localhost:3000
> User-Agent: curl/8.5.0
> Content-Type: application/json
> Content-Length: 20
>
} [20 bytes data]
* upload completely sent off: 20 bytes
< HTTP/1.1 404 Not Found
< Content-Type: text/plain
<
{ [9 bytes data]
Not found
* Connection #0 to host localhost left intact
`;
    const { recordings, stderr } = await importText(text);
    expect(recordings, stderr).toMatchObject([
      {
        request: { path: '/hook', query: 'a=1', body: { omitted: 'curl -v does not show it' } },
        response: { status: 404, headers: [['Content-Type', 'text/plain']] },
      },
    ]);
  });

  test('curl commands', async () => {
    const text = `$ curl -X POST 'http://localhost:3000/hook?a=1' -H 'Content-Type: application/json' \\
  --data-raw '${BODY}'
curl http://localhost:3000/page
curl -d @file http://localhost:3000/hook
`;
    const { recordings, stderr } = await importText(text);
    expect(
      recordings.map(({ request }) => targetOf(request)),
      stderr,
    ).toEqual(['/hook?a=1']);
    expect(textOf(recordings[0])).toBe(KEPT);
    expect(stderr).toContain('passed over a curl command that makes a GET');
    expect(stderr).toContain('passed over a curl command whose body is in a file');
  });

  test('the payloads in the lines of a log', async () => {
    const text = `2026-01-01 DEBUG [webhooks] sending ${BODY} to x\n2026-01-01 DEBUG {"other":1}\n`;
    const { recordings, stderr } = await importText(text, ['--path', '/hook']);
    expect(recordings, stderr).toHaveLength(1);
    expect(textOf(recordings[0])).toBe(KEPT);
    expect(stderr).toContain('passed over 1 piece of JSON that no product posts');
  });
});

test('the same file twice gives the same recordings', async () => {
  const { cwd, names } = await importText(har());
  await runCli(['webhook', 'import', 'input'], { cwd });
  expect(await readdir(path.join(cwd, 'recordings'))).toEqual(names);
});

test('reads stdin, and names what it wrote as JSON', async () => {
  const cwd = await createTempDir();
  const { stdout } = await runCli(['webhook', 'import', '-', '--json', '--out', 'x'], { cwd, stdin: har() });
  const { recordings } = JSON.parse(stdout);
  expect(recordings).toHaveLength(1);
  expect(recordings[0]).toMatch(/^x.2026.*\.webhook\.json$/);
});

test.each([
  ['', 'input has no deliveries.'],
  ['just a note', 'Read are HAR files'],
  ['{"a":1}', 'input is JSON, but neither a capture nor a payload.'],
  [har({ startedDateTime: 'soon' }), 'startedDateTime is no time.'],
  [har({}, { url: undefined }), 'An entry of the HAR file has no request with a URL.'],
  ['{"requests":[{"id":"x"}]}', 'A captured request has no request in it.'],
  ['GET / HTTP/1.1\n\n', 'Passed over: GET /, which is no POST.'],
  [new Uint8Array([0xff, 0xfe]), 'input is no text.'],
  ['{"version":1,"request":{}}', 'input is a recording already.'],
])('refuses %j with a reason, and writes nothing', async (text, message) => {
  const { stderr, exitCode, names } = await importText(text);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
  expect(names).toEqual([]);
});
