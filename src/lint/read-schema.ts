import { isRecord, stringAt } from '../core/json.ts';

/** What the linter reads from the schemas that come with a validator's errors. */

/** The value of a keyword. */
export function keywordOf(schema: unknown, keyword: string): unknown {
  return isRecord(schema) ? schema[keyword] : undefined;
}

/** Names of the properties that a schema describes. */
export function propertiesOf(schema: unknown): readonly string[] {
  const properties = keywordOf(schema, 'properties');
  return isRecord(properties) ? Object.keys(properties) : [];
}

/** Names of the properties that a schema requires. */
export function requiredOf(schema: unknown): readonly string[] {
  const required = keywordOf(schema, 'required');
  return Array.isArray(required) ? required.map(String) : [];
}

/** The properties of which a schema's `anyOf` requires at least one. */
export function alternativesOf(schema: unknown): readonly string[] {
  const branches = keywordOf(schema, 'anyOf');
  return Array.isArray(branches) ? branches.flatMap(requiredOf) : [];
}

/** Whether the product merely ignores what the schema does not describe; see `scripts/compile-schemas.mjs`. */
export function ignoresUnknown(schema: unknown): boolean {
  return keywordOf(schema, 'ignoresUnknown') === true;
}

/** What to tell a person when the pattern does not match. Editors read the same keyword. */
export function patternMessageOf(schema: unknown): string {
  return stringAt(schema, 'patternErrorMessage') ?? 'Another form is expected.';
}
