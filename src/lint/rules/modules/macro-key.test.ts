import { testRule } from '../../../../test/support/test-rule.ts';
import { MACRO_KEY } from './macro-key.ts';

const macros = (...keys: readonly string[]) => ({
  modules: { dynamicContentMacros: keys.map((key) => ({ key })) },
});

testRule(MACRO_KEY, [
  ...[
    'macro',
    'my-macro',
    'dynamic-macro',
    'static-content-macro',
    'Diagram',
    'hello-world-macro',
    'test1',
  ].map((key) => ({
    name: `finds that ${key} says nothing of the add-on`,
    document: macros(key),
    product: 'confluence' as const,
    findings: [
      {
        pointer: '/modules/dynamicContentMacros/0/key',
        message: `Another add-on may well have a macro "${key}"`,
      },
    ],
  })),
  {
    name: "finds the key of one of Confluence's macros",
    document: { modules: { staticContentMacros: [{ key: 'toc' }] } },
    product: 'confluence',
    findings: [
      { pointer: '/modules/staticContentMacros/0/key', message: 'Confluence has a macro "toc" of its own.' },
    ],
  },
  {
    name: 'says nothing of keys that name something',
    document: macros(
      'structurizr-workspace',
      'zenuml-sequence-macro',
      'acme-diagram',
      'viewer-of-drawio',
      '{{key}}',
    ),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'says nothing of other modules',
    document: { modules: { generalPages: [{ key: 'macro' }] } },
    product: 'confluence',
    findings: [],
  },
]);
