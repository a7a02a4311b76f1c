import { randomBytes } from 'node:crypto';
import { REDACTED } from '../../core/redact.ts';
import type { Database } from '../store/database.ts';

/**
 * Makes the shared secrets of a site, and knows them again in what add-ons print: atlassian-connect-express, for one,
 * logs the whole payload of an install.
 */
export class IssuedSecrets {
  readonly #database: Database;
  readonly #secrets: Set<string>;

  constructor(database: Database) {
    this.#database = database;
    this.#secrets = new Set(
      database.all('SELECT secret FROM issued_secret').map(({ secret }) => String(secret)),
    );
  }

  /** A new secret; up to 128 characters are what the products promise. */
  issue(): string {
    const secret = randomBytes(48).toString('base64url');
    this.#database.run('INSERT INTO issued_secret (secret) VALUES (?)', [secret]);
    this.#secrets.add(secret);
    return secret;
  }

  /** The text with every secret of this site blanked. */
  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, REDACTED);
    return redacted;
  }
}
