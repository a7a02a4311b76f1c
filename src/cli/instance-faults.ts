import { isRecord } from '../core/json.ts';
import { renderTable } from '../terminal/table.ts';
import type { Cli } from './cli.ts';

const COLUMNS = [
  { title: 'Id' },
  { title: 'About' },
  { title: 'What happens' },
  { title: 'How often' },
  { title: 'Hits', align: 'right' },
] as const;

/** Faults as a site answers them: as a table, or as the JSON that they came as. */
export function showFaults(answer: Readonly<Record<string, unknown>>, cli: Cli): void {
  if (cli.options.json) {
    cli.json(answer);
    return;
  }
  const faults = Array.isArray(answer['faults']) ? answer['faults'].filter(isRecord) : [];
  const rows = faults.map(({ id, about, what, often, hits, spent }) => [
    String(id),
    String(about),
    String(what),
    `${String(often)}${spent === true ? ' (over)' : ''}`,
    String(hits),
  ]);
  if (rows.length > 0) cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
}

/** What was ended, as a site answers it. */
export function showRemoved(answer: Readonly<Record<string, unknown>>, cli: Cli): void {
  const removed = Array.isArray(answer['removed']) ? answer['removed'].map(String) : [];
  if (cli.options.json) cli.json(answer);
  else if (removed.length === 0) cli.note('There was no fault.');
  else cli.result(`Ended: ${removed.join(', ')}.`);
}
