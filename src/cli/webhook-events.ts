import { InvalidArgumentError } from 'commander';

/** For `--only`, which may be given again. */
export function collectEvents(name: string, before: readonly string[] = []): readonly string[] {
  if (name.trim() === '')
    throw new InvalidArgumentError('Write the name of an event, or * for any part of it.');
  return [...before, name];
}
