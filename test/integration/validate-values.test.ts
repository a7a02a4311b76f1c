import { describe, expect, test } from 'vitest';
import { FINE, validate } from '../support/validate.ts';

const TEMPLATE = { ...FINE, baseUrl: '{{localBaseUrl}}' };

describe('--set', () => {
  test('gives placeholders a value, so that what they make can be judged', async () => {
    const files = { 'a.json': TEMPLATE };
    const unknown = await validate(files, ['a.json', '--json']);
    expect(JSON.parse(unknown.stdout).results[0].diagnostics).toEqual([]);
    const known = await validate(files, ['a.json', '--json', '--set', 'localBaseUrl=http://app.test/a b']);
    const pointers = JSON.parse(known.stdout).results[0].diagnostics.map(
      ({ pointer }: { pointer: string }) => pointer,
    );
    expect(pointers).toContain('/baseUrl');
    expect(known.stderr).toBe('');
  });

  test('takes values from the configuration too, and flags first', async () => {
    const config = { validate: { set: { localBaseUrl: 'http://app.test/a b' } } };
    const files = { 'a.json': TEMPLATE, 'connect-kit.config.json': config };
    expect((await validate(files, ['a.json'])).exitCode).toBe(1);
    const fine = ['a.json', '--set', 'localBaseUrl=https://connect-kit.github.io'];
    expect((await validate(files, fine)).exitCode).toBe(0);
  });

  test('says of a value that no descriptor has a use for it', async () => {
    const files = { 'a.json': TEMPLATE, 'b.json': FINE };
    const set = ['--set', 'localBaseUrl=https://connect-kit.github.io', '--set', 'localBaseUri=x'];
    const { stderr, exitCode } = await validate(files, ['a.json', 'b.json', ...set]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('No placeholder is named localBaseUri, for which a value is set.\n');
  });

  test('is refused without a name', async () => {
    const { stderr, exitCode } = await validate({ 'a.json': FINE }, ['a.json', '--set', 'x']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--set: "x" gives nothing a value.');
  });
});

test('reads YAML where the name says so', async () => {
  const text = `key: com.example.yaml
name: 1
baseUrl: https://connect-kit.github.io
authentication: { type: none }
`;
  const { stdout, exitCode } = await validate({ 'atlassian-connect.yml': text }, ['.', '-f', 'compact']);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^atlassian-connect\.yml:2:7 error .* schema\/type$/m);
});
