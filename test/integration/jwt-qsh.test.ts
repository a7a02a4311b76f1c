import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

test('shows the canonical request and its hash, labelled', async () => {
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'qsh', '/p']);
  expect(stdout).toBe(
    'canonical request  GET&/p&\n' +
      'qsh                e030e335214d9fa26bc54ea460ca18f9e8bd5484997034993526a036119aaeb4\n',
  );
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('shows the hash alone with --quiet', async () => {
  const { stdout } = await runCli(['jwt', 'qsh', '/p', '--quiet']);
  expect(stdout).toBe('e030e335214d9fa26bc54ea460ca18f9e8bd5484997034993526a036119aaeb4\n');
});

test('--json names method, canonical request and hash', async () => {
  const { stdout } = await runCli([
    ...['jwt', 'qsh', '--json', '--method', 'post'],
    ...['--url', 'https://app.example.com/ac/installed?user_key=admin&jwt=aaa.bbb.ccc'],
    ...['--base-url', 'https://app.example.com/ac'],
  ]);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    method: 'POST',
    canonicalRequest: 'POST&/installed&user_key=admin',
    qsh: '4ca63d01ffaa235e9fa8120df4f05e94102cad01d9cfb0c9653ca583543556c9',
  });
});

test.each([
  ['/é', 'HTTP clients send the path /é as /%C3%A9'],
  ['rest/api', 'taken for the path /rest/api'],
])('warns of %s and hashes it all the same', async (url, warning) => {
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'qsh', url]);
  expect(stderr).toMatch(/^warning /);
  expect(stderr).toContain(warning);
  expect(stdout).toContain('canonical request  GET&/');
  expect(exitCode).toBe(0);
});

test('warns of a base path that ends within a segment', async () => {
  const { stdout, stderr } = await runCli([
    ...['jwt', 'qsh', 'https://a.example/acme/x', '--base-url', 'https://a.example/ac'],
  ]);
  expect(stdout).toContain('GET&/acme/x&');
  expect(stderr).toContain('goes on within the segment');
});

test.each([
  [[], 'The URL of the request is missing'],
  [['/p', '--url', '/q'], 'given twice'],
  [['--method', 'POST'], '--method describes a request'],
  [['--base-url', '/ac'], '--base-url describes a request'],
  [[''], 'The URL is empty'],
  [['/p', '--method', 'GET POST'], '"GET POST" is not an HTTP method'],
  [['/p', '--method', ''], 'is not an HTTP method'],
  [['/p', '--base-url', 'example.com/ac'], 'neither a URL nor a path'],
  [['/p', '/q'], 'Too many arguments'],
])('refuses %j', async (argv, message) => {
  const { exitCode, stdout, stderr } = await runCli(['jwt', 'qsh', ...argv]);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});

test('an error is JSON too', async () => {
  const { exitCode, stdout } = await runCli(['jwt', 'qsh', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'url-missing' } });
  expect(exitCode).toBe(2);
});
