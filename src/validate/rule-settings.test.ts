import { describe, expect, test } from 'vitest';
import { mergeRuleSettings, type RuleLevel, readRuleSetting } from './rule-settings.ts';

const KNOWN = ['scopes/unused', 'scopes/missing', 'url/https', 'schema/type'];

function layer(levels: Readonly<Record<string, RuleLevel>>) {
  return Object.entries(levels).map(([pattern, level]) => ({ name: '--rule', value: { pattern, level } }));
}

describe('reading', () => {
  test('takes a rule and a level', () => {
    expect(readRuleSetting({ name: '--rule', value: 'url/https=off' }).value).toEqual({
      pattern: 'url/https',
      level: 'off',
    });
  });

  test.each([
    ['url/https', 'Write <rule>=off, error, warning or info.'],
    ['url/https=warn', 'Did you mean url/https=warning?'],
    ['=off', 'Write <rule>=off, error, warning or info.'],
    ['', 'Write <rule>=off, error, warning or info.'],
  ])('refuses %j', (value, step) => {
    expect(() => readRuleSetting({ name: '--rule', value })).toThrow(
      expect.objectContaining({ nextSteps: expect.arrayContaining([step]) }),
    );
  });
});

describe('merging', () => {
  test('expands groups, and lets the closer word win, wherever it stands', () => {
    const settings = layer({ 'scopes/unused': 'error', 'scopes/*': 'off', '*': 'info' });
    expect(mergeRuleSettings([settings], KNOWN)).toEqual({
      'scopes/unused': 'error',
      'scopes/missing': 'off',
      'url/https': 'info',
      'schema/type': 'info',
    });
  });

  test('lets a later layer win over an earlier one, also with a group over an id', () => {
    const layers = [layer({ 'scopes/unused': 'error', 'url/https': 'info' }), layer({ 'scopes/*': 'off' })];
    expect(mergeRuleSettings(layers, KNOWN)).toEqual({
      'scopes/unused': 'off',
      'scopes/missing': 'off',
      'url/https': 'info',
    });
  });

  test.each([
    ['scopes/unusd', 'Did you mean scopes/unused?'],
    ['scope/*', 'Did you mean scopes/*?'],
    ['scopes', 'Did you mean the whole group? Write scopes/*.'],
    ['scopes/un*', 'See what there is: connect-kit explain rules'],
  ])('refuses %s, which is no rule', (pattern, step) => {
    expect(() => mergeRuleSettings([layer({ [pattern]: 'off' })], KNOWN)).toThrow(
      expect.objectContaining({
        message: `--rule: there is no rule "${pattern}".`,
        nextSteps: expect.arrayContaining([step]),
      }),
    );
  });
});
