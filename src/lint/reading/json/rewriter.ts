import type { Fix } from '../../../core/diagnostics.ts';
import { type OffsetMap, type Replacement, replaceAll } from '../offset-map.ts';
import type { Stretch } from './token.ts';

/** Collects, from the beginning of a text to its end, what strict JSON has in the place of parts of it. */
export interface Rewriter {
  /** Puts something in the place of a stretch, or puts it between two characters. */
  replace(stretch: Stretch, replacement: string): void;
  /** Leaves a stretch out; for comments, which fixes may stand beside. */
  blank(stretch: Stretch): void;
  /** Leaves a stretch out if it turns out later that it has to go. */
  hold(stretch: Stretch): () => void;
  finish(): { readonly text: string; readonly offsets: OffsetMap };
  /** How many stretches were replaced. */
  size(): number;
  /** True where the edits of a fix keep clear of what was replaced: they change the text, and not what stands for it. */
  allowsFix(fix: Fix): boolean;
}

export function createRewriter(text: string): Rewriter {
  const replacements: Replacement[] = [];
  const guarded: Stretch[] = [];
  let ordered: readonly Stretch[] | undefined;
  return {
    replace(stretch, replacement) {
      const last = replacements.at(-1);
      if (replacement === '' && last?.text === '' && last.end === stretch.start) {
        replacements[replacements.length - 1] = { ...last, end: stretch.end };
        guarded[guarded.length - 1] = { start: last.start, end: stretch.end };
        return;
      }
      replacements.push({ start: stretch.start, end: stretch.end, text: replacement });
      guarded.push(stretch);
    },
    blank: ({ start, end }) => {
      replacements.push({ start, end, text: ' ' });
    },
    hold({ start, end }) {
      const index = replacements.length;
      replacements.push({ start, end, text: text.slice(start, end) });
      return () => {
        replacements[index] = { start, end, text: '' };
        guarded.push({ start, end });
      };
    },
    size: () => replacements.length,
    finish: () => replaceAll(text, replacements),
    allowsFix({ edits }) {
      ordered ??= guarded.toSorted((a, b) => a.start - b.start);
      const stretches = ordered;
      return edits.every(({ offset, length }) => !touches(stretches, offset, offset + length));
    },
  };
}

/** Whether one of the stretches, which are in order and do not overlap, is touched from `from` to `to`. */
function touches(stretches: readonly Stretch[], from: number, to: number): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((stretches[middle]?.end ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const first = stretches[low];
  return first !== undefined && first.start <= to;
}
