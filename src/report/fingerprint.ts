import { createHash } from 'node:crypto';
import type { Diagnostic } from '../core/diagnostics.ts';

/**
 * Names each finding by what it is about and not by its line, so that a service recognises it after the text around it
 * has changed: rule, pointer and source. Findings that agree in all of these are numbered.
 * @returns a function that gives the fingerprint of the next finding, 64 hexadecimal digits
 */
export function createFingerprints(): (source: string, diagnostic: Diagnostic) => string {
  const seen = new Map<string, number>();
  return (source, { ruleId, pointer }) => {
    const subject = JSON.stringify([ruleId, pointer, source]);
    const count = seen.get(subject) ?? 0;
    seen.set(subject, count + 1);
    return createHash('sha256')
      .update(count === 0 ? subject : `${subject}${count}`)
      .digest('hex');
  };
}
