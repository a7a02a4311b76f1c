import type { Tag } from './tag.ts';

/** Values that a person gives for placeholders, and which of them were needed. */
export interface TemplateValues {
  /** What stands for a tag; undefined where nothing was given for it. */
  valueOf(tag: Tag): string | undefined;
  /** Whether an expression holds, as far as that can be told from a value given for it. */
  truthOf(expression: string): boolean | undefined;
  /** Names that nothing in the text has. */
  unused(): readonly string[];
}

export function createTemplateValues(values: Readonly<Record<string, string>>): TemplateValues {
  const unused = new Set(Object.keys(values));
  const find = (names: readonly string[]): string | undefined => {
    const name = names.find((candidate) => Object.hasOwn(values, candidate));
    if (name === undefined) return undefined;
    unused.delete(name);
    return values[name];
  };
  return {
    valueOf: (tag) => find(namesOf(tag)),
    truthOf: (expression) => {
      const value = find(namesOfExpression(expression));
      return value === undefined ? undefined : !FALSE.has(value.trim().toLowerCase());
    },
    unused: () => [...unused],
  };
}

/** What people write for something that does not hold. */
const FALSE: ReadonlySet<string> = new Set([
  '',
  'false',
  '0',
  'no',
  'off',
  'null',
  'nil',
  'none',
  'undefined',
]);

/** The names under which a value for a tag may be given, the exact one first. */
export function namesOf({ signs, expression }: Tag): readonly string[] {
  if (signs === 'underscores') return [expression, `__${expression}__`];
  if (signs === 'dollar') return [nameOfDollar(expression), expression];
  return namesOfExpression(expression);
}

/**
 * The name before the default: `${name:default}` of Spring, `${name:-default}` of shells. The `::` of CloudFormation is
 * part of the name.
 */
function nameOfDollar(expression: string): string {
  return /^(?:[^:]|::)+/.exec(expression)?.[0].trim() ?? expression;
}

/** Go writes `.Name` for the field Name. Variables of the environment are named as they are there. */
function namesOfExpression(expression: string): readonly string[] {
  const names = [expression];
  const field = /^[.$@]+(\w[\w.]*)$/.exec(expression)?.[1];
  if (field !== undefined) names.push(field);
  const variable = ENVIRONMENT.exec(expression);
  const name = variable?.[1] ?? variable?.[2];
  if (name !== undefined) names.push(name);
  return names;
}

/** `ENV['X']`, `ENV.fetch('X')`, `process.env.X`, `process.env['X']`, `env "X"`. */
const ENVIRONMENT =
  /^(?:ENV|process\.env|env|os\.environ)(?:\.fetch|\.get)?(?:\s*[[(]?\s*["']([^"']+)["']\s*[\])]?|\.(\w+))$/;
