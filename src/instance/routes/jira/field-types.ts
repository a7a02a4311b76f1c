import type { CustomFieldType } from '../../jira/custom-fields.ts';
import { jiraError } from '../../product-error.ts';
import { notEmulated } from './administration.ts';

const PREFIX = 'com.atlassian.jira.plugin.system.customfieldtypes:';

/** Jira's types of custom fields, as far as they are emulated, and what a value of them is. */
const TYPES: Readonly<Record<string, CustomFieldType>> = {
  textfield: 'text',
  textarea: 'textarea',
  url: 'text',
  float: 'number',
  datepicker: 'date',
  select: 'select',
  radiobuttons: 'select',
  multiselect: 'multiselect',
  multicheckboxes: 'multiselect',
  labels: 'labels',
  userpicker: 'user',
};

const NOT_EMULATED = new Set([
  'cascadingselect',
  'datetime',
  'grouppicker',
  'importid',
  'multigrouppicker',
  'multiuserpicker',
  'multiversion',
  'project',
  'readonlyfield',
  'version',
]);

export interface FieldType {
  readonly type: CustomFieldType;
  /** Jira's key of it. */
  readonly typeKey: string;
}

/** @throws {ProductError} 400 for what Jira has not, 501 for what the dev instance has not */
export function readFieldType(given: string): FieldType {
  const name = given.startsWith(PREFIX) ? given.slice(PREFIX.length) : '';
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type !== undefined) return { type, typeKey: given };
  if (NOT_EMULATED.has(name)) {
    throw notEmulated(`custom fields of the type ${name}`);
  }
  throw jiraError(400, [], { type: `Invalid custom field type '${given}' provided.` });
}
