/** A query that cannot be answered: it is no CQL, or asks for what whoever reads it does not know. */
export class CqlError extends Error {
  override readonly name: string = 'CqlError';
}

/** The text is no CQL. */
export class CqlSyntaxError extends CqlError {
  override readonly name = 'CqlSyntaxError';
  /** Where in the text it stops being CQL, in UTF-16 code units from 0; its length where something is missing. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}
