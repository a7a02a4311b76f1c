import { expect, test } from 'vitest';
import { findParameters, findVariables } from './url-variables.ts';

test.each([
  ['/a/{issue.key}', ['issue.key path whole']],
  [
    '/a/{issue.key}/b?c={project.id}&d={x}',
    ['issue.key path whole', 'project.id query whole', 'x query whole'],
  ],
  ['{issue.key}', ['issue.key path whole']],
  ['/a/issue-{issue.key}', ['issue.key path part']],
  ['/a/{issue.key}.html', ['issue.key path part']],
  ['/a?b=c-{issue.key}', ['issue.key query part']],
  ['/a?{issue.key}', ['issue.key query part']],
  ['/a?b={issue.key}#{issue.id}', ['issue.key query whole', 'issue.id fragment part']],
  ['/a?b={x(y=z,u=v)}', ['x(y=z,u=v) query whole']],
  ['/a?b={}', [' query whole']],
  ['/a?b={{localBaseUrl}}&c={issue.key}', ['issue.key query whole']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of placeholders
  ['/a?b=${base}{issue.key}__VERSION__', ['issue.key query whole']],
  ['/a?b={issue.key', []],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form of webhooks
  ['/${issue.key}?a={issue.id}', ['$issue.key path whole', 'issue.id query whole']],
  ['/a', []],
  [`/${'{issue.key}/'.repeat(1000)}`, []],
])('the variables of %s', (url, expected) => {
  const shown = findVariables(url).map(
    ({ name, hasDollar, part, isWhole }) =>
      `${hasDollar ? '$' : ''}${name} ${part} ${isWhole ? 'whole' : 'part'}`,
  );
  expect(shown).toEqual(expected);
});

test.each([
  ['/a?b=c&d=e=f&g', ['b: c', 'd: e=f', 'g: ']],
  ['/a?b={issue.key}#?c=d', ['b: {issue.key}']],
  [
    '/a?__NAME__=1&b=__VALUE__',
    ['b: \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}'],
  ],
  ['/a#b?c=d', []],
  ['/a?', []],
])('the parameters of %s', (url, expected) => {
  expect(findParameters(url).map(({ name, value }) => `${name}: ${value}`)).toEqual(expected);
});
