import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_FOLDER } from './config.ts';
import { isRecord, textAt } from './json.ts';

export interface Descriptor {
  readonly key: string;
  readonly name: string;
  /** The whole descriptor, as Atlassian gets it. */
  readonly document: Record<string, unknown>;
}

/** Reads `atlassian-connect.json` and fills its `{{localBaseUrl}}` placeholders. */
export function loadDescriptor(baseUrl: string): Descriptor {
  const text = readFileSync(path.join(PROJECT_FOLDER, 'atlassian-connect.json'), 'utf8');
  const document: unknown = JSON.parse(text.replaceAll('{{localBaseUrl}}', baseUrl));
  const key = textAt(document, 'key');
  if (!isRecord(document) || key === undefined) throw new Error('atlassian-connect.json has no "key".');
  return { key, name: textAt(document, 'name') ?? key, document };
}
