import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redactor } from './redactor.ts';
import { type RedactionSettings, readRules } from './rules.ts';

const CLAIMS = Buffer.from('{"iss":"client","sub":"u"}').toString('base64url');
const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${CLAIMS}.SIGNATURE0123456789`;
const BARE_TOKEN = `eyJhbGciOiJIUzI1NiJ9.${CLAIMS}.[redacted]`;

function redactBody(text: string, settings: RedactionSettings = {}, isForm = false) {
  const redactor = new Redactor(readRules(settings));
  const bytes = redactor.body(Buffer.from(text), 'request.body', isForm);
  return { text: Buffer.from(bytes).toString(), redactions: redactor.redactions };
}

describe('what a form is said to be', () => {
  const SECRET = 'hunter2';
  test.each([
    ['JSON, as curl sends it', `{"webhookEvent":"a","password":"${SECRET}"}`],
    ['JSON with the signs of a form in it', `{"url":"a=b&c=d","password":"${SECRET}"}`],
    ['a name that is JSON', `{"password":"${SECRET}"}=1&b=2`],
    ['an escaped name that is JSON', `${encodeURIComponent(`{"password":"${SECRET}"}`)}=1`],
    ['a name without a value that is JSON', `a=1&{"password":"${SECRET}"}`],
    ['a name that is an address with a password', `https://u:${SECRET}@example.com/=1`],
  ])('leaves no secret behind, nor in what it says of it: %s', (_, text) => {
    const redactor = new Redactor(readRules({}));
    const after = Buffer.from(redactor.body(Buffer.from(text), 'request.body', true)).toString();
    expect(after).not.toContain(SECRET);
    expect(JSON.stringify(redactor.redactions)).not.toContain(SECRET);
    expect(redactor.redactions.length).toBeGreaterThan(0);
  });

  test('keeps the bytes of JSON around what was taken out, and names its place', () => {
    const redactor = new Redactor(readRules({ redact: ['issue.fields.x'] }));
    const text = '{ "n":3.0, "issue":{"fields":{"x":"y"}} }';
    const after = Buffer.from(redactor.body(Buffer.from(text), 'request.body', true)).toString();
    expect(after).toBe('{ "n":3.0, "issue":{"fields":{"x":"[redacted]"}} }');
    expect(redactor.redactions).toEqual([{ part: 'request.body', at: '/issue/fields/x', rule: 'custom 1' }]);
  });
});

