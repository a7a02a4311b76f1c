import type { Diagnostic, Fix } from '../core/diagnostics.ts';
import type { SourceLanguage } from '../descriptor/language.ts';
import type { Finding } from './finding.ts';
import { toFix } from './fix/to-fix.ts';
import { toPointer } from './json-pointer.ts';
import { type Span, spanOfKey, spanOfOpening, spanOfValue } from './locate.ts';
import type { SourceNode } from './source-node.ts';
import type { TextPositions } from './text-positions.ts';

/** A text with its tree and places. */
export interface PlacedDocument {
  readonly text: string;
  readonly root: SourceNode;
  readonly positions: TextPositions;
  /** JSON unless given. */
  readonly language?: SourceLanguage;
  /** Whether a fix leaves alone what does not stand in the text as it was read; any fix does unless given. */
  readonly allowsFix?: (fix: Fix) => boolean;
}

/** Gives a finding its place in the text, and its fix the edits that it takes there. */
export function placeFinding(finding: Finding, document: PlacedDocument): Diagnostic {
  const { at: _, key, fix: plan, ...diagnostic } = finding;
  const span = spanOf(finding, document.root);
  const fix = plan === undefined ? undefined : toFix(plan, document);
  return {
    ...diagnostic,
    pointer: key === undefined ? finding.pointer : `${finding.pointer}${toPointer([key])}`,
    range: document.positions.rangeAt(span.offset, span.length),
    ...(fix === undefined || document.allowsFix?.(fix) === false ? {} : { fix }),
  };
}

function spanOf({ at, key, pointer }: Finding, root: SourceNode): Span {
  if (key !== undefined) return spanOfKey(root, pointer, key);
  return at === 'opening' ? spanOfOpening(root, pointer) : spanOfValue(root, pointer);
}
