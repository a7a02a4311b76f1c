import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { parseSprint } from '../agile/sprint-input.ts';
import type { CustomField, CustomFieldType } from '../custom-fields.ts';
import type { InputContext } from './input-context.ts';
import { notSettable } from './not-settable.ts';
import { parseRichText, richTextProblem } from './rich-text.ts';

type Parsed = { readonly value: Json } | { readonly problem: string };

const NOT_TEXT = 'Operation value must be a string';

/** The value of a custom field in the form in which it is kept, or what is wrong with it. */
export function parseCustomValue(field: CustomField, value: unknown, context: InputContext): Parsed {
  if (field.type === 'sprint') return parseSprint(value, context);
  if (field.type === 'rank') return { problem: notSettable(`customfield_${field.id}`) };
  return value === null ? { value: null } : PARSERS[field.type](value, context, field);
}

const PARSERS: Readonly<
  Record<
    Exclude<CustomFieldType, 'sprint' | 'rank'>,
    (value: unknown, context: InputContext, field: CustomField) => Parsed
  >
> = {
  text: (value) => {
    if (typeof value !== 'string') return { problem: NOT_TEXT };
    return value.length > 255
      ? { problem: 'The entered text is too long. It exceeds the allowed limit of 255 characters.' }
      : { value };
  },
  string: (value) => (typeof value === 'string' ? { value } : { problem: NOT_TEXT }),
  textarea: (value, { apiVersion }) => {
    const document = parseRichText(value, apiVersion);
    return document === undefined
      ? { problem: richTextProblem(apiVersion) }
      : { value: JSON.parse(JSON.stringify(document)) };
  },
  number: (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? { value }
      : { problem: 'Operation value must be a number' },
  date: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
      ? { value }
      : { problem: 'Operation value must be a string in the format yyyy-MM-dd' },
  select: (value, _context, field) => optionOf(field, value),
  multiselect: (value, _context, field) => {
    if (!Array.isArray(value)) return { problem: 'data was not an array' };
    const options = value.map((one) => optionOf(field, one));
    const wrong = options.find((one) => 'problem' in one);
    return wrong ?? { value: options.flatMap((one) => ('value' in one ? [one.value] : [])) };
  },
  labels: (value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string' && !/\s/.test(one))
      ? { value: value.map(String) }
      : { problem: 'data was not an array of strings' },
  user: (value, { hasPerson }) => {
    const accountId = stringAt(value, 'accountId') ?? stringAt(value, 'id') ?? '';
    return hasPerson(accountId)
      ? { value: { accountId } }
      : { problem: `User '${accountId}' does not exist.` };
  },
  // The parent says it; nothing is kept in the field itself.
  'epic-link': () => ({ value: null }),
};

/** Options of add-ons are named by their ids alone as well. */
function optionOf({ options, addonKey }: CustomField, given: unknown): Parsed {
  const isBare = typeof given === 'number' || typeof given === 'string';
  const value = addonKey !== undefined && isBare ? { id: given } : given;
  if (!isRecord(value)) return { problem: "Specify a valid 'id' or 'name' for the option" };
  const id = typeof value['id'] === 'number' ? String(value['id']) : stringAt(value, 'id');
  const says = stringAt(value, 'value');
  const option = options
    .filter(({ disabled }) => disabled !== true)
    .find((one) => (id === undefined ? one.value === says : one.id === id));
  if (option !== undefined) return { value: { id: option.id, value: option.value } };
  return {
    problem:
      id === undefined ? `Option value '${says ?? ''}' is not valid` : `Option id '${id}' is not valid`,
  };
}
