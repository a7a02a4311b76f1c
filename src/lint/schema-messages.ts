import type { DescriptorProduct } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import { closest } from '../core/suggest.ts';
import type { Finding } from './finding.ts';
import { alternativesOf, keywordOf, patternMessageOf } from './read-schema.ts';
import type { SchemaError } from './schema-error.ts';
import { type Advice, adviseType, planReplace, sameInOtherCase } from './schema-fixes.ts';
import type { SchemaDescription } from './schema-rules.ts';
import { describeUnknownModule, describeUnknownProperty } from './unknown-names.ts';
import { describeUnknownScope, type FindOauthScope } from './unknown-scope.ts';
import { capitalize, didYouMean, nameOf, quote } from './wording.ts';

/** What there is to know besides the error. */
export interface ErrorContext {
  /** Undefined where it may be Jira or Confluence. */
  readonly product: DescriptorProduct | undefined;
  readonly findOauthScope: FindOauthScope;
}

type Describe = (error: SchemaError, context: ErrorContext) => SchemaDescription;

/** What an error of the schema means to a person; undefined for keywords that say nothing by themselves. */
export function describeError(error: SchemaError, context: ErrorContext): Finding | undefined {
  const describe = Object.hasOwn(DESCRIPTIONS, error.keyword) ? DESCRIPTIONS[error.keyword] : undefined;
  return describe === undefined ? undefined : { ...describe(error, context), pointer: error.instancePath };
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
  additionalProperties: (error, { product }) =>
    error.instancePath === '/modules'
      ? describeUnknownModule(error, product)
      : describeUnknownProperty(error),
  type: (error) => {
    const { schema, data, instancePath } = error;
    const wanted = String(keywordOf(schema, 'type'));
    return {
      ruleId: 'schema/type',
      severity: 'error',
      message: `${nameOf(instancePath)} must be ${TYPE_NAMES[wanted] ?? wanted}, not ${typeNameOf(data)}.`,
      ...adviseType(wanted, error),
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
  { product, findOauthScope }: ErrorContext,
): SchemaDescription {
  const word = String(data);
  if (/^\/scopes\/\d+$/.test(instancePath)) {
    return describeUnknownScope(word, instancePath, product, findOauthScope);
  }
  const allowed = keywordOf(schema, 'enum');
  return {
    ruleId: 'schema/enum',
    severity: 'error',
    message: `${capitalize(nameOf(instancePath))} cannot be ${quote(data)}.`,
    ...adviseEnum(word, Array.isArray(allowed) ? allowed.map(String) : [], instancePath),
  };
}

/** Lists longer than this help nobody. */
const MAX_CHOICES = 12;

function adviseEnum(word: string, allowed: readonly string[], pointer: string): Advice {
  // Each value is there in lower and in upper case; people need to see it once, and in the case that they use.
  const distinct = [...new Set(allowed.map((value) => value.toLowerCase()))];
  const same = sameInOtherCase(word, distinct);
  if (same !== undefined) return { ...didYouMean(same), fix: planReplace(pointer, same) };
  const suggestion = closest(word, word === word.toUpperCase() ? allowed.toReversed() : distinct);
  if (suggestion !== undefined) return didYouMean(suggestion);
  return distinct.length > MAX_CHOICES ? {} : { hint: `One of ${joinWords(distinct, 'or')}.` };
}

function typeNameOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'boolean') return String(data);
  if (typeof data === 'number') return 'a number';
  return TYPE_NAMES[typeof data] ?? typeof data;
}
