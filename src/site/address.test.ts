import { describe, expect, it } from 'vitest';
import { parseSiteAddress } from './address.ts';
import { checkName, suggestName } from './site-name.ts';

describe('parseSiteAddress', () => {
  it.each([
    ['acme.atlassian.net', 'https://acme.atlassian.net', ['jira', 'confluence']],
    ['https://acme.atlassian.net/', 'https://acme.atlassian.net', ['jira', 'confluence']],
    [
      'https://ACME.atlassian.net/jira/software/projects/X',
      'https://acme.atlassian.net',
      ['jira', 'confluence'],
    ],
    ['https://acme.atlassian.net/wiki', 'https://acme.atlassian.net', ['confluence']],
    ['acme.atlassian.net/wiki/spaces/X', 'https://acme.atlassian.net', ['confluence']],
    ['https://acme.atlassian.net/wikipedia', 'https://acme.atlassian.net', ['jira', 'confluence']],
    ['http://localhost:2990', 'http://localhost:2990', ['jira', 'confluence']],
    ['http://127.0.0.1:2990/wiki/', 'http://127.0.0.1:2990', ['confluence']],
  ])('%s', (text, origin, products) => {
    expect(parseSiteAddress(text, 'the flag')).toEqual({ origin, products });
  });

  it.each([
    ['', 'site-address-invalid'],
    ['two words', 'site-address-invalid'],
    ['ftp://acme.atlassian.net', 'site-address-invalid'],
    ['https://me:geheim@acme.atlassian.net', 'site-address-credentials'],
    ['http://acme.atlassian.net', 'site-insecure'],
    ['http://localhost.example.com', 'site-insecure'],
  ])('does not take %j', (text, code) => {
    expect(() => parseSiteAddress(text, 'the flag')).toThrow(expect.objectContaining({ code }));
    expect(() => parseSiteAddress(text, 'the flag')).toThrow(expect.not.stringContaining('geheim'));
  });

  it('takes http for another machine when it is told to', () => {
    const { origin } = parseSiteAddress('http://jira.corp', 'the flag', { insecure: true });
    expect(origin).toBe('http://jira.corp');
  });
});

describe('names of sites', () => {
  it.each([
    ['https://acme.atlassian.net', 'acme'],
    ['http://localhost:2990', 'localhost'],
    ['http://127.0.0.1:2990', 'site'],
    ['https://embedded.atlassian.net', 'site'],
  ])('are taken from %s', (origin, name) => {
    expect(suggestName(origin)).toBe(name);
    expect(() => checkName(name)).not.toThrow();
  });

  it.each(['embedded', '', 'A', 'a b', '../a', 'a.b', 'a:b', '-a', 'a'.repeat(65)])('are not %j', (name) => {
    expect(() => checkName(name)).toThrow();
  });
});
