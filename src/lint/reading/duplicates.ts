import { toPointer } from '../json-pointer.ts';
import type { OffsetMap } from './offset-map.ts';
import type { Problem, Report } from './report.ts';
import type { DuplicateKey, Structure } from './structure.ts';

/**
 * Reports keys that stand in their object a second time.
 * @param templated objects of which a template writes parts: there, one of the two may be left out
 */
export function reportDuplicates(
  { duplicates, duplicateCount }: Structure,
  offsets: OffsetMap,
  report: Report,
  templated: ReadonlySet<string> = new Set(),
): void {
  for (const duplicate of duplicates) {
    const { container, key } = duplicate;
    if (!templated.has(container)) {
      report.add(describe(duplicate, offsets), `${container}${toPointer([key])}`);
    }
  }
  const last = duplicates.at(-1);
  if (last !== undefined) report.addMore(describe(last, offsets), duplicateCount - duplicates.length);
}

function describe({ key, start, end }: DuplicateKey, offsets: OffsetMap): Problem {
  return {
    ruleId: 'syntax/duplicate-key',
    message: `The key ${JSON.stringify(key)} stands in this object already.`,
    hint: 'Remove one of the two: parsers disagree on which one counts.',
    start: offsets.toStart(start),
    end: offsets.toEnd(end),
  };
}
