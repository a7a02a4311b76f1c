// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import { describe, expect, test } from 'vitest';
import { lintDescriptor } from '../lint-descriptor.ts';

/** Errors of the syntax and schema steps: what rules advise is not about reading. */
async function errors(text: string): Promise<readonly string[]> {
  const { diagnostics } = await lintDescriptor(text, { product: 'jira' });
  return diagnostics
    .filter(({ ruleId }) => /^(?:syntax|schema|modules)\//.test(ruleId))
    .map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);
}

describe('nothing is said of what a placeholder leaves open', () => {
  test.each([
    ['a value of any type', '{{x}}', '"enableLicensing": {{x}}, "apiVersion": {{x}}, "modules": {{x}}'],
    ['a list or its entries', '{{x}}', '"scopes": [{{x}}], "modules": {"webPanels": [{{x}}]}'],
    [
      'a number',
      '{{x}}',
      '"modules": {"webPanels": [{"key": "a", "url": "/a", "weight": 1{{x}}, "name": {{x}}, "location": {{x}} }]}',
    ],
    ['a name', '{{x}}', '"modules": {"webPanels": [{"{{x}}": "a"}, {{{x}}: "a"}], "{{x}}": [1]}'],
    ['properties', '{{x}}', '"modules": {"webPanels": [{ {{> x}} }], "webItems": [{ "key": "a", {{> x}} }]}'],
    [
      'a setting of a condition',
      '{{x}}',
      '"modules": {"webPanels": {{x}}, "generalPages": [{"key": "a", "url": "/", "name": {"value": {{x}} } }]}',
    ],
  ])('%s', async (_, placeholder, properties) => {
    const head =
      '"key": "a", "baseUrl": "https://a.example.org", "authentication": {"type": "jwt"}, "lifecycle": {"installed": "/i"}';
    for (const other of ['{{x}}', '${x}', '<%= x %>', '__X__']) {
      const text = `{${head}, ${properties}}`.replaceAll(placeholder, other);
      expect(await errors(text), text).toEqual([]);
    }
  });

  test('and the rest is checked as ever', async () => {
    const text =
      '{"key": 1, "baseUrl": {{x}}, "authentication": {"type": "jwt", "tpye": {{y}}}, "modules": {{z}}, "lifecycle": {}}';
    expect(await errors(text)).toEqual(['schema/type /key', 'schema/unknown-property /authentication/tpye']);
  });
});

describe('rules do not conclude from what a template may yet write', () => {
  const HEAD = '"key": "a", "baseUrl": "https://a.example.org"';
  const JWT = '"authentication": {"type": "jwt"}, "lifecycle": {"installed": "/i"}';
  const HOOK = '"webhooks": [{"event": "jira:issue_created", "url": "/h"}]';
  const LINK =
    '"webItems": [{"key": "i", "name": {"value": "I"}, "url": "d", "location": "system.top.navigation.bar", "target": {"type": "dialogmodule", "options": {"key": "d"}}}]';
  const LICENSED =
    '"generalPages": [{"key": "g", "name": {"value": "G"}, "url": "/g", "conditions": [{"condition": "addon_is_licensed"}]}]';

  test.each([
    ['lifecycle/missing-installed', `{${HEAD}, "authentication": {"type": "jwt"} MORE}`, ', {{> rest}}'],
    [
      'lifecycle/missing-installed',
      `{${HEAD}, "authentication": {"type": "jwt"} MORE}`,
      ', "lifecycle": {{x}}',
    ],
    ['scopes/missing-for-webhooks', `{${HEAD}, ${JWT}, "modules": {${HOOK}} MORE}`, ', {{> scopes}}'],
    ['dialogs/unknown-target', `{${HEAD}, ${JWT}, "modules": {${LINK} MORE}}`, ', "dialogs": {{x}}'],
    ['dialogs/unknown-target', `{${HEAD}, ${JWT}, "modules": {${LINK} MORE}}`, ', "dialogs": [{{x}}]'],
    ['licensing/condition', `{${HEAD}, ${JWT}, "modules": {${LICENSED}} MORE}`, ', "enableLicensing": {{x}}'],
  ])('%s', async (ruleId, text, more) => {
    const has = async (source: string) =>
      (await lintDescriptor(source, { product: 'jira' })).diagnostics.some(
        (found) => found.ruleId === ruleId,
      );
    expect(await has(text.replace('MORE', ''))).toBe(true);
    expect(await has(text.replace('MORE', more))).toBe(false);
  });
});

