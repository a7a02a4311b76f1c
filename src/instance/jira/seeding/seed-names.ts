import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { People } from '../../people/people.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import { SeedPeople } from '../../seed/seed-people.ts';
import { type AdfDocument, adfToText, isAdfDocument, textToAdf } from '../adf.ts';
import type { JiraConfiguration } from '../configuration.ts';
import type { CustomField, CustomFields } from '../custom-fields.ts';
import { formatDuration, parseDuration } from '../durations.ts';

/** Between the ids that a site keeps, and the names that people write into seeds. */
export class SeedNames extends SeedPeople {
  readonly configuration: JiraConfiguration;
  readonly #fields: CustomFields;

  constructor(configuration: JiraConfiguration, people: People, fields: CustomFields) {
    super(people);
    this.configuration = configuration;
    this.#fields = fields;
  }

  /** @param text a name, or `customfield_10030` */
  findField(text: string): CustomField | undefined {
    const wanted = text.toLowerCase();
    return this.#fields.findAny(text) ?? this.#fields.all().find(({ name }) => name.toLowerCase() === wanted);
  }

  /** The name of a field where it is the only one of that name. */
  fieldText(field: CustomField): string {
    return this.findField(field.name)?.id === field.id && this.#isUnique(field)
      ? field.name
      : `customfield_${field.id}`;
  }

  #isUnique({ name }: CustomField): boolean {
    return this.#fields.all().filter((one) => one.name.toLowerCase() === name.toLowerCase()).length === 1;
  }
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The id of one of a list by its name in any case, or by its id. @throws {SeedError} */
export function idIn(list: readonly Named[], text: string, from: SeedObject, name: string): string {
  const wanted = text.toLowerCase();
  const found = list.find((one) => one.name.toLowerCase() === wanted) ?? list.find(({ id }) => id === text);
  return found?.id ?? from.fail(name, `it must be one of ${list.map((one) => one.name).join(', ')}.`);
}

/** A name that stands for nothing else in the list, else the id. */
export function nameIn(list: readonly Named[], id: string): string {
  const name = list.find((one) => one.id === id)?.name;
  if (name === undefined) return id;
  return list.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length === 1 ? name : id;
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
      return optionText(value, field);
    case 'multiselect':
      return Array.isArray(value) ? value.map((one: Json) => optionText(one, field)) : value;
    case 'user':
      return isRecord(value) ? names.personText(String(value['accountId'])) : value;
    case 'textarea':
      return isAdfDocument(value) ? richTextOf(value) : value;
    default:
      return value;
  }
}

/** An option in a value: its text where that says which, else its id, or all that is left of one that is gone. */
function optionText(value: Json, { options }: CustomField): Json {
  const [id, text] = [stringAt(value, 'id'), stringAt(value, 'value')];
  const known = options.find((option) => option.id === id);
  if (known === undefined || text !== known.value) return value;
  return options.filter((option) => option.value === text || option.id === text).length === 1
    ? text
    : known.id;
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
    const { options } = field;
    const found = options.find((one) => one.value === text) ?? options.find(({ id }) => id === text);
    if (found !== undefined) return { id: found.id, value: found.value };
    // One that the field no longer has.
    if (stringAt(text, 'id') !== undefined && stringAt(text, 'value') !== undefined) return text;
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
    case 'string':
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
