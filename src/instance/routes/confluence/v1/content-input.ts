import { isRecord, stringAt } from '../../../../core/json.ts';
import { readRepresentation, toStorage } from '../../../confluence/body/convert.ts';
import { Fault, notEmulated } from '../../../confluence/fault.ts';
import type { NewLabel } from '../../../confluence/labels.ts';
import type { PropertyInput } from '../../../confluence/properties.ts';
import { CONTENT_STATUSES, type ContentStatus, TREE_TYPES } from '../../../confluence/types.ts';
import { idAt, isJson, type JsonRecord, listAt, recordAt } from '../body.ts';
import { readId } from '../shared.ts';

/** The type of content, with those of add-ons. @throws {Fault} for what is none */
export function readType(text: string | undefined): string {
  if (text === undefined) throw new Fault('invalid', 'A value for the type of the content is required.');
  if ([...TREE_TYPES, 'blogpost', 'comment', 'attachment'].includes(text) || /^ac:[^:]+:[^:]+$/.test(text))
    return text;
  if (text === 'global') throw notEmulated(`content of the type ${text}`);
  throw new Fault('invalid', `No ContentTypeBinding found for type: ${text}`);
}

/** @throws {Fault} for what is no status */
export function readStatus(text: string): ContentStatus {
  const status = CONTENT_STATUSES.find((one) => one === text);
  if (status !== undefined) return status;
  throw new Fault('invalid', `Invalid content status: ${text}`);
}

/**
 * The body of content in the storage format, from `body.{representation}.value`.
 * @throws {Fault} where it is not well formed, or cannot be converted
 */
export function readBody(input: JsonRecord): string | undefined {
  const body = recordAt(input, 'body');
  const [name, form] = Object.entries(body ?? {}).find(([, value]) => isRecord(value)) ?? [];
  if (name === undefined) return undefined;
  const value = stringAt(form, 'value');
  if (value === undefined)
    throw new Fault('invalid', `The body has no value for the representation ${name}.`);
  return toStorage(value, readRepresentation(stringAt(form, 'representation') ?? name));
}

/** The last of `ancestors` is the parent. Undefined where they are not given. */
export function readParent(input: JsonRecord): number | null | undefined {
  const ancestors = listAt(input, 'ancestors');
  if (ancestors === undefined) return undefined;
  const id = idAt(ancestors.at(-1), 'id');
  return id === undefined ? null : readId(id, 'ancestors');
}

/** Labels of `metadata.labels`, as a list or as the REST API gives them back. */
export function readLabels(input: JsonRecord): readonly NewLabel[] | undefined {
  const metadata = recordAt(input, 'metadata');
  const labels = listAt(metadata, 'labels') ?? listAt(recordAt(metadata, 'labels'), 'results');
  return labels?.map(readLabel);
}

export function readLabel(value: unknown): NewLabel {
  const name = stringAt(value, 'name') ?? stringAt(value, 'label');
  if (name === undefined) throw new Fault('invalid', 'A label needs a name.');
  return { prefix: stringAt(value, 'prefix') ?? 'global', name };
}

/** Properties of `metadata.properties`, by key. */
export function readProperties(input: JsonRecord): readonly PropertyInput[] {
  const properties = recordAt(recordAt(input, 'metadata'), 'properties') ?? {};
  return Object.entries(properties).flatMap(([key, property]) => {
    const value = isRecord(property) ? property['value'] : undefined;
    return isJson(value) ? [{ key, value }] : [];
  });
}
