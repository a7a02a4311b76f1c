import type { SeedPart } from '../../seed/seed-part.ts';
import { exportJira } from './export-jira.ts';
import { importJira } from './import-jira.ts';

/**
 * Jira's data, with names and keys in the place of ids. Whatever is as usual is left out, so that people can write a site
 * by hand: an issue needs a summary, and nothing else.
 */
export const JIRA_PART: SeedPart = { name: 'jira', export: exportJira, import: importJira };
