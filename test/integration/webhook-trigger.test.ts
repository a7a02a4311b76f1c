import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allEvents, isAvailable } from '../../src/catalog/webhook-events.ts';
import { isRecord } from '../../src/core/json.ts';
import { startFakeAddon, verifySymmetric } from '../support/fake-addon.ts';
import { startTarget } from '../support/recorded-target.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';
import { commandIn, parseObject, startWithCli } from '../support/webhook-trigger.ts';

const trigger = async (...argv: readonly string[]) => commandIn(await createTempDir())(['trigger', ...argv]);

describe('without a target', () => {
  it('prints a body that can be piped on, and says that nothing was sent', async () => {
    const ran = await trigger('jira:issue_updated', '--set', 'issue.fields.summary=Another');
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({
      webhookEvent: 'jira:issue_updated',
      issue: { key: 'DEMO-1', fields: { summary: 'Another' } },
    });
    expect(ran.stderr).toContain('Nothing was sent');
  });

  it('has a body for every event that a product sends', async () => {
    const run = commandIn(await createTempDir());
    for (const { name, product } of allEvents().filter(isAvailable)) {
      const { exitCode, stdout } = await run(['trigger', name, '--product', product, '--json']);
      expect([name, exitCode]).toEqual([name, 0]);
      expect(parseObject(stdout)).toMatchObject({
        event: name,
        product,
        url: null,
        body: expect.any(Object),
      });
    }
  });

  it.each([
    ['an event of both products', ['comment_created'], '--product jira or --product confluence'],
    ['one without its prefix', ['issue_updated'], 'Did you mean jira:issue_updated?'],
    ['one that is misspelt', ['page_craeted'], 'Did you mean page_created?'],
    ['one that was renamed', ['version_created'], 'In its place: jira:version_created'],
    ['one of the other product', ['page_created', '--product', 'jira'], 'Confluence does'],
    ['what is about the other product', ['jira:issue_updated', '--space', 'DS'], 'Jira does'],
    ['a secret without a target', ['jira:issue_updated', '--client-key', 'x'], '--to http'],
    ['a token that is not shown', ['jira:issue_updated', '--show-token'], '--print'],
    ['a path that hits nothing', ['jira:issue_updated', '--set', 'issue.kee=x'], 'Did you mean issue.key?'],
    ['a base URL that is none', ['jira:issue_updated', '--base-url', 'x', '--to', 'http://x'], '/path alone'],
    [
      'two readers of stdin',
      ['jira:issue_updated', '--body', '-', '--merge', '-', '--to', 'http://localhost', '--secret-stdin'],
      '--secret-stdin, --body - and --merge - cannot all read stdin',
    ],
    ['a removal that hits nothing', ['jira:issue_updated', '--remove', 'issue.x'], 'Nothing is at issue.x'],
  ])('refuses %s', async (_, argv, said) => {
    const { exitCode, stderr, stdout } = await trigger(...argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });

  it('says that the dev instance does not run whose issue is asked for', async () => {
    const { exitCode, stderr } = await trigger('jira:issue_updated', '--issue', 'DEMO-1');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('No dev instance')]);
  });

  it('makes changes in the order of the command line', async () => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'm.json'), '{"issue": {"fields": {"customfield_1": 1}}}');
    const set = ['--set', 'issue.fields.customfield_1=2'];
    const run = commandIn(cwd);
    const after = await run(['trigger', 'jira:issue_updated', '--merge', 'm.json', ...set]);
    expect(after.json()).toMatchObject({ issue: { fields: { customfield_1: 2 } } });
    expect((await run(['trigger', 'jira:issue_updated', ...set, '--merge', 'm.json'])).exitCode).toBe(2);
  });

  it.each([
    ['{"a": 1,\n "b" 2}', 'm.json:2:6'],
    ['[1]', 'm.json:1:1'],
    ['{}', 'nothing to merge'],
    ['{"issue": {"kay": null}}', 'Nothing is at issue.kay'],
  ])('says where a patch is wrong: %s', async (patch, said) => {
    const cwd = await createTempDir();
    await writeFile(path.join(cwd, 'm.json'), patch);
    const { exitCode, stderr } = await commandIn(cwd)(['trigger', 'jira:issue_updated', '--merge', 'm.json']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it('gives what is made up ids of its own in each of several', async () => {
    const { stdout } = await trigger('comment_created', '--product', 'jira', '--count', '3', '--json');
    const bodies = stdout
      .trim()
      .split('\n')
      .map((line) => parseObject(line)['body']);
    const ids = bodies.map((body) =>
      isRecord(body) && isRecord(body['comment']) ? body['comment']['id'] : '',
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('--edit', () => {
  /** An editor that is a shell script; `$1` is the file. */
  async function withEditor(script: string, argv: readonly string[] = []) {
    const cwd = await createTempDir();
    const editor = path.join(cwd, 'editor');
    await writeFile(editor, `#!/bin/sh\n${script}\n`);
    await chmod(editor, 0o755);
    return commandIn(cwd)(['trigger', 'jira:issue_updated', '--edit', ...argv], {
      env: { EDITOR: editor, PATH: '/usr/bin:/bin', TMPDIR: cwd },
    });
  }

  it('sends what a person has made of it', async () => {
    const ran = await withEditor('sed -i "s/A sample issue/Written/" "$1"');
    expect(ran.json()).toMatchObject({ issue: { fields: { summary: 'Written' } } });
  });

  it('takes arguments in the variable', async () => {
    const cwd = await createTempDir();
    const ran = await commandIn(cwd)(['trigger', 'jira:issue_updated', '--edit'], {
      env: { VISUAL: 'sed -i s/sample/edited/', EDITOR: 'false', PATH: '/usr/bin:/bin' },
    });
    expect(ran.json()).toMatchObject({ issue: { fields: { summary: 'A edited issue' } } });
  });

  it.each([
    ['empties the file', ': > "$1"'],
    ['leaves only the comment', 'head -1 "$1" > "$1.x"; mv "$1.x" "$1"'],
    ['removes the file', 'rm "$1"'],
    ['ends the editor with an error', 'exit 1'],
  ])('is cancelled by who %s', async (_, script) => {
    const { exitCode, stdout, stderr } = await withEditor(script);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('nothing was sent');
  });

  it('tells of broken JSON where it is, and keeps it', async () => {
    const { exitCode, stderr, stdout } = await withEditor(
      'printf "{\\n  \\"mine\\": 1,\\n  oops\\n}" > "$1"',
    );
    expect([exitCode, stdout]).toEqual([2, '']);
    const [, file = '', line] = /at (\S+):(\d+):\d+/.exec(stderr) ?? [];
    expect(line).toBe('3');
    expect(stderr).toContain(`--body ${file}`);
    expect(await readFile(file, 'utf8')).toContain('"mine": 1');
  });

  it('keeps what was written when it is not accepted, to be sent again', async () => {
    const target = await startFakeAddon();
    target.answer('/hook', 500);
    const to = ['--to', `${target.baseUrl}/hook`, '--unsigned'];
    const { exitCode, stderr } = await withEditor('sed -i "s/A sample issue/Written/" "$1"', to);
    expect(exitCode).toBe(1);
    const [, file = ''] = /--body (\S+)/.exec(stderr) ?? [];
    target.answer('/hook', 204);
    expect((await trigger('jira:issue_updated', '--body', file, ...to)).exitCode).toBe(0);
    const [first, second] = target.receivedAt('/hook');
    expect(second?.body).toBe(first?.body);
    expect(second?.body).toContain('Written');
  });

  it('wants an editor, and somebody to use it', async () => {
    const none = await trigger('jira:issue_updated', '--edit');
    expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('EDITOR')]);
    const missing = await commandIn(await createTempDir())(['trigger', 'jira:issue_updated', '--edit'], {
      env: { EDITOR: 'no-such-editor', PATH: '/usr/bin:/bin' },
    });
    expect([missing.exitCode, missing.stderr]).toEqual([3, expect.stringContaining('no-such-editor')]);
    const alone = await trigger('jira:issue_updated', '--edit', '--no-input');
    expect([alone.exitCode, alone.stderr]).toEqual([2, expect.stringContaining('--no-input')]);
  });
});

describe('to any URL', () => {
  const signed = ['--secret', 'a secret of thirty-two characters', '--client-key', 'the-client'];

  it('signs as the product does, for the path below the base URL, with variables filled', async () => {
    const target = await startFakeAddon();
    const to = `${target.baseUrl}/base/hook?issue=\${issue.key}&other=\${nothing}`;
    const base = ['--base-url', `${target.baseUrl}/base`];
    const ran = await trigger('jira:issue_updated', '--to', to, ...signed, ...base);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/✓ {2}jira:issue_updated {2}204/);
    const [hook] = target.received;
    if (hook === undefined) throw new Error('nothing came');
    expect(hook.url).toBe('/base/hook?issue=DEMO-1&other=');
    expect(hook.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Atlassian Webhook HTTP Client',
      'x-atlassian-webhook-flow': 'Primary',
      'x-atlassian-webhook-identifier': expect.stringMatching(/^[\da-f-]{36}$/),
    });
    const claims = verifySymmetric(hook, signed[1] ?? '', `${target.baseUrl}/base`);
    expect(claims).toMatchObject({ iss: 'the-client', sub: '5b10ac8d82e05b22cc7d4ef5' });
    expect(() =>
      verifySymmetric({ ...hook, url: '/base/other' }, signed[1] ?? '', `${target.baseUrl}/base`),
    ).toThrow();
  });

  it('writes no headers of Jira beside an event of Confluence, and leaves its URL as it is', async () => {
    const target = await startFakeAddon();
    const ran = await trigger('page_created', '--to', `${target.baseUrl}/hook?p=1`, ...signed);
    expect(ran.exitCode, ran.stderr).toBe(0);
    const names = Object.keys(target.received[0]?.headers ?? {});
    expect(names.filter((name) => name.startsWith('x-atlassian'))).toEqual([]);
  });

  it('shows what the target answered, and ends with 1, when it is no success', async () => {
    const target = await startFakeAddon();
    target.answer('/hook', 401);
    const to = ['--to', `${target.baseUrl}/hook`, ...signed];
    const ran = await trigger('jira:issue_updated', ...to);
    expect([ran.exitCode, ran.stdout]).toEqual([1, expect.stringMatching(/✗ {2}jira:issue_updated {2}401/)]);
    const json = await trigger('jira:issue_updated', ...to, '--json');
    expect(json.exitCode).toBe(1);
    expect(json.json()).toMatchObject({ failed: 1, deliveries: [{ accepted: false, status: 401 }] });
    const nobody = await trigger('jira:issue_updated', '--to', 'http://localhost:1/x', ...signed);
    expect([nobody.exitCode, nobody.stdout]).toEqual([1, expect.stringContaining('no answer: ECONNREFUSED')]);
  });

  it('lets no answer steer the terminal', async () => {
    const body = '\u001b[2Jgone\r\n\u001b]0;title\u0007\tend';
    const target = await startTarget(() => ({ status: 500, body }));
    const ran = await trigger('jira:issue_updated', '--to', target.url, '--unsigned');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain('    ·[2Jgone\n    ·]0;title· end\n');
    const json = await trigger('jira:issue_updated', '--to', target.url, '--unsigned', '--json');
    expect(json.json()).toMatchObject({ deliveries: [{ answer: body }] });
  });

  it('sends several, each with a token, a time and an identifier of its own', async () => {
    const target = await startFakeAddon();
    const many = ['--count', '5', '--rate', '200/s'];
    const ran = await trigger('jira:issue_updated', '--to', `${target.baseUrl}/hook`, ...signed, ...many);
    expect(ran.exitCode, ran.stderr).toBe(0);
    const hooks = target.receivedAt('/hook');
    expect(hooks).toHaveLength(5);
    const changelogs = hooks.map(({ body }) => JSON.stringify(parseObject(body)['changelog']));
    expect(new Set(changelogs).size).toBe(5);
    expect(new Set(hooks.map(({ headers }) => headers['x-atlassian-webhook-identifier'])).size).toBe(5);
  });

  it('says how many went when it is interrupted', async () => {
    const target = await startFakeAddon();
    const ending = new AbortController();
    const run = commandIn(await createTempDir());
    let results = 0;
    const ran = await run(
      ['trigger', 'jira:issue_updated', '--to', `${target.baseUrl}/hook`, ...signed, '--count', '50'],
      {
        signal: ending.signal,
        onOutput: (text) => {
          results += text.includes('/hook') ? 1 : 0;
          if (results === 3) ending.abort();
        },
      },
    );
    expect([ran.exitCode, ran.stderr]).toEqual([
      130,
      expect.stringMatching(/\b[34] of 50 were sent, 3 of them answered\./),
    ]);
  });

  it('prints the request, with a token that nobody can use unless it is asked for', async () => {
    const target = await startFakeAddon();
    const argv = ['jira:issue_updated', '--to', `${target.baseUrl}/hook`, ...signed, '--print'];
    const { stdout } = await trigger(...argv);
    expect(stdout).toContain(`POST ${target.baseUrl}/hook\nAuthorization: JWT eyJ`);
    expect(stdout).toContain('.[redacted]\n');
    expect(stdout).toContain('"webhookEvent": "jira:issue_updated"');
    const whole = await trigger(...argv, '--show-token', '--json');
    const { method, url, headers } = whole.json();
    expect(target.received).toEqual([]);
    const sent = await fetch(String(url), { method: String(method), headers: Object(headers), body: '{}' });
    expect(sent.ok).toBe(true);
    const [hook] = target.received;
    expect(hook && verifySymmetric(hook, signed[1] ?? '', target.baseUrl)).toMatchObject({
      iss: 'the-client',
    });
  });

  it.each([
    [['--to', 'http://example.com/x', ...signed], '--yes'],
    [['--to', 'http://localhost:1/x'], 'The shared secret is missing'],
    [['--to', 'http://localhost:1/x', '--secret', 'x'], '--client-key'],
    [['--to', 'localhost:3000', '--unsigned'], 'not the URL of a webhook'],
    [['--to', 'http://localhost:1/x', '--unsigned', '--base-url', 'http://localhost:1/b'], 'not below'],
    [['--to', 'http://localhost:1/x', '--addon', 'a'], 'cannot be used with'],
  ])('is refused: %j', async (argv, said) => {
    const { exitCode, stderr } = await trigger('jira:issue_updated', ...argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe('to an add-on of the dev instance', () => {
  const webhooks = [
    { event: 'jira:issue_updated', url: `/updated?key=\${issue.key}`, filter: 'project = NONE' },
    { event: 'worklog_created', url: '/worklog', excludeBody: true },
    { event: 'comment_created', url: '/commented' },
    { event: 'jira:version_released', url: `/released/\${project.key}/\${version.id}` },
  ];
  const descriptor = { key: 'fake-addon', scopes: ['READ'], modules: { webhooks } };

  it('goes where the descriptor says, as a real one, and into the log of deliveries', async () => {
    const { run, addon, secret, instance } = await startWithCli(descriptor);
    const mia = instance.services.people.list().find(({ username }) => username === 'mia');
    const argv = [
      'trigger',
      'jira:issue_updated',
      '--addon',
      'fake-addon',
      '--issue',
      'DEMO-2',
      '--actor',
      'mia',
    ];
    const ran = await run(argv);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('/updated?key=DEMO-2  delivery 1');
    const [hook] = addon.receivedAt('/updated');
    if (hook === undefined) throw new Error('nothing came');
    expect(hook.url).toBe('/updated?key=DEMO-2');
    expect(verifySymmetric(hook, secret(), addon.baseUrl)).toMatchObject({ sub: mia?.accountId });
    const summary = instance.services.jira.issue('DEMO-2')?.summary;
    expect(parseObject(hook.body)).toMatchObject({
      user: { accountId: mia?.accountId },
      issue: { key: 'DEMO-2', fields: { summary } },
    });
    const [logged] = instance.services.webhooks.deliveries.list({ limit: 9 });
    expect(logged).toMatchObject({ event: 'jira:issue_updated', state: 'delivered' });
    expect(hook.headers['x-atlassian-webhook-identifier']).toBe(logged?.identifier);
    expect(instance.services.traffic.list().at(-1)).toMatchObject({ kind: 'webhook', status: 204 });
  });

  it('heeds excludeBody, and fills variables from the site where the body lacks them', async () => {
    const { run, addon, instance } = await startWithCli(descriptor);
    await run(['trigger', 'worklog_created', '--addon', 'fake-addon']);
    expect(addon.receivedAt('/worklog')).toMatchObject([{ body: '' }]);
    const project = instance.services.jira.project('DEMO');
    await run([
      'trigger',
      'jira:version_released',
      '--addon',
      'fake-addon',
      '--set',
      `version.projectId=${project?.id}`,
    ]);
    expect(addon.received.at(-1)?.url).toMatch(/^\/released\/DEMO\/\d+$/);
  });

  it('ends with 1 where it is refused, with the answer, and says that it is tried again', async () => {
    const { run, addon } = await startWithCli(descriptor);
    addon.answer('/commented', 503);
    const { exitCode, stdout } = await run(['trigger', 'comment_created', '--addon', 'fake-addon']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ {2}comment_created {2}503/);
    expect(stdout).toContain('it is tried again at');
  });

  it('prints the request that the dev instance would send', async () => {
    const { run, addon } = await startWithCli(descriptor);
    const { stdout } = await run(['trigger', 'worklog_created', '--addon', 'fake-addon', '--print']);
    expect(stdout).toMatch(/^POST http:\/\/localhost:\d+\/worklog\nAuthorization: JWT \S+\.\[redacted\]\n/);
    expect(stdout).not.toContain('{');
    expect(addon.receivedAt('/worklog')).toEqual([]);
  });

  it.each([
    ['that listens to no such event', descriptor, ['jira:issue_created'], 'modules.webhooks'],
    ['without READ', { scopes: [], modules: {} }, ['comment_created'], 'Add "READ" to the scopes'],
    ['that is none', descriptor, ['comment_created', '--addon', 'fake-adon'], 'Did you mean fake-addon?'],
    ['of another product', descriptor, ['page_created'], 'Confluence does'],
    ['about an issue that is not there', descriptor, ['comment_created', '--issue', 'X-1'], 'no issue X-1'],
    ['by somebody who is not there', descriptor, ['comment_created', '--actor', 'nobody'], 'nobody'],
  ])('tells what is to be done about one %s', async (_, wanted, argv, said) => {
    const { run, addon } = await startWithCli(wanted);
    const to = argv.includes('--addon') ? [] : ['--addon', 'fake-addon'];
    const { exitCode, stderr } = await run(['trigger', ...argv, ...to]);
    expect([exitCode, stderr]).toEqual([expect.toBeOneOf([1, 2]), expect.stringContaining(said)]);
    expect(addon.receivedAt('/commented')).toEqual([]);
  });

  it('tells that an add-on is disabled, before somebody writes anything', async () => {
    const { run, instance } = await startWithCli(descriptor);
    const installation = instance.services.installations.find('jira', 'fake-addon');
    if (installation === undefined) throw new Error('not installed');
    await instance.services.installer.disable(installation);
    const options = { env: { EDITOR: 'no-such-editor', PATH: '/usr/bin:/bin' } };
    const ran = await run(['trigger', 'comment_created', '--addon', 'fake-addon', '--edit'], options);
    expect([ran.exitCode, ran.stderr]).toEqual([1, expect.stringContaining('is disabled')]);
  });

  it.each(['jira', 'confluence'] as const)(
    'tells in %s of nothing but what is there, or goes with it',
    async (product) => {
      const { run, instance } = await startWithCli({}, product);
      const { people, site } = instance.services;
      const accounts = new Set(people.list().map(({ accountId }) => accountId));
      for (const { name } of allEvents().filter((event) => event.product === product && isAvailable(event))) {
        const { stdout, stderr } = await run(['trigger', name, '--product', product]);
        expect(stdout, `${name} ${stderr}`).not.toContain('your-site.atlassian.net');
        const told = [...stdout.matchAll(/"\w*[aA]ccountId": "([^"]+)"/g)].map(([, id = '']) => id);
        expect(
          told.filter((id) => !accounts.has(id)),
          name,
        ).toEqual([]);
        for (const [, url = ''] of stdout.matchAll(/"(http[^"]+)"/g)) expect(url).toContain(site.origin);
      }
    },
  );

  it('tells of the page and the space that are asked for', async () => {
    const { run, instance } = await startWithCli({}, 'confluence');
    const ran = await run(['trigger', 'page_updated', '--content', '65602']);
    expect(ran.json()).toMatchObject({ page: { id: '65602', spaceKey: 'DS' } });
    const { spaces } = instance.services.confluence;
    spaces.create({ key: 'NEW', name: 'New' }, instance.services.people.list()[0]?.accountId ?? '');
    const inNew = await run(['trigger', 'page_updated', '--space', 'NEW']);
    expect(inNew.json()).toMatchObject({ page: { spaceKey: 'NEW' } });
    const wrong = await run(['trigger', 'page_updated', '--content', '65602', '--space', 'NEW']);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('is in the space DS')]);
  });

  it.each([
    ['jira', ['jira:issue_updated', '--issue', 'DEMO-999']],
    ['jira', ['jira:issue_updated', '--actor', 'nobody']],
    ['confluence', ['page_updated', '--content', '1']],
  ] as const)('takes what %s has not for wrong usage: %s', async (product, argv) => {
    const { run } = await startWithCli({}, product);
    const { exitCode, json } = await run(['trigger', ...argv, '--json']);
    expect([exitCode, json()['error']]).toEqual([2, expect.objectContaining({ code: 'wish-unknown' })]);
  });

  it('takes the sample all the same, where that is asked for', async () => {
    const { run } = await startWithCli(descriptor);
    const { stdout } = await run(['trigger', 'jira:issue_updated', '--sample']);
    expect(stdout).toContain('your-site.atlassian.net');
  });

  it('gives a URL the secret of an add-on', async () => {
    const { run, addon, secret } = await startWithCli(descriptor);
    const to = ['--to', `${addon.baseUrl}/else`, '--from-instance', 'fake-addon'];
    expect((await run(['trigger', 'jira:issue_deleted', ...to])).exitCode).toBe(0);
    const [hook] = addon.receivedAt('/else');
    expect(hook && verifySymmetric(hook, secret(), addon.baseUrl)).toMatchObject({ iss: expect.any(String) });
  });

  it('does nothing for whoever has not the control token', async () => {
    const { instance } = await startWithCli(descriptor);
    const client = clientOf(instance);
    const api = (method: string, name: string) =>
      client.send(method, `/_connect-kit/api/webhooks/${name}`, {
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
    expect((await api('POST', 'world')).status).toBe(403);
    expect((await api('POST', 'trigger')).status).toBe(403);
    expect((await api('GET', 'stream')).status).toBe(403);
  });
});

it('begins its help with examples', async () => {
  const { stdout } = await runCli(['webhook', 'trigger', '--help']);
  expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Usage:'));
});
