import { appAccountId, type People } from '../people/people.ts';
import type { SeedObject } from './seed-object.ts';

/** How the users of add-ons are called, whether the add-on is installed yet or not. */
const APP_USER = /^addon_(.+)$/;
/** An account of which nobody is known any more. */
const FORGOTTEN_ACCOUNT = /^[\da-f]{24}$/;

/** Between the accounts that a site keeps, and the names that people write into seeds. */
export class SeedPeople {
  readonly #people: People;
  readonly #accounts: ReadonlyMap<string, string>;

  constructor(people: People) {
    this.#people = people;
    this.#accounts = new Map(
      people
        .all()
        .filter(({ accountType }) => accountType === 'atlassian')
        .flatMap(({ accountId, username, emailAddress }) =>
          // A user name goes before an account and an address of the same text.
          [emailAddress, accountId, username].map((text) => [text, accountId] as const),
        ),
    );
  }

  /** A user name, or the account where nobody is known by it. */
  personText(accountId: string): string {
    return this.#people.find(accountId)?.username ?? accountId;
  }

  displayName(accountId: string): string | null {
    return this.#people.find(accountId)?.displayName ?? null;
  }

  /** Accounts of those who may everything. */
  administrators(): readonly string[] {
    return this.#people
      .list()
      .filter(({ isAdmin }) => isAdmin)
      .map(({ accountId }) => accountId);
  }

  /** By user name, account or e-mail address; undefined for nobody. */
  findPerson(text: string): string | undefined {
    const known = this.#accounts.get(text);
    if (known !== undefined) return known;
    const [, addonKey] = APP_USER.exec(text) ?? [];
    if (addonKey !== undefined) return appAccountId(addonKey);
    return FORGOTTEN_ACCOUNT.test(text) ? text : undefined;
  }

  /** Undefined where nothing is said, null for nobody. @throws {SeedError} */
  readPerson(from: SeedObject, name: string): string | null | undefined {
    const text = from.textOrNull(name);
    return typeof text === 'string' ? this.personOf(text, from, name) : text;
  }

  /** @throws {SeedError} */
  readPeople(from: SeedObject, name: string): readonly string[] {
    return from.texts(name).map((text, index) => this.personOf(text, from, `${name}/${index}`));
  }

  /** @throws {SeedError} */
  personOf(text: string, from: SeedObject, name: string): string {
    return this.findPerson(text) ?? from.fail(name, `there is nobody called ${JSON.stringify(text)}.`);
  }
}
