import { isDeeperThan, isRecord, type Json, stringAt } from '../../../core/json.ts';
import { jiraError } from '../../product-error.ts';
import type { EntityProperty } from '../../properties/entity-properties.ts';

const MAX_KEY = 255;
const MAX_VALUE = 32_768;
const MAX_DEPTH = 100;

/** @throws {ProductError} 400 */
export function checkPropertyKey(key: string): string {
  if (key.trim() === '') throw jiraError(400, ['The property key cannot be empty.']);
  if (key.length > MAX_KEY) {
    throw jiraError(400, [`The property key cannot be longer than ${MAX_KEY} characters.`]);
  }
  return key;
}

/**
 * The value of a property from the text of a request.
 * @throws {ProductError} 400 for what is no JSON, too long, or nested too deeply to be kept
 */
export function readPropertyValue(text: string): Json {
  if (text.trim() === '') throw jiraError(400, ['The property value cannot be empty.']);
  if (text.length > MAX_VALUE) {
    throw jiraError(400, [`The property value cannot be longer than ${MAX_VALUE} characters.`]);
  }
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw jiraError(400, ['The property value is not valid JSON.']);
  }
  if (typeof value === 'object' && value !== null && isDeeperThan(value, MAX_DEPTH)) {
    throw jiraError(400, ['The property value is nested too deeply.']);
  }
  return value;
}

/** `properties` of a body: a list of keys and values. @throws {ProductError} 400 */
export function readPropertyList(value: unknown): readonly EntityProperty[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw jiraError(400, ['properties must be a list.']);
  return value.map((one) => {
    const key = checkPropertyKey(stringAt(one, 'key') ?? '');
    const given = isRecord(one) ? one['value'] : undefined;
    return { key, value: readPropertyValue(JSON.stringify(given) ?? '') };
  });
}
