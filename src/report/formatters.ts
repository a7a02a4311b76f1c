import type { Formatter } from './formatter.ts';
import { formatPretty } from './pretty.ts';

export const FORMATS = [
  'pretty',
  'compact',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
] as const;
export type Format = (typeof FORMATS)[number];

/** Every format by name: a new one is a file and two lines here. All but the usual one are loaded when they are asked for. */
export const formatters: Readonly<Record<Format, () => Promise<Formatter>>> = {
  pretty: async () => formatPretty,
  compact: async () => (await import('./compact.ts')).formatCompact,
  json: async () => (await import('./json.ts')).formatJson,
  sarif: async () => (await import('./sarif.ts')).formatSarif,
  github: async () => (await import('./github.ts')).formatGithub,
  gitlab: async () => (await import('./gitlab.ts')).formatGitlab,
  junit: async () => (await import('./junit.ts')).formatJunit,
  checkstyle: async () => (await import('./checkstyle.ts')).formatCheckstyle,
};