describe('a body', () => {
  test('loses addresses, secrets and signatures where they stand, and nothing else changes', () => {
    const before = `{ "n":3.0,\t"user":{"emailAddress":"alice\\u0040example.com","name":"x"},\r\n"sharedSecret":"s\\"3","jwt":"${TOKEN}","b":"\\/" }`;
    const { text, redactions } = redactBody(before);
    expect(text).toBe(
      `{ "n":3.0,\t"user":{"emailAddress":"person-1@redacted.invalid","name":"x"},\r\n"sharedSecret":"[redacted]","jwt":"${BARE_TOKEN}","b":"\\/" }`,
    );
    expect(redactions).toEqual([
      { part: 'request.body', at: '/user/emailAddress', rule: 'email' },
      { part: 'request.body', at: '/sharedSecret', rule: 'secret' },
      { part: 'request.body', at: '/jwt', rule: 'jwt' },
    ]);
  });

  test('that holds nothing of the kind keeps its bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const redactor = new Redactor(readRules({}));
        const after = redactor.body(bytes, 'request.body', false);
        if (redactor.redactions.length === 0) expect(Buffer.compare(after, bytes)).toBe(0);
      }),
    );
  });

  test.each([
    [
      'a nested JSON text',
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: 'hunter2' }) }) }),
    ],
    ['base64 of JSON', JSON.stringify({ a: Buffer.from('{"clientSecret":"hunter2"}').toString('base64') })],
    ['base64url in a form', `state=${Buffer.from('{"clientSecret":"hunter2"}').toString('base64url')}&a=1`],
    ['base64 within a text', `see ${Buffer.from('user password=hunter2 there').toString('base64')} there`],
    ['a form in JSON', '{"a":"x=1&password=hunter2"}'],
    ['a URL', '{"a":"https://u:hunter2@example.com/?x=1"}'],
    ['a parameter of a URL', '{"a":"https://example.com/cb?access_token=hunter2&x=1"}'],
    ['an escaped parameter', '{"a":"https://example.com/cb?u=%2Fx%3Faccess_token%3Dhunter2"}'],
    ['an object under such a name', '{"credentials":{"basic":{"user":"hunter2"}}}'],
    ['a list under such a name', '{"apiTokens":["a","hunter2"]}'],
    ['a number', '{"password":734512}'.replace('734512', '"hunter2"')],
    ['a pair of name and value', '{"properties":[{"name":"apiToken","value":"hunter2"}]}'],
    ['a change log', '{"items":[{"field":"Password","fromString":"hunter2","toString":null}]}'],
    ['a text that speaks of it', '{"comment":"Password: hunter2, please"}'],
    ['broken JSON', '{"password": "hunter2", '],
    ['broken JSON with escapes', 'log {\\"password\\": \\"hunter2\\"} end'],
    ['quotes and blanks', `secret = "my hunter2 here"`],
    ['XML', '<a><password type="x">hunter2</password></a>'],
    ['an attribute', '<db password="hunter2"/>'],
    [
      'a multipart form',
      '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter2\r\n--x--\r\n',
    ],
    ['the last of many lines of JSON', `${'{"a":1}\n'.repeat(500)}{"credentials":["hunter2"]}\n`],
    ['JSON behind a byte order mark', '\ufeff{"credentials":["hunter2"]}'],
    ['JSON that is nested very deep', `${'['.repeat(5000)}{"password":"hunter2"}${']'.repeat(5000)}`],
    ['YAML', 'db:\n  password: hunter2\n'],
    ['a header in a text', `curl -H 'Authorization: Basic ${Buffer.from('a:hunter2').toString('base64')}'`],
  ])('loses a secret in %s', (_, before) => {
    const { text, redactions } = redactBody(before);
    const decoded = text.replaceAll(/[\w+/-]{16,}={0,2}/g, (run) => `${run} ${Buffer.from(run, 'base64')}`);
    expect(decoded).not.toContain('hunter2');
    expect(decoded).not.toContain(Buffer.from('a:hunter2').toString('base64'));
    expect(redactions.length).toBeGreaterThan(0);
  });

  test.each([
    ['JSON', '{"a":"A <Alice.B+x@example.co.uk>"}'],
    ['a key', '{"alice.b+x@example.co.uk":1}'],
    ['a form', 'a=alice.b%2Bx%40example.co.uk'],
    ['text', 'mail to alice.b+x@example.co.uk.'],
    ['HTML', '<a href="mailto:alice.b+x&#64;example.co.uk">'],
    ['a URL', 'https://x/?u=alice.b+x%40example.co.uk#z'],
    ['base64', Buffer.from('to: alice.b+x@example.co.uk').toString('base64')],
    [
      'claims of a token',
      `a ${TOKEN.replace(CLAIMS, Buffer.from('{"email":"alice.b+x@example.co.uk"}').toString('base64url'))}`,
    ],
  ])('loses an address in %s', (_, before) => {
    const { text, redactions } = redactBody(before);
    const decoded = text.replaceAll(/[\w+/-]{16,}={0,2}/g, (run) => `${run} ${Buffer.from(run, 'base64')}`);
    expect(decoded).not.toMatch(/alice|example\.co/i);
    expect(decoded).toMatch(/person-1|redacted/);
    expect(JSON.stringify(redactions)).not.toMatch(/alice/i);
  });

  test('has the same stand-in for the same address', () => {
    const { text } = redactBody('{"a":"b@x.org","c":"d@x.org","e":"B@X.org"}');
    expect(text).toBe(
      '{"a":"person-1@redacted.invalid","c":"person-2@redacted.invalid","e":"person-1@redacted.invalid"}',
    );
  });

  test('loses the secret that was given in every spelling', () => {
    const secret = 'a/b+"ß-secret';
    const spellings = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ];
    for (const spelling of spellings) {
      expect(redactBody(`x ${spelling} y`, { secrets: [secret] }).text).toBe('x [redacted] y');
    }
    expect(redactBody(JSON.stringify({ a: secret }), { secrets: [secret] }).text).toBe('{"a":"[redacted]"}');
  });

  test('that is no UTF-8 keeps its other bytes', () => {
    const redactor = new Redactor(readRules({}));
    const before = Buffer.from([0xff, ...Buffer.from(' a@example.com '), 0xfe]);
    const after = redactor.body(before, 'request.body', false);
    expect(Buffer.from(after)).toEqual(
      Buffer.from([0xff, ...Buffer.from(' person-1@redacted.invalid '), 0xfe]),
    );
  });

  test('keeps what only looks alike', () => {
    const before =
      '{"accountId":"557058:d092c978-5ab7-4c8a-8d87-32ffac22c584","summary":"the Bearer token, a secret to all","key":"ABC-1","name":"jira","self":"https://x.atlassian.net/rest/api/2/issue/1","at":"2021-01-01T00:00:00.000+0000","ratio":"@home"}';
    expect(redactBody(before)).toEqual({ text: before, redactions: [] });
  });
});

