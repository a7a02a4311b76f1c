import { readdirSync, readFileSync, statSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import * as bitbucket from '../../src/lint/generated/bitbucket.js';
import * as confluence from '../../src/lint/generated/confluence.js';
import * as jira from '../../src/lint/generated/jira.js';
import * as shared from '../../src/lint/generated/shared.js';
import type { SchemaError } from '../../src/lint/schema-error.ts';
import { soak } from '../support/soak.ts';

const compiled = { jira, confluence, bitbucket, shared };

/** The published schema that a validator stands for. The shared one has the modules that Jira and Confluence have. */
const PUBLISHED = {
  jira: 'jira',
  confluence: 'confluence',
  bitbucket: 'bitbucket',
  shared: 'confluence',
} as const;
type Name = keyof typeof PUBLISHED;

/** Ajv itself on the schemas as they are published: what the shortened validators must agree with. */
function createOracle(name: Name): (data: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: true });
  ajv.addFormat('uri-reference', /^[^\s<>"]*$/);
  ajv.addFormat('uri-template', /^(?:[^\s<>"{}]|\{[^\s<>"{}]*\})*$/);
  for (const folder of ['', 'modules', 'shared', 'bitbucket/modules', 'bitbucket/shared']) {
    const ending = folder === '' ? '-descriptor.json' : '.json';
    for (const file of readdirSync(packageFile('schemas', folder)).filter((entry) =>
      entry.endsWith(ending),
    )) {
      ajv.addSchema(JSON.parse(readFileSync(packageFile('schemas', folder, file), 'utf8')));
    }
  }
  const validate = ajv.getSchema(
    `https://connect-kit.github.io/connect-kit/schemas/${PUBLISHED[name]}-descriptor.json`,
  );
  if (validate === undefined) throw new Error(`no schema for ${name}`);
  return (data) => validate(data) === true;
}

/**
 * Errors apart from unknown properties that the product ignores, which the published schemas let through, and from the
 * `if` that Ajv reports beside each error of its `then`.
 */
function errorsOf(validator: Name, data: unknown): readonly SchemaError[] {
  const { validate } = compiled[validator];
  if (validate(data)) return [];
  return (validate.errors ?? []).filter(
    ({ keyword, schema }) =>
      keyword !== 'if' &&
      !(keyword === 'additionalProperties' && isRecord(schema) && schema['ignoresUnknown'] === true),
  );
}

const name = { value: 'Name' };
const conditions = [{ condition: 'a' }, { or: [{ condition: 'b' }, { type: 'and', conditions: [] }] }];
const page = { key: 'k', name, url: '/u', conditions, icon: { url: '/i', width: 1, height: 1 } };
const sharedModules = {
  generalPages: [page],
  webPanels: [{ ...page, location: 'l', layout: { width: '1', height: '1' } }],
  webItems: [
    { ...page, location: 'l', target: { type: 'dialogmodule', options: { key: 'd' } }, styleClasses: ['a'] },
    { ...page, location: 'l', target: { type: 'dialog', options: { size: 'small', header: name } } },
  ],
  webhooks: [{ event: 'e', url: '/w', propertyKeys: ['p'] }],
};
const root = {
  key: 'k',
  baseUrl: 'https://example.com',
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/i' },
  scopes: ['READ'],
  apiMigrations: { gdpr: true },
  vendor: { name: 'v', url: 'https://example.com' },
};
const SAMPLES: Readonly<Record<Name, unknown>> = {
  shared: { ...root, modules: sharedModules },
  jira: {
    ...root,
    modules: {
      ...sharedModules,
      jiraIssueContexts: [
        { ...page, content: { type: 'label', label: name }, target: { type: 'web_panel', url: '/t' } },
      ],
      jiraWorkflowValidators: [{ key: 'v', name, expression: 'true', errorMessage: { expression: "'x'" } }],
      jiraDevelopmentTool: {
        ...{ key: 't', name, application: name, url: 'https://x', logoUrl: 'https://x' },
        capabilities: ['commit'],
      },
    },
  },
  bitbucket: {
    ...root,
    name: 'n',
    description: 'd',
    scopes: ['repository:write'],
    contexts: ['account'],
    modules: {
      repoPages: [
        { key: 'k', name, url: '/u', location: 'l', conditions: [{ condition: 'a', target: 'b' }] },
      ],
      configurePage: [{ key: 'k', name, url: '/u' }],
      webPanel: [{ key: 'k', name, url: '/u', location: 'l', icon: { url: '/i' } }],
      webhooks: [{ event: '*', url: '/w' }],
      fileViews: [{ key: 'k', name, url: '/u', file_matches: { extensions: ['md'] } }],
      oauthConsumer: { clientId: 'c', scopes: ['account'] },
      proxy: { '/p/{repository}': { destination: '/d', methods: { GET: { destination: '/e' } } } },
    },
  },
  confluence: {
    ...root,
    modules: {
      ...sharedModules,
      dynamicContentMacros: [
        {
          ...page,
          parameters: [{ identifier: 'i', name, type: 'enum', values: ['a'] }],
          propertyPanel: {
            url: '/p',
            controls: [
              { type: 'button', key: 'b', label: name },
              { type: 'togglegroup', macroParameter: 'i', controls: [] },
            ],
          },
          autoconvert: { urlParameter: 'u', matchers: [{ pattern: 'x' }] },
        },
      ],
      confluenceThemes: [{ key: 't', name, routes: { spaceview: { url: '/s' } } }],
    },
  },
};

/** Values that are wrong in most places, and right in some. */
const ODDITIES: readonly unknown[] = [
  undefined,
  null,
  1,
  1.5,
  true,
  '',
  'a b',
  'page',
  '{x',
  [],
  {},
  [{}],
  { a: 1 },
];

/** The value with the node at a random path replaced by an oddity; an `undefined` one is left out. */
function mutate(value: unknown, steps: readonly number[], oddity: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (Array.isArray(value) && value.length > 0 && steps.length > 0) {
    return value.map((item, index) => (index === step % value.length ? mutate(item, rest, oddity) : item));
  }
  if (isRecord(value) && steps.length > 0) {
    const names = [...Object.keys(value), 'odd'];
    const chosen = names[step % names.length] ?? 'odd';
    const changed: Record<string, unknown> = { ...value, [chosen]: mutate(value[chosen], rest, oddity) };
    return JSON.parse(JSON.stringify(changed));
  }
  return oddity;
}

describe.each(['jira', 'confluence', 'bitbucket', 'shared'] as const)(
  'the compiled validator %s',
  (validator) => {
    const oracle = createOracle(validator);

    test('accepts the sample that it is tried on', () => {
      expect(oracle(SAMPLES[validator])).toBe(true);
      expect(errorsOf(validator, SAMPLES[validator])).toEqual([]);
    });

    test('gives the verdict of Ajv', () => {
      let refused = 0;
      fc.assert(
        fc.property(
          fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
          fc.constantFrom(...ODDITIES),
          (steps, oddity) => {
            const data = mutate(SAMPLES[validator], steps, oddity);
            const isValid = oracle(data);
            if (!isValid) refused += 1;
            expect(errorsOf(validator, data).length === 0).toBe(isValid);
          },
        ),
        { numRuns: soak(100, 1_000) },
      );
      expect(refused).toBeGreaterThan(soak(30, 300));
    });

    test('is short and imports nothing: it is most of what the command loads', () => {
      const file = packageFile('src/lint/generated', `${validator}.js`);
      expect(statSync(file).size).toBeLessThan(300_000);
      expect(readFileSync(file, 'utf8')).not.toMatch(/\bimport\b|\brequire\(/);
    });
  },
);
