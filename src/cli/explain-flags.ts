import type { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import type { Cli } from './cli.ts';

/** The body of a request, for explanations: it is never hashed where all is right. */
export interface BodyFlags {
  readonly body?: string;
  readonly contentType?: string;
}

export function addBodyOptions(command: Command): Command {
  return command
    .option('--body <text|@file>', 'with --explain: the body as it was sent, in case a form was hashed')
    .option('--content-type <type>', 'with --explain: of the body (default: a form)');
}

/** The hash that an explanation is about, as flags. */
export interface ClaimedHashFlags {
  readonly qsh?: string;
  readonly token?: string;
}

export function addClaimedHashOptions(command: Command): Command {
  return command
    .option('--token <token>', 'with --explain: the token, bare or in a header or URL; - reads stdin')
    .option('--qsh <hash>', 'with --explain: the hash in the token, in place of the token');
}

/** @throws {UsageError} when the file of `--body` cannot be read, or a flag stands alone */
export async function readBody(
  { body, contentType }: BodyFlags,
  cli: Cli,
): Promise<{ readonly body?: string | undefined; readonly contentType?: string | undefined }> {
  if (body === undefined) {
    if (contentType === undefined) return {};
    throw new UsageError('body-missing', '--content-type describes a body, which is missing.', {
      nextSteps: ['Add --body <text>, or --body @file.'],
    });
  }
  if (!body.startsWith('@')) return { body, contentType };
  const { readInputFile } = await import('./secret.ts');
  return { body: new TextDecoder().decode(await readInputFile(body.slice(1), cli)), contentType };
}

/**
 * @param flags what goes with `--explain` only, by name
 * @throws {UsageError} when one of them stands without it
 */
export function refuseWithoutExplain(
  explain: boolean | undefined,
  flags: Readonly<Record<`--${string}`, unknown>>,
): void {
  if (explain === true) return;
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UsageError('explain-missing', `${given[0]} goes with --explain.`, {
    nextSteps: ['Add --explain.'],
  });
}
