/** What a compiled validator reports: Ajv's error object with `verbose`, as far as the linter reads it. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  /** Where in its schema file the keyword stands, for instance `#/anyOf/0/required`. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The keyword's value. */
  readonly schema: unknown;
  /** The schema that has the keyword. */
  readonly parentSchema: unknown;
  /** The value. */
  readonly data: unknown;
}

/**
 * A validator that `scripts/compile-schemas.mjs` wrote. It answers false for properties that the product merely
 * ignores too, so its answer alone does not tell a descriptor from anything else.
 */
export interface SchemaValidator {
  (data: unknown): boolean;
  /** What the last call found; null when it found nothing. */
  readonly errors?: readonly SchemaError[] | null;
}
