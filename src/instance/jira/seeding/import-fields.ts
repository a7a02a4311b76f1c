import { isRecord, stringAt } from '../../../core/json.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import { AGILE_FIELDS } from '../agile/fields.ts';
import type { CustomFieldOption, CustomFields, CustomFieldType } from '../custom-fields.ts';
import type { Ids } from './import-jira.ts';

const TYPES: readonly CustomFieldType[] = [
  'text',
  'textarea',
  'number',
  'date',
  'select',
  'multiselect',
  'labels',
  'user',
];

/** Custom fields beside those of Jira Software. @throws {SeedError} */
export function importFields(seed: SeedObject, fields: CustomFields, ids: Ids): void {
  for (const field of seed.objects('fields', 'name')) ids['custom-field'].claim(field);
  for (const field of seed.objects('fields', 'name')) {
    const id = String(ids['custom-field'].of(field));
    if (AGILE_FIELDS.some((one) => one.id === id)) field.fail('id', 'a field of Jira Software has it.');
    const name = field.text('name');
    const type = readType(field);
    const typeKey = field.optionalText('typeKey');
    const description = field.anyText('description');
    const options = field.list('options').map((option, index) => readOption(field, id, option, index));
    field.end();
    fields.put({ id, name, type, description, options, ...(typeKey === undefined ? {} : { typeKey }) });
  }
}

function readType(field: SeedObject): CustomFieldType {
  const given = field.optionalText('type') ?? 'text';
  const type = TYPES.find((one) => one === given);
  return type ?? field.fail('type', `it must be one of ${TYPES.join(', ')}.`);
}

/** A text, or a text with an id. */
function readOption(field: SeedObject, fieldId: string, option: unknown, index: number): CustomFieldOption {
  if (typeof option === 'string') return { id: `${fieldId}${String(index).padStart(2, '0')}`, value: option };
  const id = isRecord(option) ? stringAt(option, 'id') : undefined;
  const value = isRecord(option) ? stringAt(option, 'value') : undefined;
  if (id !== undefined && value !== undefined) return { id, value };
  return field.fail(`options/${index}`, 'it must be text, or an object with id and value.');
}
