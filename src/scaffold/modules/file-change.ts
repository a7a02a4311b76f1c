/** A file that is new, or another than before. */
export interface FileChange {
  /** From the project on, with forward slashes. */
  readonly path: string;
  /** Undefined for a file that is new. */
  readonly before: string | undefined;
  readonly after: string;
}
