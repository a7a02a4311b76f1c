import type { Diagnostic } from '../core/diagnostics.ts';
import type { FixPlan } from './fix-plan.ts';

/** A diagnostic before it has its place in the text. */
export interface Finding extends Omit<Diagnostic, 'range' | 'fix'> {
  /** With `key`, the pointer is that of the object which has the key, and the key is the place. */
  readonly key?: string;
  readonly at?: 'opening' | 'value';
  readonly fix?: FixPlan;
}

/** What is said of an error, apart from its place. */
export type Description = Omit<Finding, 'pointer'>;
