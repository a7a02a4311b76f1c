/** What a descriptor is written in. */
export type SourceLanguage = 'json' | 'yaml';

/** What is known of a source besides its text. */
export interface SourceOrigin {
  /** Name of the file, or path of the URL. */
  readonly name?: string | undefined;
  /** As the server says it. */
  readonly contentType?: string | undefined;
}

/**
 * What a source is written in: what its name or its server says, and where neither says anything, YAML only where the text
 * is plainly no JSON. What begins with a bracket is JSON, whatever a server calls it.
 */
export function languageOf(text: string, { name, contentType }: SourceOrigin): SourceLanguage {
  if (name !== undefined && /\.ya?ml$/i.test(name) && contentType === undefined) return 'yaml';
  const isCalledYaml = /\.ya?ml$/i.test(name ?? '') || /^[^;]*\byaml\b/i.test(contentType ?? '');
  if (isCalledYaml) return /^\ufeff?\s*[{[]/.test(text) ? 'json' : 'yaml';
  return looksLikeYaml(text) ? 'yaml' : 'json';
}

/** Whether the first line that says something can only be YAML: `key: value` without quotes, or the sign of a document. */
function looksLikeYaml(text: string): boolean {
  const first = /^\ufeff?(?:[ \t]*(?:#.*)?(?:\r\n|\n|\r))*(.{0,200})/.exec(text)?.[1] ?? '';
  return /^(?:---(?:\s|$)|%YAML\s|[A-Za-z_$][\w.$-]*:(?:\s|$))/.test(first);
}
