import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/**
 * Waits for a line of what a process prints, and lets it print on.
 * @throws {Error} with everything that it printed, when it ends before
 */
export function lineOf(stream: Readable, matches: (line: string) => boolean): Promise<string> {
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: stream })
      .on('line', (line) => {
        printed.push(line);
        if (matches(line)) resolve(line);
      })
      .on('close', () => reject(new Error(`It ended:\n${printed.join('\n')}`)));
  });
}
