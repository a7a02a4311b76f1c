import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { FINE, validate, validateIn } from '../support/validate.ts';

const READS = { ...FINE, scopes: ['READ'] };
const WRITES = "AP.request({ url: '/rest/api/3/issue/' + key, type: 'PUT' });\n";

test('tells of calls that the descriptor does not allow, at their places', async () => {
  const { stdout, stderr, exitCode } = await validate(
    { 'atlassian-connect.json': READS, 'web/js/panel.js': `// panel\n${WRITES}` },
    ['--code', 'web'],
  );
  expect(stdout).toBe(
    [
      '✓ atlassian-connect.json is a valid descriptor for Jira and Confluence.',
      'web/js/panel.js:2:19 error PUT /rest/api/3/issue/{issueIdOrKey} needs the scope WRITE; the descriptor requests READ. code/scope-missing',
      "  2 | AP.request({ url: '/rest/api/3/issue/' + key, type: 'PUT' });",
      '    |                   ^^^^^^^^^^^^^^^^^^^^',
      '  → Add "WRITE" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.',
      '',
      '✗ web/js/panel.js: 1 error.',
      '1 of 1 descriptor is valid. In all: 1 error.',
      'connect-kit explain <rule> tells more.',
      '',
    ].join('\n'),
  );
  expect(stderr).toBe('web: 1 call in 1 file of 1 source.\n');
  expect(exitCode).toBe(1);
});

test('tells of scopes that nothing needs, in the descriptor', async () => {
  const { stdout, exitCode } = await validate(
    {
      'atlassian-connect.json': { ...FINE, scopes: ['ADMIN', 'act_as_user'] },
      'app.py': 'requests.get(site + "/rest/api/3/myself")\n',
    },
    ['--code', '.', '-f', 'compact'],
  );
  const shown = stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/:\d+:5 /, ' '));
  expect(shown).toEqual([
    'atlassian-connect.json warning Nothing in the code was found to need ADMIN: of Jira, there is 1 call in 1 file, for which READ is enough. code/scope-unused',
    'atlassian-connect.json warning ACT_AS_USER is requested, and nothing in the code was found to act in the name of a person. code/act-as-user',
  ]);
  expect(exitCode).toBe(0);
});

test('says nothing where code and scopes agree, and what it has read', async () => {
  const { stdout, stderr } = await validate(
    {
      'atlassian-connect.json': { ...FINE, scopes: ['WRITE'] },
      'web/a.js': WRITES,
      'web/a.test.js': WRITES,
      'web/a.min.js': WRITES,
      'server/app.go': 'package main\n',
      'docs/a.md': '',
    },
    ['--code', 'web', '--code', 'server/app.go', '--code', 'docs'],
  );
  expect(stdout).toBe('✓ atlassian-connect.json is a valid descriptor for Jira and Confluence.\n');
  expect(stderr).toBe(
    [
      'web: 1 call in 1 file of 1 source; 1 test left out, 1 too large, minified or not text.',
      'server/app.go: no calls of 1 source.',
      'docs holds no sources that connect-kit reads.',
      '',
    ].join('\n'),
  );
});

describe('settings count as for every rule', () => {
  const FILES = { 'atlassian-connect.json': READS, 'web/a.js': WRITES };

  test('--rule', async () => {
    const off = await validate(FILES, ['--code', 'web', '--rule', 'code/scope-missing=off']);
    expect(off).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('a.js') });
    const info = await validate(FILES, ['--code', 'web', '--rule', 'code/*=info']);
    expect(info).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('web/a.js:1:19 info PUT') });
  });

  test('--baseline, by the operation and not by the line', async () => {
    const { cwd } = await validate(FILES, ['--code', 'web', '--baseline', 'known.json', '--update-baseline']);
    const baseline: unknown = JSON.parse(await readFile(path.join(cwd, 'known.json'), 'utf8'));
    expect(baseline).toMatchObject({
      findings: [
        {
          source: 'web/a.js',
          rule: 'code/scope-missing',
          pointer: '/PUT ~1rest~1api~13~1issue~1{issueIdOrKey}',
        },
      ],
    });
    const again = await validateIn(cwd, ['--code', 'web', '--baseline', 'known.json']);
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('✓ web/a.js: nothing new. 1 known.'),
    });
  });

  test('--json', async () => {
    const { stdout } = await validate(FILES, ['--code', 'web', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [
        { source: 'atlassian-connect.json', valid: true },
        {
          source: 'web/a.js',
          isCode: true,
          product: null,
          valid: false,
          diagnostics: [{ ruleId: 'code/scope-missing', range: { start: { line: 1, column: 19 } } }],
        },
      ],
      summary: { sources: 2, valid: 1, errors: 1 },
    });
  });

  test('reports for programs name the file, and list the rules only where they ran', async () => {
    const sarif = await validate(FILES, ['--code', 'web', '-f', 'sarif']);
    expect(sarif.stdout).toContain('"uri": "web/a.js"');
    expect(sarif.stdout).toContain('"id": "code/not-for-apps"');
    expect((await validate(FILES, ['-f', 'sarif'])).stdout).not.toContain('code/');
    const github = await validate(FILES, ['--code', 'web', '-f', 'github']);
    expect(github.stdout).toContain('::error file=web/a.js,line=1,');
    expect(github.stdout).toContain('1 error found in 1 descriptor and 1 source.');
  });
});

test('of several descriptors for the same code, findings say which', async () => {
  const { stdout } = await validate(
    {
      'jira.json': { ...READS, modules: { jiraIssueContents: [] } },
      'confluence.json': { ...READS, modules: { spaceToolsTabs: [] } },
      'web/a.js': `${WRITES}AP.request('/wiki/rest/api/space');\nAP.request('/rest/api/3/myself');\n`,
    },
    ['jira.json', 'confluence.json', '--code', 'web', '-f', 'compact'],
  );
  const inCode = stdout.split('\n').filter((line) => line.startsWith('web/'));
  expect(inCode).toEqual([expect.stringContaining('needs the scope WRITE; jira.json requests READ.')]);
});

test('a descriptor that cannot be read has nothing against the code', async () => {
  const { stdout, exitCode } = await validate({ 'atlassian-connect.json': '{', 'web/a.js': WRITES }, [
    '--code',
    'web',
  ]);
  expect(stdout).not.toContain('code/');
  expect(exitCode).toBe(1);
});

test('a folder that is not there', async () => {
  const { stderr, exitCode } = await validate({ 'atlassian-connect.json': READS }, ['--code', 'nowhere']);
  expect(stderr).toContain('There is no folder');
  expect(exitCode).toBe(2);
});

test("the template's code and its descriptor agree", async () => {
  const cwd = await createTempDir();
  await runCli(['init', '.', '--template', 'express', '--no-install', '--no-git'], { cwd });
  const { stdout, stderr } = await runCli(
    ['validate', 'descriptor', '--code', '.', '-f', 'compact', '--no-config'],
    { cwd },
  );
  expect(stdout).not.toContain('code/');
  expect(stderr).toMatch(/^\.: \d+ calls? in/);
});
