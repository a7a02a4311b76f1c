import { createHash, hash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Database, SqlValue } from '../store/database.ts';
import { type Group, Groups } from './groups.ts';

/** A person of the site. */
export interface Person {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  /** For signing in to pages and for basic authentication; the e-mail address works as well. */
  readonly username: string;
  readonly password: string;
  /** Stands in for the password in basic authentication, as the only thing that the cloud takes there. */
  readonly apiToken?: string;
  readonly isAdmin: boolean;
  readonly locale: string;
  readonly timeZone: string;
  /** `app` for the user that an add-on acts as when it acts for itself. */
  readonly accountType: 'atlassian' | 'app';
  /** The groups that somebody was put into; left out as long as nobody has changed them. See `groups.ts`. */
  readonly groups?: readonly Group[];
  /** False for who was taken off the site; left out for everybody else. */
  readonly isActive?: boolean;
}

/** Whoever was taken off the site is still known by name, and may nothing. */
export function isActive({ isActive: active = true }: Pick<Person, 'isActive'>): boolean {
  return active;
}

/** The people of a site: read once, written through. */
export class People {
  readonly #database: Database;
  readonly #people = new Map<string, Person>();
  readonly groups: Groups;

  /** @param seed who is there when the site is new */
  constructor(database: Database, seed: readonly Person[]) {
    this.#database = database;
    this.groups = new Groups(database);
    const stored = database
      .all('SELECT body FROM person ORDER BY position')
      .map(({ body }) => readPerson(body));
    for (const person of stored) this.#people.set(person.accountId, person);
    if (stored.length === 0) this.#plant(seed);
  }

  /** App users are not among them, and those neither who were taken off the site. */
  list(): readonly Person[] {
    return this.all().filter((person) => person.accountType === 'atlassian' && isActive(person));
  }

  /** Everybody who has an account, app users and those who were taken off the site too. */
  all(): readonly Person[] {
    return [...this.#people.values()];
  }

  find(accountId: string | null | undefined): Person | undefined {
    return this.#people.get(accountId ?? '');
  }

  /** Adds a person, or changes the one with the account. */
  put(person: Person): void {
    this.#database.run(
      'INSERT INTO person (account_id, body) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET body = excluded.body',
      [person.accountId, JSON.stringify(person)],
    );
    this.#people.set(person.accountId, person);
  }

  #plant(seed: readonly Person[]): void {
    this.#database.transaction(() => {
      for (const person of seed) this.put(person);
    });
  }

  /**
   * The user that an add-on acts as; made with its first installation, as the products do.
   * @param isAdmin where its scopes let it administer the site
   */
  ensureAppUser(addonKey: string, name: string, isAdmin = false): Person {
    const accountId = appAccountId(addonKey);
    const known = this.#people.get(accountId);
    if (known?.displayName === name && known.isAdmin === isAdmin) return known;
    const user: Person = {
      ...known,
      accountId,
      displayName: name,
      emailAddress: `${addonKey}@connect.example.com`,
      username: `addon_${addonKey}`,
      password: randomUUID(),
      isAdmin,
      locale: 'en_US',
      timeZone: 'Etc/GMT',
      accountType: 'app',
    };
    this.put(user);
    return user;
  }

  /** The person with this name (or e-mail address) and password, as pages ask for them. */
  authenticate(name: string, password: string): Person | undefined {
    const person = this.list().find(
      ({ username, emailAddress }) => name === username || name === emailAddress,
    );
    return person !== undefined && isSame(person.password, password) ? person : undefined;
  }

  /** The person with this name (or e-mail address) and password or API token, as programs send them. */
  authenticateProgram(name: string, secret: string): Person | undefined {
    const person = this.list().find(
      ({ username, emailAddress }) => name === username || name === emailAddress,
    );
    const { password, apiToken = '' } = person ?? { password: '' };
    const fits = isSame(password, secret) || (apiToken !== '' && isSame(apiToken, secret));
    return fits ? person : undefined;
  }
}

/** The table is ours: what is in it was a person when it was written. */
function readPerson(body: SqlValue | undefined): Person {
  return JSON.parse(String(body));
}

/** Compares secrets without telling by its duration how much of them agrees. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export const SEED_PEOPLE: readonly Person[] = [
  person('admin', 'Alex Morgan', true, 'en_GB', 'Europe/London'),
  person('mia', 'Mia Lindqvist', false, 'sv_SE', 'Europe/Stockholm'),
  person('tomas', 'Tomás Rivera', false, 'es_ES', 'Europe/Madrid'),
  person('yuki', 'Yuki Tanaka', false, 'ja_JP', 'Asia/Tokyo'),
];

function person(
  username: string,
  displayName: string,
  isAdmin: boolean,
  locale: string,
  timeZone: string,
): Person {
  return {
    accountId: personAccountId(username),
    displayName,
    emailAddress: `${username}@example.com`,
    username,
    password: username,
    apiToken: `${username}-api-token`,
    isAdmin,
    locale,
    timeZone,
    accountType: 'atlassian',
  };
}

/** The account of a person whom nobody has given another. */
export function personAccountId(username: string): string {
  return accountIdOf(`person:${username}`);
}

/** The account of an add-on's app user. */
export function appAccountId(addonKey: string): string {
  return accountIdOf(`app:${addonKey}`);
}

function accountIdOf(name: string): string {
  return hash('sha256', name, 'hex').slice(0, 24);
}
