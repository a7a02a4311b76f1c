import { describe, expect, test } from 'vitest';
import { applyFixes } from './fix/apply-fixes.ts';
import { lintDescriptor } from './lint-descriptor.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

const PAGE = '{ "key": "page", "name": { "value": "Page" }, "url": "/page" }';

/** A descriptor with more properties. */
function withMore(more: string): string {
  return `{ "key": "a", "baseUrl": "https://example.com", "authentication": { "type": "none" }, ${more} }`;
}

/** The fixes of the schema step, and what they make of a descriptor. */
async function fix(more: string) {
  const text = withMore(more);
  const { diagnostics } = await lintDescriptor(text, { product: 'jira' });
  const ofSchema = diagnostics.filter(({ ruleId }) => SCHEMA_RULES.some(({ id }) => id === ruleId));
  const { text: after, applied } = applyFixes(text, ofSchema);
  return { after, titles: applied.map((one) => one.fix?.title), count: ofSchema.length };
}

describe('what there is no doubt about is fixed', () => {
  test.each<[string, string, string, string]>([
    [
      'a text where a translatable text is due',
      `"modules": { "generalPages": [{ "key": "page", "name": "Page", "url": "/page" }] }`,
      'Write { "value": … }',
      `"modules": { "generalPages": [${PAGE}] }`,
    ],
    [
      'a URL where an icon is due',
      `"modules": { "generalPages": [{ "icon": "/i.png", "key": "page", "name": { "value": "Page" }, "url": "/page" }] }`,
      'Write { "url": … }',
      `"modules": { "generalPages": [{ "icon": { "url": "/i.png" }, "key": "page", "name": { "value": "Page" }, "url": "/page" }] }`,
    ],
    [
      'a single module where a list is due',
      `"modules": { "generalPages": ${PAGE} }`,
      'Put the object into square brackets',
      `"modules": { "generalPages": [${PAGE}] }`,
    ],
    [
      'a list of one where an object is due',
      `"modules": { "configurePage": [${PAGE}] }`,
      'Remove the square brackets',
      `"modules": { "configurePage": ${PAGE} }`,
    ],
    ['a boolean in quotes', '"enableLicensing": "true"', 'Remove the quotes', '"enableLicensing": true'],
    ['a number in quotes', '"apiVersion": "2"', 'Remove the quotes', '"apiVersion": 2'],
    [
      'a scope in mixed case',
      '"scopes": ["Act_as_user"]',
      'Write "ACT_AS_USER"',
      '"scopes": ["ACT_AS_USER"]',
    ],
    [
      'a value in mixed case',
      '"modules": { "webItems": [{ "key": "a", "name": { "value": "A" }, "url": "/a", "location": "x", "context": "AddOn" }] }',
      'Write "addon"',
      '"modules": { "webItems": [{ "key": "a", "name": { "value": "A" }, "url": "/a", "location": "x", "context": "addon" }] }',
    ],
    ['a name in another case', '"Name": "A"', 'Rename "Name" to "name"', '"name": "A"'],
    [
      'a module type in another case',
      `"modules": { "generalpages": [${PAGE}] }`,
      'Rename "generalpages" to "generalPages"',
      `"modules": { "generalPages": [${PAGE}] }`,
    ],
  ])('%s', async (_, before, title, after) => {
    expect(await fix(before)).toEqual({ after: withMore(after), titles: [title], count: 1 });
    expect((await fix(after)).count).toBe(0);
  });

  test('also inside of a single module that stands where a list is due', async () => {
    const before = `"modules": { "webhooks": { "event": "jira:issue_created", "URL": "/hook" } }`;
    const after = `"modules": { "webhooks": [{ "event": "jira:issue_created", "url": "/hook" }] }`;
    expect(await fix(before)).toEqual({
      after: withMore(after),
      titles: ['Put the object into square brackets', 'Rename "URL" to "url"'],
      count: 2,
    });
  });
});

describe('what takes a guess is not', () => {
  test.each<[string, string]>([
    ['a misspelt name', '"naem": "A"'],
    ['a misspelt module type', `"modules": { "generalPage": [${PAGE}] }`],
    ['a misspelt scope', '"scopes": ["REED"]'],
    [
      'a misspelt value',
      '"lifecycle": {}, "modules": { "webItems": [{ "key": "a", "name": { "value": "A" }, "url": "/a", "location": "x", "context": "pag" }] }',
    ],
    ['a name in another case beside the right one', '"Name": "A", "name": "B"'],
    ['a text that is no boolean', '"enableLicensing": "yes"'],
    ['a text that is no number', '"apiVersion": "1.0"'],
    ['a number with more digits than are kept', '"apiVersion": "12345678901234567890"'],
    ['a list of several', `"modules": { "configurePage": [${PAGE}, ${PAGE}] }`],
    ['an empty list', '"modules": { "configurePage": [] }'],
    ['a text where more than one thing is due', '"lifecycle": "/installed"'],
    ['a name that an object needs besides', '"vendor": "Example"'],
  ])('%s', async (_, more) => {
    const { after, count } = await fix(more);
    expect(after).toBe(withMore(more));
    expect(count).toBe(1);
  });
});
