import type { CustomField, CustomFields } from '../custom-fields.ts';
import type { JqlFields } from './context.ts';
import type { JqlField } from './field.ts';
import { customField, type SearchedField } from './fields/custom-fields.ts';
import { type PropertyIndex, propertyField } from './fields/property-field.ts';
import { SYSTEM_FIELDS } from './fields/system-fields.ts';

/** The fields of a site's queries. Other parts of the site add theirs, for instance sprints. */
export class JqlFieldRegistry implements JqlFields {
  readonly #fields = new Map<string, JqlField>();
  readonly #customFields: CustomFields;
  readonly #propertyIndexes: () => readonly PropertyIndex[];

  constructor(customFields: CustomFields, propertyIndexes: () => readonly PropertyIndex[]) {
    this.#customFields = customFields;
    this.#propertyIndexes = propertyIndexes;
    for (const field of SYSTEM_FIELDS) this.add(field);
  }

  add(field: JqlField): void {
    for (const name of field.names) this.#fields.set(name.toLowerCase(), field);
  }

  find(name: string): JqlField | undefined {
    const wanted = name.replaceAll(/\s*([[\]])\s*/g, '$1').toLowerCase();
    return this.#fields.get(wanted) ?? this.#findCustom(wanted) ?? this.#findProperty(wanted);
  }

  list(): readonly JqlField[] {
    return [
      ...new Set(this.#fields.values()),
      ...this.#customFields.list().filter(isSearched).map(customField),
      ...this.#propertyIndexes().map(propertyField),
    ];
  }

  #findCustom(name: string): JqlField | undefined {
    const found = this.#customFields
      .list()
      .filter(isSearched)
      .find((field) =>
        [field.name.toLowerCase(), `cf[${field.id}]`, `customfield_${field.id}`].includes(name),
      );
    return found && customField(found);
  }

  #findProperty(name: string): JqlField | undefined {
    return this.#propertyIndexes()
      .map(propertyField)
      .find(({ names }) => names.some((one) => one.toLowerCase() === unquoted(name)));
  }
}

/** `issue.property["a b"].c` names the same as without quotes. */
function unquoted(name: string): string {
  return name.replaceAll(/\[(["'])(.*?)\1\]/g, '[$2]');
}

/** Fields of Jira Software are among those that every query knows. */
function isSearched(field: CustomField): field is SearchedField {
  return field.type !== 'sprint' && field.type !== 'epic-link' && field.type !== 'rank';
}
