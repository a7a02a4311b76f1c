/** An error of a compiled validator: what Ajv tells of it, cut to what the linter reads. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  /** The schema that has the keyword. */
  readonly schema: unknown;
  /** The value. */
  readonly data: unknown;
  /** The property that is missing, or unknown. */
  readonly property?: string | undefined;
  /** Where in its file the keyword stands; only for `anyOf` and what is below one: `#/anyOf/0/required`. */
  readonly schemaPath?: string | undefined;
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
