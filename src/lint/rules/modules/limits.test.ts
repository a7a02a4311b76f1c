import { testRule } from '../../../../test/support/test-rule.ts';
import { FORGE_LIMITS } from './limits.ts';

testRule(FORGE_LIMITS, [
  {
    name: 'finds texts and lists that are too long, at any depth',
    document: {
      modules: {
        webItems: [{ key: 'a', location: 'l'.repeat(101), target: { options: { width: '1'.repeat(11) } } }],
        dynamicContentMacros: [
          { aliases: ['a', 'b'.repeat(101)], autoconvert: { matchers: Array(201).fill({}) } },
        ],
      },
    },
    findings: [
      {
        pointer: '/modules/webItems/0/location',
        message: 'webItems[0].location has 101 characters; a Forge manifest allows 100.',
        hint: 'Connect has no such limit',
      },
      { pointer: '/modules/webItems/0/target/options/width', message: '11 characters' },
      { pointer: '/modules/dynamicContentMacros/0/aliases/1', message: '101 characters' },
      {
        pointer: '/modules/dynamicContentMacros/0/autoconvert/matchers',
        message: '201 entries; a Forge manifest allows 200',
      },
    ],
  },
  {
    name: 'says nothing of what just fits, of placeholders, of other shapes and of other modules',
    document: {
      modules: {
        webItems: [
          { location: 'l'.repeat(100), styleClasses: 'x'.repeat(2000) },
          { location: `{{a}}${'l'.repeat(100)}`, target: 'x' },
          { location: 1, name: { value: 'n'.repeat(1500) } },
        ],
        moonPhases: [{ location: 'l'.repeat(200) }],
      },
    },
    findings: [],
  },
]);
