import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soak } from '../../test/support/soak.ts';
import { BODY_LIMIT, cutMessage, recordMessage, redactUrl } from './message.ts';

const JWT = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.e30.hunter2-signature`;
const JSON_TYPE: [string, string] = ['Content-Type', 'application/json'];

it.each([
  ['Authorization', `JWT ${JWT}`],
  ['Authorization', 'JWT hunter2'],
  ['authorization', 'Basic aHVudGVyMg=='],
  ['Authorization', 'Bearer hunter2'],
  ['Authorization', 'hunter2'],
  ['Proxy-Authorization', 'Digest hunter2'],
  ['Cookie', 'session=hunter2'],
  ['Set-Cookie', 'session=hunter2; Path=/'],
  ['X-Api-Key', 'hunter2'],
  ['X-Connect-Kit-Xsrf', 'hunter2'],
  ['Referer', 'http://localhost/?token=hunter2'],
  ['Location', 'http://user:hunter2@localhost/'],
])('keeps no credentials of the header %s', (name, value) => {
  const text = JSON.stringify(recordMessage([[name, value]], undefined));
  expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
  expect(text.toLowerCase()).toContain(name.toLowerCase());
});

it.each([
  ['application/json', '{"sharedSecret":"hunter2"}'],
  ['application/json', '{"a":[{"client_secret":"hunter2"}]}'],
  ['application/json', '{"apiKey":"hunter2","pwd":"hunter2","private_key":"hunter2","pin-token":"hunter2"}'],
  ['application/json', JSON.stringify({ value: JSON.stringify({ password: 'hunter2' }) })],
  ['text/plain', '{"access_token":"hunter2"}'],
  ['application/json', `{"text":"see ${JWT}"}`],
  ['application/json', '{"password":"hunter2", broken'],
  ['application/x-www-form-urlencoded', 'grant_type=x&assertion=hunter2&client_secret=hunter2'],
  ['text/html', `<iframe src="/page?jwt=${JWT}">`],
])('keeps no credentials of a body of type %s: %s', (type, body) => {
  expect(JSON.stringify(recordMessage([['Content-Type', type]], body))).not.toContain('hunter2');
});

it('keeps what is none', () => {
  const body = '{"nextPageToken":"abc","token_type":"Bearer","summary":"my secret plan","hasPassword":true}';
  expect(recordMessage([JSON_TYPE, ['X-Atlassian-Token', 'no-check']], body)).toEqual({
    headers: { 'content-type': 'application/json', 'x-atlassian-token': 'no-check' },
    body,
  });
});

it('cuts what is long after it has taken the secrets out', () => {
  const long = { text: 'x'.repeat(BODY_LIMIT - 40), password: 'hunter2'.repeat(20) };
  const whole = recordMessage([JSON_TYPE], JSON.stringify({ ...long, more: 'y'.repeat(BODY_LIMIT) }));
  const message = cutMessage(whole);
  expect(message.body).toHaveLength(BODY_LIMIT);
  expect(message.bodyNote).toMatch(/^cut: \d+ characters$/);
  expect(JSON.stringify(message)).not.toContain('hunter2');
});

it('joins headers that are repeated', () => {
  const { headers } = recordMessage(
    [
      ['Vary', 'A'],
      ['vary', 'B'],
    ],
    undefined,
  );
  expect(headers).toEqual({ vary: 'A, B' });
});

it('takes credentials out of addresses, and leaves what a JWT says', () => {
  expect(redactUrl(`/page?api_key=hunter2&x=1&jwt=${JWT}#token=hunter2`)).toMatch(
    /^\/page\?api_key=\[redacted\]&x=1&jwt=eyJ[\w-]+\.e30\.\[redacted\]#token=\[redacted\]$/,
  );
});

it('finds in a body that is passed over at a glance nothing that a close look would have found', () => {
  const piece = fc.constantFrom(
    ...['token', 'Bearer abc12345', 'Basic dXNlcjpodW50ZXIy', 'http://u:hunter2@host/', 'a@b.example', JWT],
    ...['password=hunter2', 'apikey', 'api_key', 'Session-Id', '"', '\n', '\\', '/', ' ', ':', 'x'],
  );
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
  const { tree: json } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
      fc.dictionary(text, text, { maxKeys: 2 }).map((inner) => JSON.stringify(inner)),
    ),
  }));
  const recorded = (value: unknown) => recordMessage([JSON_TYPE], JSON.stringify(value)).body;
  fc.assert(
    fc.property(json, (value) => {
      // The word at the end calls for a close look.
      expect(recorded([value, 'token'])).toBe(recorded([value])?.replace(/\]$/, ',"token"]'));
    }),
    { numRuns: soak(100, 1_000) },
  );
});
