// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import { describe, expect, test } from 'vitest';
import { findPlaceholders, hasPlaceholder } from './placeholders.ts';

describe('placeholders', () => {
  test.each([
    '{{localBaseUrl}}',
    '{{ .BaseURL }}/path',
    '${addon.base-url}',
    '${APP_KEY:com.example}',
    '/x?a=${issue.key}&b=${addon.key}',
    '${project.version}',
    '<%= url %>',
    "{% url 'installed' %}",
    '/x?v=__VERSION__',
  ])('%s', (text) => {
    expect(hasPlaceholder(text)).toBe(true);
  });

  test('each with its place', () => {
    expect(findPlaceholders('{{a}}/${issue.key}/${b}')).toEqual([
      { text: '{{a}}', offset: 0 },
      { text: '${b}', offset: 19 },
    ]);
  });
});

describe('no placeholders', () => {
  test.each([
    'a text',
    // Context variables of the products.
    '/x?issueKey={issue.key}',
    // Variables that Jira fills into the URLs of webhooks.
    '/hook/${project.id}/${issue.key}?v=${mergedVersion.id}&u=${modifiedUser.accountId}',
    '__version__',
    '{ {a} }',
    '{{',
    '100%',
  ])('%s', (text) => {
    expect(hasPlaceholder(text)).toBe(false);
  });
});
