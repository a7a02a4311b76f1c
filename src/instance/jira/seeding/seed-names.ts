import { isRecord, type Json } from '../../../core/json.ts';
import { appAccountId, type People } from '../../people/people.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import { type AdfDocument, adfToText, isAdfDocument, textToAdf } from '../adf.ts';
import type { JiraConfiguration } from '../configuration.ts';
import type { CustomField, CustomFields } from '../custom-fields.ts';
import { formatDuration, parseDuration } from '../durations.ts';

/** How the users of add-ons are called, whether the add-on is installed yet or not. */
const APP_USER = /^addon_(.+)$/;
/** An account of which nobody is known any more. */
const FORGOTTEN_ACCOUNT = /^[\da-f]{24}$/;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Between the ids that a site keeps, and the names that people write into seeds. */
export class SeedNames {
  readonly configuration: JiraConfiguration;
  readonly #people: People;
  readonly #fields: CustomFields;
  readonly #accounts: ReadonlyMap<string, string>;

  constructor(configuration: JiraConfiguration, people: People, fields: CustomFields) {
    this.configuration = configuration;
    this.#people = people;
    this.#fields = fields;
    this.#accounts = new Map(
      people.list().flatMap(({ accountId, username, emailAddress }) =>
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

  /** The id of one of a list by its name in any case, or by its id. @throws {SeedError} */
  idIn(list: readonly Named[], text: string, from: SeedObject, name: string): string {
    const wanted = text.toLowerCase();
    const found = list.find((one) => one.name.toLowerCase() === wanted) ?? list.find(({ id }) => id === text);
    return found?.id ?? from.fail(name, `it must be one of ${list.map((one) => one.name).join(', ')}.`);
  }

  /** A name that stands for nothing else in the list, else the id. */
  nameIn(list: readonly Named[], id: string): string {
    const name = list.find((one) => one.id === id)?.name;
    if (name === undefined) return id;
    return list.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length === 1 ? name : id;
  }

  /** @param text a name, or `customfield_10030` */
  findField(text: string): CustomField | undefined {
    const wanted = text.toLowerCase();
    return this.#fields.find(text) ?? this.#fields.list().find(({ name }) => name.toLowerCase() === wanted);
  }

  /** The name of a field where it is the only one of that name. */
  fieldText(field: CustomField): string {
    return this.findField(field.name)?.id === field.id && this.#isUnique(field)
      ? field.name
      : `customfield_${field.id}`;
  }

  #isUnique({ name }: CustomField): boolean {
    return this.#fields.list().filter((one) => one.name.toLowerCase() === name.toLowerCase()).length === 1;
  }
}

/** Text where that says everything, else the document. */
export function richTextOf(document: AdfDocument): Json {
  const text = adfToText(document);
  if (text !== '' && JSON.stringify(textToAdf(text)) === JSON.stringify(document)) return text;
  const copy: Json = JSON.parse(JSON.stringify(document));
  return copy;
}

/** Undefined where nothing is said, null for none. @throws {SeedError} */
export function readRichText(from: SeedObject, name: string): AdfDocument | null | undefined {
  const value = from.take(name);
  if (value === undefined || value === null) return value;
  if (typeof value === 'string') return textToAdf(value);
  return isAdfDocument(value) ? value : from.fail(name, 'it must be text, or an Atlassian Document.');
}

/** `2h 30m` where that says everything, else seconds. */
export function durationOf(seconds: number): string | number {
  const text = formatDuration(seconds);
  return parseDuration(text) === seconds ? text : seconds;
}

/** Seconds, or a text like `2h 30m`. @throws {SeedError} */
export function readDuration(from: SeedObject, name: string): number | null | undefined {
  const value = from.take(name);
  if (value === undefined || value === null) return value;
  const seconds = typeof value === 'string' ? parseDuration(value) : value;
  if (typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0) return seconds;
  return from.fail(name, 'it must be a time like 2h 30m, or a number of seconds.');
}

/** What a value of a custom field looks like in a seed. */
export function fieldValueOf(field: CustomField, value: Json, names: SeedNames): Json {
  switch (field.type) {
    case 'select':
      return optionText(value);
    case 'multiselect':
      return Array.isArray(value) ? value.map(optionText) : value;
    case 'user':
      return isRecord(value) ? names.personText(String(value['accountId'])) : value;
    case 'textarea':
      return isAdfDocument(value) ? richTextOf(value) : value;
    default:
      return value;
  }
}

function optionText(value: Json): Json {
  return isRecord(value) && typeof value['value'] === 'string' ? value['value'] : value;
}

/** The value as it is kept. @throws {SeedError} */
export function readFieldValue(
  field: CustomField,
  value: Json,
  names: SeedNames,
  from: SeedObject,
  name: string,
): Json {
  const option = (text: Json): Json => {
    const found = field.options.find(({ id, value: says }) => says === text || id === text);
    if (found !== undefined) return { id: found.id, value: found.value };
    return from.fail(name, `it must be one of ${field.options.map((one) => one.value).join(', ')}.`);
  };
  switch (field.type) {
    case 'select':
      return option(value);
    case 'multiselect':
      return Array.isArray(value) ? value.map(option) : from.fail(name, 'it must be a list.');
    case 'user':
      return { accountId: names.personOf(String(value), from, name) };
    case 'textarea':
      if (typeof value !== 'string') return value;
      return JSON.parse(JSON.stringify(textToAdf(value)));
    case 'number':
      return typeof value === 'number' ? value : from.fail(name, 'it must be a number.');
    case 'text':
    case 'date':
      return typeof value === 'string' ? value : from.fail(name, 'it must be text.');
    case 'sprint':
    case 'epic-link':
    case 'rank':
      return from.fail(name, 'it is said with sprints, parent and rank.');
    default:
      return value;
  }
}
