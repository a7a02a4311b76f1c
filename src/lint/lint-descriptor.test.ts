import { describe, expect, test } from 'vitest';
import type { DescriptorProduct } from '../catalog/products.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import { lintDescriptor } from './lint-descriptor.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

const BASE = {
  key: 'com.example.addon',
  baseUrl: 'https://example.com',
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/installed' },
};
const PAGE = { key: 'page', name: { value: 'Page' }, url: '/page' };
const PANEL = { ...PAGE, location: 'atl.jira.view.issue.right.context' };

function withModules(modules: unknown, more: object = {}): unknown {
  return { ...BASE, ...more, modules };
}

/** `severity rule pointer: message (hint)` of each finding of the schema step; the rules have tests of their own. */
async function lint(document: unknown, product?: DescriptorProduct): Promise<readonly string[]> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const { diagnostics } = await lintDescriptor(text, product === undefined ? {} : { product });
  return ofSchema(diagnostics).map(
    ({ severity, ruleId, pointer, message, hint }) =>
      `${severity} ${ruleId} ${pointer}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

function ofSchema(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ ruleId }) => SCHEMA_RULES.some(({ id }) => id === ruleId));
}

describe('what is fine', () => {
  test.each<[string, unknown]>([
    ['the least that a descriptor needs', { key: 'a', baseUrl: 'http://x', authentication: {} }],
    ['$schema for editors', { $schema: './jira-descriptor.json', ...BASE }],
    [
      'every API migration',
      { ...BASE, apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true } },
    ],
    ['scopes in either case', { ...BASE, scopes: ['READ', 'write'] }],
    ['no modules at all', withModules({})],
    ['empty lists', withModules({ webPanels: [], webhooks: [] })],
    [
      'enums in upper case',
      withModules({ webItems: [{ ...PANEL, context: 'PAGE', target: { type: 'DIALOG' } }] }),
    ],
    [
      'nested conditions in both forms',
      withModules({
        webPanels: [
          {
            ...PANEL,
            conditions: [
              { condition: 'user_is_logged_in', invert: true },
              { or: [{ condition: 'a' }, { and: [{ condition: 'b' }] }] },
              { type: 'OR', conditions: [{ condition: 'c' }] },
            ],
          },
        ],
      }),
    ],
    ['URLs with context variables', withModules({ webPanels: [{ ...PANEL, url: '/p?i={issue.key}' }] })],
    [
      'providers that the schema of 2021 lacks',
      withModules({ jiraSecurityInfoProvider: { key: 'security', homeUrl: 'https://example.com' } }),
    ],
  ])('%s', async (_, document) => {
    expect(await lint(document)).toEqual([]);
  });
});

describe('names', () => {
  test.each<[string, unknown, readonly string[]]>([
    [
      'a misspelt module type',
      withModules({ generalPage: [PAGE] }),
      [
        'error modules/unknown /modules/generalPage: There is no module type "generalPage". (Did you mean "generalPages"?)',
      ],
    ],
    [
      'a module type like nothing known',
      withModules({ webResource: [] }),
      ['error modules/unknown /modules/webResource: There is no module type "webResource".'],
    ],
    [
      'a root property among the modules',
      withModules({ lifecycle: { installed: '/x' } }),
      [
        'error modules/unknown /modules/lifecycle: lifecycle is no module. (Move "lifecycle" out of "modules".)',
      ],
    ],
    [
      'scopes among the modules',
      withModules({ scopes: ['READ'] }),
      ['error modules/unknown /modules/scopes: scopes is no module. (Move "scopes" out of "modules".)'],
    ],
    [
      'modules beside "modules"',
      { ...BASE, generalPages: [PAGE] },
      [
        'error schema/unknown-property /generalPages: generalPages stands beside "modules": the product ignores it, and the module is shown nowhere. (Move "generalPages" into "modules".)',
      ],
    ],
    [
      'a module type of long ago',
      withModules({ profilePages: [PAGE] }),
      [
        'warning modules/retired /modules/profilePages: profilePages is known from the products of 2016 only. (The schemas of today do not have it: check that it still shows, or remove it.)',
      ],
    ],
    [
      'a misspelt property that is required, said once and as an error',
      withModules({ webPanels: [{ key: 'p', name: { value: 'P' }, url: '/p', loaction: 'x' }] }),
      [
        'error schema/unknown-property /modules/webPanels/0/loaction: webPanels[0] has no property "loaction": the product ignores it. (Did you mean "location", which is required?)',
      ],
    ],
    [
      'a misspelt property that is not',
      withModules({ webPanels: [{ ...PANEL, wieght: 1 }] }),
      [
        'warning schema/unknown-property /modules/webPanels/0/wieght: webPanels[0] has no property "wieght": the product ignores it. (Did you mean "weight"?)',
      ],
    ],
    [
      'a suggestion is never a property that is there already',
      withModules({ webPanels: [{ ...PANEL, weight: 1, weights: 1 }] }),
      [
        'warning schema/unknown-property /modules/webPanels/0/weights: webPanels[0] has no property "weights": the product ignores it.',
      ],
    ],
    [
      'a property that pages refuse',
      withModules({ generalPages: [{ ...PAGE, tooltip: {} }] }),
      [
        'error schema/unknown-property /modules/generalPages/0/tooltip: generalPages[0] has no property "tooltip".',
      ],
    ],
    [
      'a root property that is ignored',
      { ...BASE, capabilities: {} },
      [
        'warning schema/unknown-property /capabilities: The descriptor has no property "capabilities": the product ignores it.',
      ],
    ],
    [
      'an unknown API migration',
      { ...BASE, apiMigrations: { 'sign-install': true } },
      [
        'error schema/unknown-property /apiMigrations/sign-install: apiMigrations has no property "sign-install". (Did you mean "signed-install"?)',
      ],
    ],
    [
      'names of Object.prototype',
      '{"key":"a","baseUrl":"http://x","authentication":{},"constructor":1,"__proto__":{"a":1}}',
      [
        'warning schema/unknown-property /constructor: The descriptor has no property "constructor": the product ignores it.',
        'warning schema/unknown-property /__proto__: The descriptor has no property "__proto__": the product ignores it.',
      ],
    ],
  ])('%s', async (_, document, expected) => {
    expect(await lint(document)).toEqual(expected);
  });
});

describe('values', () => {
  test.each<[string, unknown, readonly string[]]>([
    [
      'missing properties at the root',
      { key: 'a' },
      [
        'error schema/required : "baseUrl" is missing in the descriptor.',
        'error schema/required : "authentication" is missing in the descriptor.',
      ],
    ],
    [
      'a text where a translatable text is due',
      withModules({ generalPages: [{ ...PAGE, name: 'Page' }] }),
      [
        'error schema/type /modules/generalPages/0/name: generalPages[0].name must be an object, not a text. (Write { "value": "Page" })',
      ],
    ],
    [
      'an icon without its object',
      withModules({ generalPages: [{ ...PAGE, icon: '/i.png' }] }),
      [
        'error schema/type /modules/generalPages/0/icon: generalPages[0].icon must be an object, not a text. (Write { "url": "/i.png" })',
      ],
    ],
    [
      'a text where several things are due',
      { ...BASE, lifecycle: '/installed' },
      ['error schema/type /lifecycle: lifecycle must be an object, not a text.'],
    ],
    [
      'a number in quotes',
      { ...BASE, apiVersion: '1' },
      ['error schema/type /apiVersion: apiVersion must be a whole number, not a text. (Remove the quotes.)'],
    ],
    [
      'a list where one object is due',
      withModules({ configurePage: [PAGE] }),
      [
        'error schema/type /modules/configurePage: configurePage must be an object, not a list. (Remove the square brackets.)',
      ],
    ],
    [
      'null',
      { ...BASE, lifecycle: null },
      ['error schema/type /lifecycle: lifecycle must be an object, not null.'],
    ],
    [
      'something else than an object',
      '[]',
      ['error schema/type : the descriptor must be an object, not a list.'],
    ],
    [
      'a scope like a known one',
      { ...BASE, scopes: ['REED'] },
      ['error scopes/unknown /scopes/0: There is no scope "REED". (Did you mean "READ"?)'],
    ],
    [
      'a scope in mixed case',
      { ...BASE, scopes: ['Read'] },
      [
        'error scopes/unknown /scopes/0: There is no scope "Read": scopes are all upper case or all lower case. (Did you mean "READ"?)',
      ],
    ],
    [
      'a scope of Forge',
      { ...BASE, scopes: ['read:jira-work'] },
      [
        'error scopes/unknown /scopes/0: "read:jira-work" is a scope of OAuth 2.0 and Forge, not of Connect. (The scope of Connect that allows as much is READ.)',
      ],
    ],
    [
      'a value that is like none of the choices',
      { ...BASE, authentication: { type: 'oauth2' } },
      [
        'error schema/enum /authentication/type: authentication.type cannot be "oauth2". (One of jwt or none.)',
      ],
    ],
    [
      'a base URL without scheme',
      { ...BASE, baseUrl: 'example.com' },
      [
        'error schema/pattern /baseUrl: baseUrl cannot be "example.com". (Must be an absolute http or https URL.)',
      ],
    ],
    [
      'one text with several faults, said once',
      withModules({
        keyboardShortcuts: [{ ...PAGE, url: undefined, shortcut: 'LONG', target: { key: 'a' } }],
      }),
      [
        'error schema/pattern /modules/keyboardShortcuts/0/shortcut: keyboardShortcuts[0].shortcut cannot be "LONG". (Must be one to three lower-case letters.)',
      ],
    ],
    [
      'a key with an underscore',
      withModules({ generalPages: [{ ...PAGE, key: 'a_b' }] }),
      [
        'error schema/pattern /modules/generalPages/0/key: generalPages[0].key cannot be "a_b". (May hold letters, digits and dashes only.)',
      ],
    ],
    [
      'a brace that is not closed',
      withModules({ webPanels: [{ ...PANEL, url: '/p?i={issue.key' }] }),
      [
        'error schema/format /modules/webPanels/0/url: webPanels[0].url cannot be "/p?i={issue.key": this is no URL. (Encode blanks and quotes, and close each { of a context variable with }.)',
      ],
    ],
    [
      'a name that is too long',
      { ...BASE, name: 'x'.repeat(81) },
      ['error schema/max-length /name: name has 81 characters; 80 are allowed.'],
    ],
    [
      'a condition that says nothing',
      withModules({ webPanels: [{ ...PANEL, conditions: [{ invert: true }] }] }),
      [
        'error schema/required /modules/webPanels/0/conditions/0: webPanels[0].conditions[0] needs one of "condition", "and", "or" or "conditions".',
      ],
    ],
    [
      'options that do not belong to the target',
      withModules({ webItems: [{ ...PANEL, target: { type: 'dialogmodule', options: { kye: 'd' } } }] }),
      [
        'error schema/unknown-property /modules/webItems/0/target/options/kye: webItems[0].target.options has no property "kye": the product ignores it. (Did you mean "key", which is required?)',
      ],
    ],
  ])('%s', async (_, document, expected) => {
    expect(await lint(document)).toEqual(expected);
  });
});

describe('single modules where a list is due', () => {
  test('fit with a warning, and come out as a list', async () => {
    const webhooks = { event: 'jira:issue_created', url: '/hook' };
    const document = withModules({ webhooks }, { scopes: ['READ'] });
    expect(await lint(document)).toEqual([
      'warning schema/single-module /modules/webhooks: webhooks should be a list of modules. (Put the object into square brackets.)',
    ]);
    const { descriptor } = await lintDescriptor(JSON.stringify(document));
    expect(descriptor?.modules).toEqual({ webhooks: [webhooks] });
  });

  test('have what rules find where it stands, and mend it there', async () => {
    const document = withModules({ webhooks: { event: 'jira:issue_created', url: '/hook' } });
    const text = JSON.stringify(document, null, 1);
    const { diagnostics } = await lintDescriptor(text.replace('"/hook"', '"hook"'));
    const slash = diagnostics.find(({ ruleId }) => ruleId === 'url/leading-slash');
    expect(slash?.pointer).toBe('/modules/webhooks/url');
    expect(text.split('\n')[(slash?.range.start.line ?? 0) - 1]).toContain('"url"');
    expect(slash?.fix?.edits.map(({ text: replacement }) => replacement)).toEqual(['"/hook"']);
  });

  test('have their errors where they stand', async () => {
    const text = JSON.stringify(withModules({ webhooks: { event: 1, url: '/hook' } }), null, 1);
    const { diagnostics } = await lintDescriptor(text);
    const [, error] = ofSchema(diagnostics);
    expect(error?.pointer).toBe('/modules/webhooks/event');
    expect(text.split('\n')[(error?.range.start.line ?? 0) - 1]).toContain('"event": 1');
  });
});

describe('placeholders', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Spring's placeholders look like this
  test.each(['{{localBaseUrl}}', '${addon.base-url}', '<%= url %>', '__BASE_URL__', '{{ .BaseURL }}'])(
    '%s stands for any text',
    async (placeholder) => {
      const document = withModules(
        { generalPages: [{ ...PAGE, key: placeholder, url: `/x y?${placeholder}` }] },
        { baseUrl: placeholder, scopes: [placeholder], name: `${placeholder}${'x'.repeat(90)}` },
      );
      expect(await lint(document)).toEqual([]);
    },
  );

  test('stand for texts only', async () => {
    expect(await lint({ ...BASE, enableLicensing: '{{licensing}}' })).toHaveLength(1);
  });
});

describe('the product', () => {
  test('is found from the modules', async () => {
    const jira = await lintDescriptor(JSON.stringify(withModules({ jiraIssueFields: [] })));
    const confluence = await lintDescriptor(JSON.stringify(withModules({ customContent: [] })));
    const either = await lintDescriptor(JSON.stringify(withModules({ generalPages: [PAGE] })));
    expect([jira.product, confluence.product, either.product]).toEqual(['jira', 'confluence', undefined]);
  });

  test('that is asked for wins', async () => {
    expect(await lint(withModules({ jiraReports: [] }), 'confluence')).toEqual([
      'error modules/unknown /modules/jiraReports: jiraReports is a module of Jira: Confluence does not know it. (A descriptor serves one product. Use --product to say which.)',
    ]);
  });
});

describe('ranges', () => {
  const text = `{
  "key": "a",
  "baseUrl": "https://x",
  "authentication": { "type": "jwt" },
  "modules": {
    "webPanels": [{ "key": "k", "nmae": {}, "name": "x" }]
  }
}
`;
  test('are the key of what is unknown, the value of what is wrong, the bracket of what misses something', async () => {
    const { diagnostics } = await lintDescriptor(text);
    const line = text.split('\n')[5] ?? '';
    const shown = ofSchema(diagnostics).map(({ ruleId, range: { start, end } }) => [
      ruleId,
      start.line,
      line.slice(start.column - 1, end.column - 1),
    ]);
    expect(shown).toEqual([
      ['schema/required', 6, '{'],
      ['schema/required', 6, '{'],
      ['schema/unknown-property', 6, '"nmae"'],
      ['schema/type', 6, '"x"'],
    ]);
  });
});

test('a descriptor with errors is not handed out', async () => {
  const { valid, descriptor } = await lintDescriptor('{"key":"a"}');
  expect({ valid, descriptor }).toEqual({ valid: false, descriptor: undefined });
});

test('a descriptor with warnings is', async () => {
  const { valid, descriptor } = await lintDescriptor(JSON.stringify({ ...BASE, unknown: 1 }));
  expect(valid).toBe(true);
  expect(descriptor?.key).toBe('com.example.addon');
});
