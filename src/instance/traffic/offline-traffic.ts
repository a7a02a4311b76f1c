import { existsSync } from 'node:fs';
import path from 'node:path';
import { NotFineError, UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';
import type { Exchange } from '../../proxy/exchange.ts';
import { trafficFolderOf } from '../instance-file.ts';
import { readTrafficFile, sitesWithTraffic } from './traffic-file.ts';

/**
 * What was written down of a site that was started in `cwd` or a folder above it, oldest first.
 * @param siteName the one that was written of last, when left out
 * @throws {NotFineError} `traffic-none`
 * @throws {UsageError} `site-unknown`
 */
export function readTraffic(cwd: string, siteName: string | undefined): readonly Exchange[] {
  const folder = findFolder(cwd);
  const names = folder === undefined ? [] : sitesWithTraffic(folder);
  const [latest] = names;
  if (folder === undefined || latest === undefined) {
    throw new NotFineError('traffic-none', `Nothing was written down in ${cwd} or a folder above it.`, {
      nextSteps: [
        'Start a dev instance with `connect-kit instance start`.',
        'One that is started with --ephemeral writes nothing down.',
      ],
    });
  }
  const exchanges = readTrafficFile(folder, siteName ?? latest);
  if (exchanges !== undefined) return exchanges;
  throw new UsageError('site-unknown', `Nothing was written down of a site ${JSON.stringify(siteName)}.`, {
    nextSteps: [`Something was of ${joinWords(names, 'and')}.`],
  });
}

function findFolder(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const found = trafficFolderOf(folder);
    if (existsSync(found)) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}
