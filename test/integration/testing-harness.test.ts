import { describe, expect, it, onTestFinished } from 'vitest';
import { createTesting } from '../../src/testing/create-testing.ts';
import type { StartOptions, TestInstance } from '../../src/testing.ts';
import { startFakeAddon, verifySymmetric } from '../support/fake-addon.ts';
import { testMachine } from '../support/test-machine.ts';

const testing = createTesting(testMachine(), { Error, parse: JSON.parse });

async function startInstance(options: StartOptions = {}): Promise<TestInstance> {
  const instance = await testing.startInstance(options);
  onTestFinished(() => instance.stop());
  return instance;
}

const PANEL = {
  modules: {
    jiraIssueContents: [
      {
        key: 'panel',
        name: { value: 'Panel' },
        icon: { url: '/icon.svg', width: 16, height: 16 },
        tooltip: { value: 'Opens the panel' },
        target: { type: 'web_panel', url: '/panel?issue={issue.key}&project={project.id}' },
      },
    ],
    webhooks: [{ event: 'jira:issue_created', url: '/webhooks/created?issue={issue.key}' }],
  },
};

describe('a module', () => {
  it('is requested as the product does', async () => {
    const [instance, fake] = await Promise.all([startInstance(), startFakeAddon(PANEL)]);
    fake.answer('/panel', 200, { headers: { 'Content-Type': 'text/html' }, text: '<h1>Hello</h1>' });
    const addon = await instance.install(fake.descriptorUrl);
    const opened = await addon.openModule('panel', { issue: 'DEMO-1' }, { user: 'mia' });
    expect(opened).toMatchObject({ status: 200, ok: true, context: { jira: { issue: { key: 'DEMO-1' } } } });
    expect(opened.text()).toBe('<h1>Hello</h1>');
    const secret = (await addon.sharedSecret()) ?? '';
    const [request] = fake.receivedAt('/panel');
    expect(request && verifySymmetric(request, secret, fake.baseUrl)).toEqual(opened.claims);
    expect(await opened.contextToken()).not.toBe(opened.token);
    await instance.traffic.assertRequest(
      { from: 'host', kind: 'module', path: '/panel', status: 200 },
      { times: 1 },
    );
    const fired = await addon.fire('jira:issue_created', { issue: { fields: { summary: 'Another' } } });
    expect(fired).toMatchObject({
      status: 204,
      request: { body: { issue: { fields: { summary: 'Another' } } } },
    });
  });
});
