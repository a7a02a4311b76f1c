import { describe, expect, test } from 'vitest';
import { BROKEN, FINE, FIXABLE, validate, WARNED } from '../support/validate.ts';

describe('--fail-on and --max-warnings', () => {
  test.each([
    ['error', WARNED, [], 0],
    ['warning', WARNED, [], 1],
    ['info', WARNED, [], 1],
    ['info', FINE, [], 0],
    ['never', BROKEN, [], 0],
    ['never', WARNED, ['--max-warnings', '0'], 0],
    ['error', WARNED, ['--max-warnings', '0'], 1],
    ['error', WARNED, ['--max-warnings', '1'], 0],
  ])('--fail-on %s', async (failOn, descriptor, flags, exitCode) => {
    const files = { 'a.json': descriptor };
    expect((await validate(files, ['a.json', '--fail-on', failOn, ...flags])).exitCode).toBe(exitCode);
  });

  test('say why a valid descriptor is not fine', async () => {
    const byWarnings = await validate({ 'a.json': WARNED }, ['a.json', '--max-warnings', '0']);
    expect(byWarnings.stderr).toBe('1 warning, and --max-warnings 0 allows none.\n');
    const bySeverity = await validate({ 'a.json': WARNED }, ['a.json', '--fail-on', 'info']);
    expect(bySeverity.stderr).toBe('1 warning, and --fail-on info allows none.\n');
    const byError = await validate({ 'a.json': BROKEN }, ['a.json', '--max-warnings', '0']);
    expect(byError.stderr).toBe('');
  });

  test.each([
    [['--max-warnings', '-1'], 'whole number'],
    [['--max-warnings', 'x'], 'whole number'],
    [['--fail-on', 'warn'], 'Allowed choices are error, warning, info, never'],
  ])('refuse %j', async (flags, message) => {
    const { exitCode, stderr } = await validate({ 'a.json': FINE }, ['a.json', ...flags]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--rule', () => {
  const files = { 'a.json': FIXABLE };
  const severities = async (...rules: readonly string[]) => {
    const flags = rules.flatMap((rule) => ['--rule', rule]);
    const { stdout } = await validate(files, ['a.json', '--json', ...flags]);
    return JSON.parse(stdout).results[0].diagnostics.map(({ severity }: { severity: string }) => severity);
  };

  test('changes how bad a finding is, or silences it, by id and by group', async () => {
    expect(await severities('scopes/duplicate=error')).toEqual(['error']);
    expect(await severities('scopes/duplicate=off')).toEqual([]);
    expect(await severities('scopes/*=off')).toEqual([]);
    expect(await severities('scopes/*=off', 'scopes/duplicate=info')).toEqual(['info']);
    expect(await severities('*=off')).toEqual([]);
  });

  test.each([
    ['scopes/dupplicate=off', 'there is no rule "scopes/dupplicate"', 'Did you mean scopes/duplicate?'],
    ['scopes=off', 'there is no rule "scopes"', 'Write scopes/*.'],
    ['scopes/duplicate=no', 'does not say what a rule is to be', 'scopes/duplicate=off'],
  ])('refuses %s', async (rule, message, step) => {
    const { exitCode, stderr } = await validate(files, ['a.json', '--rule', rule]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(step);
  });
});
