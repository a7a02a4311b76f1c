import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

test.each([
  [['validate', '--print-schema', 'jira']],
  [['validate', '--print-schema=confluence']],
  [['validate', 'descriptor', '--print-schema', 'bitbucket']],
  [['validate', '--print-schema', 'jira', 'descriptor']],
  [['validate', '--print-schema', 'jira', '--json']],
])('%j prints one JSON Schema and nothing else', async (argv) => {
  const { stdout, stderr, exitCode } = await runCli(argv);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: expect.stringMatching(/^Connect add-on descriptor for/),
    $defs: expect.any(Object),
  });
});

test('refuses a product that there is not', async () => {
  const { stderr, exitCode } = await runCli(['validate', '--print-schema', 'bamboo']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Allowed choices are jira, confluence, bitbucket');
});

test('without a subcommand, validate shows what there is', async () => {
  const { stderr, stdout, exitCode } = await runCli(['validate']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('Usage: connect-kit validate');
  expect(stderr).toContain('--print-schema');
  const unknown = await runCli(['validate', 'descriptr']);
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain("Unknown command 'descriptr'");
  expect(unknown.stderr).toContain('Did you mean descriptor?');
});
