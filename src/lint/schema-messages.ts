import type { DescriptorProduct } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import { closest } from '../core/suggest.ts';
import type { Description, Finding } from './finding.ts';
import { alternativesOf, keywordOf, patternMessageOf, requiredOf } from './read-schema.ts';
import type { SchemaError } from './schema-error.ts';
import { describeUnknownModule, describeUnknownProperty } from './unknown-names.ts';
import { capitalize, didYouMean, nameOf, quote } from './wording.ts';

type Describe = (error: SchemaError, product: DescriptorProduct | undefined) => Description;

/** What an error of the schema means to a person; undefined for keywords that say nothing by themselves. */
export function describeError(
  error: SchemaError,
  product: DescriptorProduct | undefined,
): Finding | undefined {
  const describe = Object.hasOwn(DESCRIPTIONS, error.keyword) ? DESCRIPTIONS[error.keyword] : undefined;
  return describe === undefined ? undefined : { ...describe(error, product), pointer: error.instancePath };
}

const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  required: ({ property, instancePath }) => ({
    ruleId: 'schema/required',
    severity: 'error',
    message: `"${property}" is missing in ${nameOf(instancePath)}.`,
    at: 'opening',
  }),
  anyOf: ({ schema, instancePath }) => ({
    ruleId: 'schema/required',
    severity: 'error',
    message: `${nameOf(instancePath)} needs one of ${joinWords(alternativesOf(schema).map(quote), 'or')}.`,
    at: 'opening',
  }),
  additionalProperties: (error, product) =>
    error.instancePath === '/modules'
      ? describeUnknownModule(error, product)
      : describeUnknownProperty(error),
  type: ({ schema, data, instancePath }) => {
    const wanted = String(keywordOf(schema, 'type'));
    return {
      ruleId: 'schema/type',
      severity: 'error',
      message: `${nameOf(instancePath)} must be ${TYPE_NAMES[wanted] ?? wanted}, not ${typeNameOf(data)}.`,
      ...hintForType(wanted, data, requiredOf(schema)),
    };
  },
  enum: describeEnum,
  pattern: ({ data, instancePath, schema }) => ({
    ruleId: 'schema/pattern',
    severity: 'error',
    message: `${nameOf(instancePath)} cannot be ${quote(data)}.`,
    hint: patternMessageOf(schema),
  }),
  format: ({ data, instancePath, schema }) => ({
    ruleId: 'schema/format',
    severity: 'error',
    message: `${nameOf(instancePath)} cannot be ${quote(data)}: this is no URL.`,
    hint:
      keywordOf(schema, 'format') === 'uri-template'
        ? 'Encode blanks and quotes, and close each { of a context variable with }.'
        : 'Encode blanks and quotes.',
  }),
  maxLength: ({ data, instancePath, schema }) => ({
    ruleId: 'schema/max-length',
    severity: 'error',
    message: `${nameOf(instancePath)} has ${String(data).length} characters; ${String(keywordOf(schema, 'maxLength'))} are allowed.`,
  }),
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function describeEnum(
  { data, schema, instancePath }: SchemaError,
  product: DescriptorProduct | undefined,
): Description {
  const isScope = /^\/scopes\/\d+$/.test(instancePath);
  const allowed = keywordOf(schema, 'enum');
  return {
    ruleId: 'schema/enum',
    severity: 'error',
    message: isScope
      ? `There is no scope ${quote(data)}.`
      : `${capitalize(nameOf(instancePath))} cannot be ${quote(data)}.`,
    ...hintForEnum(
      String(data),
      Array.isArray(allowed) ? allowed.map(String) : [],
      isScope ? (product ?? 'jira') : undefined,
    ),
  };
}

/** Lists longer than this help nobody. */
const MAX_CHOICES = 12;

/** @param scopesOf the product, where scopes are what is to choose from */
function hintForEnum(
  word: string,
  allowed: readonly string[],
  scopesOf: DescriptorProduct | undefined,
): { hint?: string } {
  if (scopesOf !== undefined && scopesOf !== 'bitbucket' && word.includes(':')) {
    return { hint: 'Scopes with a colon belong to OAuth 2.0 and Forge; Connect has READ, WRITE and others.' };
  }
  // Each value is there in lower and in upper case; people need to see it once, and in the case that they use.
  const distinct = [...new Set(allowed.map((value) => value.toLowerCase()))];
  const suggestion = closest(word, word === word.toLowerCase() ? distinct : allowed.toReversed());
  if (suggestion !== undefined) return didYouMean(suggestion);
  if (scopesOf === 'bitbucket') {
    return { hint: 'Bitbucket has scopes of its own, such as repository, pullrequest:write and webhook.' };
  }
  return distinct.length > MAX_CHOICES ? {} : { hint: `One of ${joinWords(distinct, 'or')}.` };
}

function hintForType(wanted: string, data: unknown, required: readonly string[]): { hint?: string } {
  // Translatable texts, icons and the like: an object around the one thing that people write.
  if (wanted === 'object' && typeof data === 'string' && required.length === 1) {
    return { hint: `Write { "${required[0]}": ${quote(data)} }` };
  }
  if (wanted === 'object' && Array.isArray(data) && data.length === 1) {
    return { hint: 'Remove the square brackets.' };
  }
  if ((wanted === 'boolean' || wanted === 'integer') && typeof data === 'string') {
    return { hint: 'Remove the quotes.' };
  }
  return {};
}

function typeNameOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'boolean') return String(data);
  if (typeof data === 'number') return 'a number';
  return TYPE_NAMES[typeof data] ?? typeof data;
}
