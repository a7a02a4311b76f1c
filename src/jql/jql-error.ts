/** A query that cannot be answered: it is no JQL, or asks for what whoever reads it does not know. */
export class JqlError extends Error {
  override readonly name: string = 'JqlError';
}

/** The text is no JQL. */
export class JqlSyntaxError extends JqlError {
  override readonly name = 'JqlSyntaxError';
  /** Where in the text it stops being JQL, in UTF-16 code units from 0; its length where something is missing. */
  readonly offset: number;
  /** The message without its beginning, for who has said already what it is about. */
  readonly reason: string;

  constructor(reason: string, offset: number) {
    super(`Error in the JQL Query: ${reason}`);
    this.reason = reason;
    this.offset = offset;
  }
}
