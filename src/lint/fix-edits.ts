import type { Fix } from '../core/diagnostics.ts';
import type { FixPlan } from './fix-plan.ts';
import type { SourceNode } from './source-node.ts';

/**
 * The edits of the text that a plan takes.
 * @returns undefined where the text does not allow the change without touching anything else
 */
export function toFix(
  _plan: FixPlan,
  _document: { readonly text: string; readonly root: SourceNode },
): Fix | undefined {
  return undefined;
}
