import { isRecord, stringAt } from '../core/json.ts';

/** What the linter reads from the schemas that come with a validator's errors. */

/** Names of the properties that a schema describes. */
export function propertiesOf(schema: unknown): readonly string[] {
  return isRecord(schema) && isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
}

/** Names of the properties that a schema requires. */
export function requiredOf(schema: unknown): readonly string[] {
  const required = isRecord(schema) ? schema['required'] : undefined;
  return Array.isArray(required) ? required.map(String) : [];
}

/** Whether the product merely ignores what the schema does not describe; see `scripts/compile-schemas.mjs`. */
export function ignoresUnknown(schema: unknown): boolean {
  return isRecord(schema) && schema['ignoresUnknown'] === true;
}

/** What to tell a person when the pattern does not match. Editors read the same keyword. */
export function patternMessageOf(schema: unknown): string {
  return stringAt(schema, 'patternErrorMessage') ?? 'Another form is expected.';
}
