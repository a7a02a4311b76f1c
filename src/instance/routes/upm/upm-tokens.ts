import { randomBytes } from 'node:crypto';

/**
 * UPM's tokens against forged requests. A person has one, which every list of the apps shows again until an install uses
 * it up; so of two clients of one person that have fetched it, the second is refused.
 * Source: UPM's own `TokenManagerImpl` (decompiled copies in public repositories).
 */
export class UpmTokens {
  readonly #tokens = new Map<string, string>();

  current(accountId: string): string {
    const known = this.#tokens.get(accountId);
    if (known !== undefined) return known;
    const token = randomBytes(12).toString('hex');
    this.#tokens.set(accountId, token);
    return token;
  }

  /** @returns whether it was the person's; if so, it will not be again */
  use(accountId: string, token: string): boolean {
    return token === this.#tokens.get(accountId) && this.#tokens.delete(accountId);
  }
}