describe('nothing is said of what a mistake has hidden', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'missing properties beside what could not be read',
      '{"key": "a", "baseUrl" "authentication": {"type": "jwt"} }',
      ['syntax/json /baseUrl'],
    ],
    [
      'properties of an object that is not closed',
      '{"modules": {"webPanels": [{"key": "a"]}, "key": "a", "baseUrl": "https://a", "authentication": {}}',
      ['syntax/json /modules/webPanels/0'],
    ],
    [
      'the type of what is no JSON value',
      '{"key": a, "baseUrl": "https://a", "authentication": {"type": None}, "apiVersion": 01}',
      ['syntax/json /key', 'syntax/json /authentication/type', 'syntax/json /apiVersion'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await errors(text)).toEqual(expected);
  });

  test('but where the meaning is clear, all is checked', async () => {
    expect(await errors("{'key': 'a' 'authentication': {'type': 'x'},}")).toEqual([
      'schema/required ',
      'syntax/quotes ',
      'syntax/quotes /key',
      'syntax/missing-comma ',
      'syntax/quotes ',
      'syntax/quotes /authentication',
      'syntax/quotes /authentication/type',
      'schema/enum /authentication/type',
      'syntax/trailing-comma ',
    ]);
  });
});

describe('the descriptor is handed out', () => {
  const text =
    '{"key": "a", "baseUrl": "https://a.example.org", "authentication": {"type": "none"}, "name": NAME}';

  test('with placeholders in texts', async () => {
    const { descriptor } = await lintDescriptor(text.replace('NAME', '"{{name}}"'));
    expect(descriptor).toMatchObject({ name: '{{name}}' });
  });

  test('not where a placeholder may be of another type', async () => {
    const { descriptor, valid } = await lintDescriptor(text.replace('NAME', '{{name}}'));
    expect({ descriptor, valid }).toEqual({ descriptor: undefined, valid: true });
  });

  test('with given values in the place of placeholders', async () => {
    const { descriptor, unusedValues } = await lintDescriptor(text.replace('NAME', '"{{name}}"'), {
      values: { name: 'A', typo: 'B' },
    });
    expect(descriptor).toMatchObject({ name: 'A' });
    expect(unusedValues).toEqual(['typo']);
  });
});

describe('places of findings', () => {
  test('are exact in a template', async () => {
    const text =
      '{{define "c"}}\r\n{ "key": "a", {{#if x}}\r\n  "baseUrl": {{url}}, "nope": "{{ "q" }}",{{/if}}\r\n "apiVersion": "1"}\r\n{{end}}';
    const { diagnostics } = await lintDescriptor(text, { product: 'jira' });
    const shown = diagnostics
      .filter(({ ruleId }) => ruleId.startsWith('schema/'))
      .map(
        ({ ruleId, range: { start, end } }) =>
          `${ruleId} ${start.line}:${start.column}-${end.line}:${end.column}`,
      );
    expect(shown).toEqual([
      'schema/required 2:1-2:2',
      'schema/unknown-property 3:23-3:29',
      'schema/type 4:16-4:19',
    ]);
  });

  test('point at the placeholder where a given value is wrong', async () => {
    const text =
      '{ "key": "{{key}}", "apiVersion": {{version}}, "authentication": {}, "baseUrl": "https://a" }';
    const { diagnostics } = await lintDescriptor(text, { values: { key: 'a b', version: '"1"' } });
    const shown = diagnostics
      .filter(({ ruleId }) => ruleId.startsWith('schema/'))
      .map(({ ruleId, range }) => `${ruleId} ${range.start.column}-${range.end.column}`);
    expect(shown).toEqual(['schema/pattern 10-19', 'schema/type 35-46']);
  });
});

describe('fixes', () => {
  const fixable = async (text: string) => {
    const { diagnostics } = await lintDescriptor(text, { product: 'jira' });
    return diagnostics.some(({ ruleId, fix }) => ruleId === 'schema/type' && fix !== undefined);
  };
  const text = '{ "key": "a", "baseUrl": "https://a", "authentication": {"type": "jwt"}, "apiVersion": "1" }';

  test('are offered where the text says what was read', async () => {
    expect(await fixable(text)).toBe(true);
    expect(await fixable(text.replace('"key"', '/* x */ "key"'))).toBe(true);
    expect(await fixable(text.replace('"a"', '{{x}}'))).toBe(true);
  });

  test('not where something else stands in the text', async () => {
    expect(await fixable(text.replace('"1"', "'1'"))).toBe(false);
  });
});
