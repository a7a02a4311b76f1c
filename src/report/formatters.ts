import type { Formatter } from './formatter.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';

export const FORMATS = ['pretty', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** Every format by name: a new one is a file and a line here. */
export const formatters: Readonly<Record<Format, Formatter>> = { pretty: formatPretty, json: formatJson };
