import { describe, expect, test } from 'vitest';
import { foreignHost, isExampleHost, isLocalHost, tunnelOf } from './hosts.ts';

const hostOf = (url: string) => new URL(url).hostname;

describe('isLocalHost', () => {
  test.each([
    'http://localhost:8080',
    'http://LOCALHOST',
    'http://addon.localhost',
    'http://127.0.0.1',
    'http://127.8.9.1',
    'http://0.0.0.0:3000',
    'http://2130706433',
    'http://[::1]:3000',
    'http://[::]',
    'http://[fd12:3456::1]',
    'http://[fe80::1]',
    'http://10.1.2.3',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.20',
    'http://169.254.1.1',
    'http://100.64.0.1',
    'http://my-mac.local',
    'http://host.docker.internal:3000',
    'http://addon.test',
    'http://my-addon:8080',
  ])('%s is', (url) => {
    expect(isLocalHost(hostOf(url))).toBe(true);
  });

  test.each([
    'https://addon.acme.io',
    'http://18.196.141.34:3000',
    'https://172.32.0.1',
    'https://172.15.0.1',
    'https://192.169.0.1',
    'https://100.128.0.1',
    'https://[2001:db8::1]',
    'https://localhost.acme.io',
    'https://local.acme.io',
    'https://acme.local.io',
  ])('%s is not', (url) => {
    expect(isLocalHost(hostOf(url))).toBe(false);
  });
});

describe('tunnelOf', () => {
  test.each([
    ['https://3b4b27bd.ngrok.io', 'ngrok'],
    ['https://a225-170-85.ngrok-free.app', 'ngrok'],
    ['https://804dbebddadc48.lhr.life', 'localhost.run'],
    ['https://quiet-river.trycloudflare.com', 'Cloudflare'],
    ['https://name-3000.app.github.dev', 'GitHub Codespaces'],
    ['https://name-3000.euw.devtunnels.ms', 'Visual Studio dev tunnels'],
    ['https://ngrok.acme.io', undefined],
    ['https://myngrok.io', undefined],
    ['https://acme.github.io', undefined],
  ])('%s: %s', (url, service) => {
    expect(tunnelOf(hostOf(url))).toBe(service);
  });
});

describe('foreignHost', () => {
  test.each([
    'https://acme.atlassian.net',
    'https://raw.githubusercontent.com/a/b/main',
    'https://github.com/a/b',
  ])('%s is', (url) => {
    expect(foreignHost(hostOf(url))).toBeDefined();
  });

  test.each(['https://acme.github.io', 'https://addon.services.atlassian.com', 'https://my-jira.com'])(
    '%s is not',
    (url) => {
      expect(foreignHost(hostOf(url))).toBeUndefined();
    },
  );
});

describe('isExampleHost', () => {
  test.each([
    'https://example.com',
    'https://addon.example.org',
    'https://addon.example',
    'https://your-app-url.com',
    'https://yourdomain.com',
    'https://app.your-company.io',
    'https://changeme.io',
    'https://replace-me.ngrok.io',
  ])('%s is', (url) => {
    expect(isExampleHost(hostOf(url))).toBe(true);
  });

  test.each([
    'https://examples.acme.io',
    'https://myexample.com',
    'https://my-app.herokuapp.com',
    'https://yourkit.com',
    'https://todoist.com',
    'https://exchange-metrics.io',
  ])('%s is not', (url) => {
    expect(isExampleHost(hostOf(url))).toBe(false);
  });
});
