import type { Command } from 'commander';
import type { GetCli } from '../commands.ts';

export function configure(_command: Command, _getCli: GetCli): void {
  throw new Error('not written yet');
}
