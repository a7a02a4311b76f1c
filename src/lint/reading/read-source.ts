import { createTextPositions, type TextPositions } from '../text-positions.ts';
import { NO_DOUBT } from './doubt.ts';
import { reportDuplicates } from './duplicates.ts';
import { SAME_OFFSETS } from './offset-map.ts';
import type { Reading, ReadOptions, SourceDocument } from './reading.ts';
import { createReport } from './report.ts';
import { createStrictTree } from './strict-tree.ts';
import { scanStructure } from './structure.ts';

/**
 * The syntax step: reads a descriptor, however it is written. Time and memory are linear to the length of the text.
 *
 * Strict JSON is read here, and nothing more is loaded for it. Everything else is turned into strict JSON first: templates,
 * and JSON with mistakes of which the meaning is clear. YAML has a parser of its own.
 * @param text the source; a byte order mark at its beginning is reported. Offsets of nodes and edits count it, lines and
 *   columns do not.
 */
export async function readSource(text: string, options: ReadOptions = {}): Promise<Reading> {
  const positions = createTextPositions(text);
  if (text.trim() === '') return nothing(positions, options);
  if (options.language === 'yaml') {
    const { readYaml } = await import('./yaml/read-yaml.ts');
    return readYaml(text, positions, options);
  }
  const isPlain = Object.keys(options.values ?? {}).length === 0;
  const strict = isPlain ? readStrictly(text, positions) : undefined;
  if (strict !== undefined) return strict;
  const { readLoosely } = await import('./json/read-loosely.ts');
  return readLoosely(text, positions, options);
}

function nothing(positions: TextPositions, { values = {} }: ReadOptions): Reading {
  const report = createReport(positions);
  report.add({ ruleId: 'syntax/json', message: 'The text is empty.', start: 0, end: 0 }, '');
  return {
    positions,
    diagnostics: report.diagnostics(),
    document: undefined,
    unusedValues: Object.keys(values),
  };
}

/** Undefined where the text is no JSON, or too much of it. */
function readStrictly(text: string, positions: TextPositions): Reading | undefined {
  const structure = scanStructure(text);
  const parsed = structure === undefined ? undefined : parse(text);
  if (structure === undefined || parsed === undefined) return undefined;
  const report = createReport(positions);
  reportDuplicates(structure, SAME_OFFSETS, report);
  const document: SourceDocument = {
    value: parsed.value,
    root: createStrictTree({ text, offsets: SAME_OFFSETS, ends: structure.ends }),
    language: 'json',
    doubt: NO_DOUBT,
    allowsFix: () => true,
  };
  return { positions, diagnostics: report.diagnostics(), document, unusedValues: [] };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
