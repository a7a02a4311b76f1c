import { randomBytes } from 'node:crypto';

/** Someone looking at the site's pages. */
export interface Session {
  /** Undefined after signing out: an anonymous visitor. */
  readonly accountId: string | undefined;
  /** Must come with every request of the pages that changes something. */
  readonly xsrfToken: string;
}

/** Sessions live as long as the instance. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  /** @returns the new session, and its id, to be kept in a cookie */
  create(accountId: string | undefined): { readonly id: string; readonly session: Session } {
    const id = randomBytes(24).toString('base64url');
    const session = { accountId, xsrfToken: randomBytes(24).toString('base64url') };
    this.#sessions.set(id, session);
    return { id, session };
  }

  remove(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }
}
