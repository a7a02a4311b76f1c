import { isRecord } from '../core/json.ts';
import { closest } from '../core/suggest.ts';
import { hasPlaceholder } from '../descriptor/placeholders.ts';
import { propertiesOf } from './read-schema.ts';
import type { SchemaError } from './schema-error.ts';

/** Keywords about the content of one text. Where several fail, the first of these says the most. */
const TEXT_KEYWORDS = ['enum', 'pattern', 'format', 'maxLength', 'minLength'];

/**
 * What is wrong, said once: the many errors that a validator reports for one mistake reduced to the telling one.
 * - `if` only says that its branch failed.
 * - Of `anyOf`, either the alternatives or the sum of them is reported, see below.
 * - A text with a placeholder is not final: its content is not checked. Nor is a name with one, which may turn out to be
 *   any property, also one that seems to be missing.
 * - A misspelt property that is required counts once, as misspelt.
 */
export function reduceErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const telling = collapseAlternatives(errors.filter(({ keyword }) => keyword !== 'if'));
  const final = telling.filter((error) => !isUnfinished(error));
  return dropRepeated(dropMisspelt(final));
}

/** Name of the property that a misspelt one was most likely meant to be: `properties` of the schema are candidates. */
export function suggestProperty({ property, schema, data }: SchemaError): string | undefined {
  const free = propertiesOf(schema).filter((name) => !(isRecord(data) && Object.hasOwn(data, name)));
  return property === undefined ? undefined : closest(property, free);
}

/**
 * Our schemas use `anyOf` for one thing: at least one of several properties is required. Its branches then fail with
 * `required` at the same place, and the `anyOf` itself tells them all.
 */
function collapseAlternatives(errors: readonly SchemaError[]): readonly SchemaError[] {
  const places = new Set(
    errors
      .filter(({ keyword }) => keyword === 'anyOf')
      .map((error) => placeOf(error, error.schemaPath ?? '')),
  );
  return errors.filter((error) => {
    const branch = /^(.*\/anyOf)\//.exec(error.schemaPath ?? '')?.[1];
    return branch === undefined || !places.has(placeOf(error, branch));
  });
}

function placeOf({ instancePath }: SchemaError, subject: string): string {
  return `${instancePath} ${subject}`;
}

function isAboutText(keyword: string): boolean {
  return TEXT_KEYWORDS.includes(keyword);
}

function isUnfinished({ keyword, data, property = '' }: SchemaError): boolean {
  if (isAboutText(keyword)) return typeof data === 'string' && hasPlaceholder(data);
  if (keyword === 'additionalProperties') return hasPlaceholder(property);
  return MISSING.includes(keyword) && isRecord(data) && Object.keys(data).some(hasPlaceholder);
}

/** Keywords about what is not there. */
const MISSING = ['required', 'anyOf'];

function dropMisspelt(errors: readonly SchemaError[]): readonly SchemaError[] {
  const meant = new Set(
    errors
      .filter(({ keyword }) => keyword === 'additionalProperties')
      .map((error) => placeOf(error, suggestProperty(error) ?? '')),
  );
  return errors.filter(
    (error) => error.keyword !== 'required' || !meant.has(placeOf(error, error.property ?? '')),
  );
}

/** One error for each place and subject; of several about the content of one text, the first of the list. */
function dropRepeated(errors: readonly SchemaError[]): readonly SchemaError[] {
  const rank = ({ keyword }: SchemaError) => TEXT_KEYWORDS.indexOf(keyword);
  const ordered = errors.toSorted((a, b) => rank(a) - rank(b));
  const seen = new Set<string>();
  return ordered.filter((error) => {
    const kind = isAboutText(error.keyword) ? 'text' : error.keyword;
    const place = placeOf(error, `${kind} ${error.property ?? ''}`);
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}
