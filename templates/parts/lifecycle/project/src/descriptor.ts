import { isRecord, textAt, valueAt } from './json.ts';

export interface Descriptor {
  /** The path that it is served at. */
  readonly path: string;
  readonly key: string;
  readonly name: string;
  /** Whether it has `enableLicensing`. */
  readonly isPaid: boolean;
  /** The whole descriptor, as Atlassian gets it. */
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Reads a descriptor and fills its `{{localBaseUrl}}` placeholders.
 * @param fileName for instance `atlassian-connect.json`
 */
export function readDescriptor(fileName: string, text: string, baseUrl: string): Descriptor {
  const document: unknown = JSON.parse(text.replaceAll('{{localBaseUrl}}', baseUrl));
  const key = textAt(document, 'key');
  if (!isRecord(document) || key === undefined) throw new Error(`${fileName} has no "key".`);
  const name = textAt(document, 'name') ?? key;
  const isPaid = valueAt(document, 'enableLicensing') === true;
  return { path: `/${fileName}`, key, name, isPaid, document };
}