describe('settings', () => {
  const body =
    '{"issue":{"fields":{"reporter":{"displayName":"Al","phone":"1"},"customfield_1":{"a":["SN-12"]}}},"phone":2}';

  test('take out more, by path, name or expression', () => {
    const of = (...redact: readonly string[]) => redactBody(body, { redact }).text;
    expect(of('issue.fields.reporter.phone')).toBe(body.replace('"phone":"1"', '"phone":"[redacted]"'));
    expect(of('phone')).toBe(
      body.replace('"phone":"1"', '"phone":"[redacted]"').replace(':2', ':"[redacted]"'),
    );
    expect(of('issue.*.customfield_1')).toBe(body.replace('SN-12', '[redacted]'));
    expect(of('**.reporter.displayName', '/sn-\\d+/i')).toBe(
      body.replace('"Al"', '"[redacted]"').replace('SN-12', '[redacted]'),
    );
    expect(redactBody(body, { redact: ['x', '/SN-12/'] }).redactions).toEqual([
      { part: 'request.body', at: '/issue/fields/customfield_1/a/0', rule: 'custom 2' },
    ]);
  });

  test('keep what would go: a rule, a place, a text', () => {
    const text = '{"nextPageToken":"abc","mail":"a@example.com","other":"b@example.com"}';
    const of = (...keep: readonly string[]) => redactBody(text, { keep }).text;
    expect(of('nextPageToken', 'email')).toBe(text);
    expect(of('mail', 'secret')).toBe(text.replace('b@example.com', 'person-1@redacted.invalid'));
    expect(of('/a@.*/', 'nextPageToken')).toBe(text.replace('b@example.com', 'person-1@redacted.invalid'));
  });

  test('never keep what could be used to sign in', () => {
    expect(redactBody(`{"mytoken":"${TOKEN}"}`, { keep: ['mytoken'] }).text).toBe(
      `{"mytoken":"${BARE_TOKEN}"}`,
    );
    expect(() => readRules({ keep: ['jwt'] })).toThrow('recordings never hold what could be used to sign in');
  });

  test('take out names where asked to', () => {
    expect(redactBody(body).text).toBe(body);
    expect(redactBody(body, { names: true }).text).toBe(body.replace('"Al"', '"Person 1"'));
  });

  test.each(['/[/', 'a b', ''])('%j is refused', (redact) => {
    expect(() => readRules({ redact: [redact] })).toThrow(/malformed expression|neither a path/);
  });
});

describe('other parts', () => {
  const redactor = () => new Redactor(readRules({}));

  test.each([
    ['Authorization', `JWT ${TOKEN}`, `JWT ${BARE_TOKEN}`],
    ['Authorization', `JWT ${BARE_TOKEN}`, `JWT ${BARE_TOKEN}`],
    ['authorization', 'Bearer abc', 'Bearer [redacted]'],
    ['Authorization', 'abc', '[redacted]'],
    ['Authorization', 'JWT no-token-at-all', 'JWT [redacted]'],
    ['Authorization', `JWT ${TOKEN}.more.parts`, 'JWT [redacted]'],
    ['Cookie', 'a=1; b=2', 'a=[redacted]; b=[redacted]'],
    ['Set-Cookie', 'sid=1; Path=/; HttpOnly', 'sid=[redacted]; Path=/; HttpOnly'],
    ['X-Api-Key', 'abc', '[redacted]'],
    ['X-Hub-Signature', 'sha256=00', '[redacted]'],
    ['From', 'a@example.com', 'person-1@redacted.invalid'],
    ['Referer', 'https://x/?token=abc&b=1', 'https://x/?token=[redacted]&b=1'],
    ['Content-Type', 'application/json', 'application/json'],
  ])('header %s: %s', (name, value, expected) => {
    expect(redactor().header(name, value, 'request.headers')).toBe(expected);
  });

  test('path and query keep their escapes, except where something goes', () => {
    expect(redactor().path('/a%2Fb/u%40example.com/x', 'p')).toBe('/a%2Fb/person-1%40redacted.invalid/x');
    expect(redactor().query('a=%20+b&jwt=eyJh.eyJh.xx&user=u%40example.com&c&=', 'q')).toBe(
      'a=%20+b&jwt=%5Bredacted%5D&user=person-1%40redacted.invalid&c&=',
    );
  });
});
